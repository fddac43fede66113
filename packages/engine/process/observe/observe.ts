import { access } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type ClusterObservation, EngineError, type JobObservation, type JobState } from '@weir/domain'
import type { FlinkRestClient } from '../../flink-rest/client.ts'
import type { FlinkCheckpoint, FlinkCheckpoints, FlinkJob, FlinkJobSummary } from '../../flink-rest/flink-types.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { describeStackTrace, readComponentFailure, readFailureFile } from '../causes/failure.ts'
import { REFRESH_MS } from '../launch/flink-config.ts'
import { readExceeded } from '../processes/limit-watch.ts'
import type { ProcessRef } from '../process-ref.ts'
import type { ProcessWatch } from '../processes/process-watch.ts'
import { restOf } from '../rest-address.ts'
import { readRescales } from './rescale-count.ts'
import type { SteadyLooks } from './steady-look.ts'
import { tooFewSlots } from './too-few-slots.ts'
import { taskManagerIndexes } from '../processes/task-manager-indexes.ts'

/** Looks at one cluster: its processes first, then its REST, then what a dead one left behind. */
export async function observeCluster({
  ref,
  layout,
  clustersDir,
  processes: watch,
  looks,
  now,
  timeoutMs,
}: {
  ref: ProcessRef
  layout: ClusterLayout
  clustersDir: string
  processes: ProcessWatch
  looks: SteadyLooks
  now: () => Date
  timeoutMs: number
}): Promise<ClusterObservation> {
  // Wrappers count too: a process that is still making its sandbox is not a dead one.
  const processes = await watch.living(clustersDir, ref.deploymentId)
  const indexes = new Set(processes.filter(({ component }) => component === 'taskmanager').map(({ index }) => index))
  const live = taskManagerIndexes(ref).filter((index) => indexes.has(index)).length
  const surplus = indexes.size - live
  const taskManagers = { wanted: ref.taskManagers, live, ...(surplus > 0 ? { surplus } : {}) }
  if (processes.some(({ component }) => component === 'jobmanager')) {
    const rest = await restOf(ref, layout, timeoutMs)
    const job = await observeServing({ rest, ref, layout, looks })
    const settled = job?.observation === undefined || job.observation.allTasksRunning
    const registered = settled ? undefined : await registeredTaskManagers(rest)
    const failure = job?.observation?.state === 'FAILED' ? await failureOf(job.observation, layout) : job?.cannotBegin
    return {
      observedAt: now(),
      manager: job ? 'serving' : 'starting',
      taskManagers: registered === undefined ? taskManagers : { ...taskManagers, registered },
      ...(job?.observation ? { job: job.observation } : {}),
      ...(failure === undefined ? {} : { failure }),
    }
  }
  if (!(await exists(layout.managerStarted))) return { observedAt: now(), manager: 'absent', taskManagers }
  const failure = (await readExceeded(layout)) ?? (await readComponentFailure(layout, 'jobmanager'))
  return { observedAt: now(), manager: 'exited', taskManagers, ...(failure === undefined ? {} : { failure }) }
}

/** Those that still answer the JobManager: one that hangs is a process like any other. */
const registeredTaskManagers = async (rest: FlinkRestClient): Promise<number | undefined> =>
  (await rest.taskManagers().catch(nothingYet))?.taskmanagers.length

