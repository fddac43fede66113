import { setTimeout as wait } from 'node:timers/promises'
import { type DeploymentRequest, EngineError } from '@weir/domain'
import type { FlinkRestClient } from '../flink-rest/client.ts'
import type { FlinkJob, FlinkRequirements } from '../flink-rest/flink-types.ts'
import type { ProcessRef } from './process-ref.ts'
import { noteRescale } from './observe/rescale-count.ts'
import { readOperatorParallelism, requireSeparable } from './operator-parallelism.ts'
import { resourceIdPrefix, taskManagerIndexes, withMoreIndexes } from './processes/task-manager-indexes.ts'

/** Longest wait for the checkpoint that a rescale goes on from. Without it the job repeats what it did since its last one: slower, not wrong. */
const CHECKPOINT_PATIENCE_MS = 15_000
const LOOK_MS = 50

/** The cluster while it is rescaled: it has the TaskManagers of before and of after. */
export function refWhileRescaling(ref: ProcessRef, { parallelism }: { parallelism: number }): ProcessRef {
  const indexes = withMoreIndexes(taskManagerIndexes(ref), Math.ceil(parallelism / ref.slotsPerTaskManager))
  return { ...ref, taskManagers: indexes.length, indexes }
}

interface Rescale {
  readonly rest: FlinkRestClient
  /** The cluster while it is rescaled. */
  readonly ref: ProcessRef
  readonly request: DeploymentRequest
  /** The parallelism that the job has. */
  readonly from: number
  readonly fixedParallelismFile: string
  readonly rescalesFile: string
}

/** Throws `rejected` when the job cannot be rescaled in place; asked before anything is started for it. */
export async function requireRescalable({ rest, ref, request, from, fixedParallelismFile }: Rescale): Promise<void> {
  const noted = await readOperatorParallelism(fixedParallelismFile)
  const present = await requirements(rest, ref.jobId)
  requireSeparable(noted, Object.keys(present), from)
  targetOf(await findJob(rest, ref), present, { from, to: request.parallelism, fixed: noted.fixed })
}

/**
 * Has the running job's tasks moved to `request.parallelism`; undefined while they are on their way. Every TaskManager of `ref` has been
 * started. The answer is the cluster as it is to be from then on: with the TaskManagers that the tasks went to.
 */
export async function rescaleJob({
  rest,
  ref,
  request,
  from,
  fixedParallelismFile,
  rescalesFile,
}: Rescale): Promise<ProcessRef | undefined> {
  const { parallelism: to } = request
  const job = await findJob(rest, ref)
  const present = await requirements(rest, ref.jobId)
  const { fixed } = await readOperatorParallelism(fixedParallelismFile)
  const wanted = targetOf(job, present, { from, to, fixed })
  if (same(present, wanted)) {
    return hasMoved(job, wanted) ? { ...ref, ...(await occupied({ rest, ref, job, to })) } : undefined
  }
  // The checkpoint needs a job that runs, the change slots that are there: without them the job would stand still until they are.
  const { 'slots-total': slots } = await rest.overview()
  if (job.state !== 'RUNNING' || slots < to) return undefined
  if (request.checkpointing.enabled) await checkpoint(rest, ref.jobId)
  await noteRescale(rescalesFile)
  await rest.setRequirements(ref.jobId, wanted)
  return undefined
}

async function findJob(rest: FlinkRestClient, { jobId }: ProcessRef): Promise<FlinkJob> {
  const job = await rest.job(jobId)
  if (!job) throw new EngineError('unreachable', 'The cluster has no job yet.')
  return job
}

/** Flink answers with an error of its own when the job's scheduler is not the adaptive one. */
async function requirements(rest: FlinkRestClient, jobId: string): Promise<FlinkRequirements> {
  try {
    return await rest.requirements(jobId)
  } catch (error) {
    if (error instanceof EngineError && /not support/i.test(error.message)) {
      throw new EngineError('rejected', 'The job cannot be rescaled in place.', { cause: error })
    }
    throw error
  }
}

/** Vertices of the application's parallelism follow it, those of the program's keep theirs; the lower bound is the upper one, so that none ever runs with less. */
function targetOf(
  { vertices }: FlinkJob,
  present: FlinkRequirements,
  { from, to, fixed }: { from: number; to: number; fixed: ReadonlySet<string> },
): FlinkRequirements {
  const target = Object.entries(present).map(([id, { parallelism }]) => {
    if (parallelism.upperBound !== from || fixed.has(id)) return [id, { parallelism }] as const
    const most = vertices.find((vertex) => vertex.id === id)?.maxParallelism ?? to
    if (to > most) {
      throw new EngineError('rejected', `The job's maximum parallelism is ${most}, less than ${to}.`)
    }
    return [id, { parallelism: { lowerBound: to, upperBound: to } }] as const
  })
  return Object.fromEntries(target)
}

const same = (one: FlinkRequirements, other: FlinkRequirements): boolean =>
  Object.entries(one).every(([id, { parallelism }]) => {
    const asked = other[id]?.parallelism
    return asked?.upperBound === parallelism.upperBound
  })

/** Flink's answer about the job may be older than the change: until every vertex shows its new parallelism nothing is said. */
const hasMoved = ({ state, vertices }: FlinkJob, wanted: FlinkRequirements): boolean =>
  state === 'RUNNING' &&
  vertices.length > 0 &&
  vertices.every(
    ({ id, parallelism, tasks }) =>
      parallelism === wanted[id]?.parallelism.upperBound &&
      (tasks['RUNNING'] ?? 0) + (tasks['FINISHED'] ?? 0) === parallelism,
  )

/** So that the job goes on from where it is now, whatever the interval of its checkpoints. */
async function checkpoint(rest: FlinkRestClient, jobId: string): Promise<void> {
  try {
    const triggerId = await rest.triggerCheckpoint(jobId)
    for (let waited = 0; waited < CHECKPOINT_PATIENCE_MS; waited += LOOK_MS) {
      if (await rest.checkpointEnded(jobId, triggerId)) return
      await wait(LOOK_MS)
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
  }
}

/** The TaskManagers that have tasks, and others up to the number that the new parallelism needs. */
async function occupied({
  rest,
  ref,
  job,
  to,
}: {
  rest: FlinkRestClient
  ref: ProcessRef
  job: FlinkJob
  to: number
}): Promise<Pick<ProcessRef, 'taskManagers' | 'indexes'>> {
  const subtasks = (await Promise.all(job.vertices.map(({ id }) => rest.subtasks(ref.jobId, id)))).flat()
  const ids = new Set(subtasks.flatMap((subtask) => subtask['taskmanager-id'] ?? []))
  const used = taskManagerIndexes(ref).filter((index) =>
    [...ids].some((id) => id.startsWith(`${resourceIdPrefix(index)}-`)),
  )
  const others = taskManagerIndexes(ref).filter((index) => !used.includes(index))
  const wanted = Math.max(used.length, Math.ceil(to / ref.slotsPerTaskManager))
  const indexes = [...used, ...others].slice(0, wanted).sort((a, b) => a - b)
  return { taskManagers: indexes.length, indexes }
}