/** Undefined when REST does not answer; an answer without `observation` when there is no job yet. */
async function observeServing({
  rest,
  ref: { jobId, taskManagers, slotsPerTaskManager },
  layout,
  looks,
}: {
  rest: FlinkRestClient
  ref: ProcessRef
  layout: ClusterLayout
  looks: SteadyLooks
}): Promise<{ observation?: JobObservation; cannotBegin?: string | undefined } | undefined> {
  try {
    const summary = (await rest.jobs()).find(({ jid }) => jid === jobId)
    if (!summary) return {}
    // Asked for details now, Flink would write errors into the application's log.
    if (summary.state === 'INITIALIZING') return { observation: withoutDetails(summary.state) }
    const recalled = looks.recall(summary)
    if (recalled !== undefined) return { observation: recalled }
    const [job, newest, checkpoints, counted, noted] = await Promise.all([
      hasDetails(summary) ? rest.job(jobId).catch(nothingYet) : undefined,
      readNewestException(rest, summary),
      rest.checkpoints(jobId).catch(nothingYet),
      rest.restarts(jobId).catch(nothingYet),
      readRescales(layout.rescales),
    ])
    const completed = checkpoints?.latest?.completed
    const observation: JobObservation = {
      state: job?.state ?? summary.state,
      allTasksRunning: job !== undefined && allTasksRun(job),
      parallelism: Math.max(0, ...(job?.vertices ?? []).map(({ parallelism }) => parallelism)),
      ...noteFailedTasks(summary),
      ...countRestarts({ counted, noted, failedBefore: summary.state === 'RUNNING' && newest !== undefined }),
      ...(newest ? noteException(newest) : {}),
      ...noteCheckpointFailure(checkpoints),
      ...(completed?.external_path === undefined ? {} : { lastCheckpoint: toCheckpoint(completed) }),
    }
    looks.note(summary, observation)
    return { observation, cannotBegin: job && tooFewSlots(job, taskManagers * slotsPerTaskManager) }
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}

const noteFailedTasks = ({ state, tasks }: FlinkJobSummary): Pick<JobObservation, 'failedTasks'> => {
  const failed = state === 'RUNNING' ? (tasks?.['failed'] ?? 0) : 0
  return failed > 0 ? { failedTasks: failed } : {}
}

const noteException = ({ stacktrace, timestamp }: { readonly stacktrace: string; readonly timestamp: number }) => ({
  rootException: describeStackTrace(stacktrace),
  rootExceptionAt: new Date(timestamp).toISOString(),
})

/** What becomes of a checkpoint when its job fails or stops is no failure of its own. */
const notItsFault = /suspend|job (has failed|is not|failed)|shut ?down|FORCED|subsumed|TaskManager|restart/i

function noteCheckpointFailure(checkpoints: FlinkCheckpoints | undefined): Pick<JobObservation, 'checkpointFailure'> {
  const { completed, failed } = checkpoints?.latest ?? {}
  if (failed == null || failed.id < (completed?.id ?? 0)) return {}
  const cause = failed.failure_message ?? 'A checkpoint failed.'
  return notItsFault.test(cause) ? {} : { checkpointFailure: { id: failed.id, cause } }
}

/** The answer may be older than the job's state by one refresh; of a failed job it is the one thing that matters. */
async function readNewestException(
  rest: FlinkRestClient,
  { jid, state }: FlinkJobSummary,
): Promise<{ readonly stacktrace: string; readonly timestamp: number } | undefined> {
  const read = async () => (await rest.exceptions(jid)).exceptionHistory?.entries[0]
  if (state !== 'FAILED') return read().catch(nothingYet)
  const found = await read()
  if (found) return found
  await wait(2 * REFRESH_MS)
  return read()
}

/**
 * For Flink a rescale is a restart too; 1.20 does not even count them apart, so what we have noted ourselves serves. A job that has an
 * exception and runs was restarted, whatever the counters say: the adaptive scheduler may take the loss of a TaskManager for a rescale.
 */
function countRestarts({
  counted,
  noted,
  failedBefore,
}: {
  counted: { readonly restarts: number; readonly rescales?: number | undefined } | undefined
  noted: number
  failedBefore: boolean
}): Pick<JobObservation, 'restarts' | 'rescales'> {
  const rescales = counted?.rescales ?? noted
  const restarts = Math.max(failedBefore ? 1 : 0, (counted?.restarts ?? 0) - rescales)
  return { restarts, ...(noted > 0 ? { rescales: noted } : {}) }
}

/**
 * A job whose program failed before there was one has no graph. Asked for its details, Flink fails, and tells of that in the application's
 * log.
 */
const hasDetails = ({ state, tasks }: FlinkJobSummary): boolean => state !== 'FAILED' || tasks?.['total'] !== 0

const withoutDetails = (state: JobState): JobObservation => ({
  state,
  allTasksRunning: false,
  parallelism: 0,
  restarts: 0,
})

// A job that failed in main never gets details, and one without checkpointing has no statistics of it.
function nothingYet(error: unknown): undefined {
  if (error instanceof EngineError) return undefined
  throw error
}

function allTasksRun({ vertices }: FlinkJob): boolean {
  return (
    vertices.length > 0 &&
    vertices.every(({ tasks, parallelism }) => (tasks['RUNNING'] ?? 0) + (tasks['FINISHED'] ?? 0) === parallelism)
  )
}

function toCheckpoint({ id, external_path, latest_ack_timestamp, trigger_timestamp }: FlinkCheckpoint) {
  return {
    id,
    location: external_path ?? '',
    completedAt: new Date(latest_ack_timestamp ?? trigger_timestamp ?? 0),
  }
}

/** A program that failed before there was a job: its own words, which the launcher kept, say more than Flink's. */
async function failureOf(job: JobObservation, layout: ClusterLayout): Promise<string> {
  const kept = job.parallelism === 0 ? await readFailureFile(layout, 'jobmanager') : undefined
  return kept ?? job.rootException ?? (await lastWords(layout)) ?? 'The job failed and Flink gives no cause.'
}

/** Flink's history has nothing of a job that failed before its first attempt; its entry point logs the cause a moment after the end. */
async function lastWords(layout: ClusterLayout): Promise<string | undefined> {
  for (let looks = 0; looks < 30; looks += 1) {
    const said = await readFailureFile(layout, 'jobmanager')
    if (said !== undefined) return said
    await wait(REFRESH_MS)
  }
  return undefined
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
