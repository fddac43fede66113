import { EngineError, type SavepointProgress, type SavepointRequest, type SnapshotContents } from '@weir/domain'
import type { FlinkRestClient } from '../flink-rest/client.ts'
import { describeStackTrace } from './causes/failure.ts'

/**
 * Asks for a savepoint under the caller's trigger id. Flink keeps ids it has seen, so a repeated request is harmless; one for a
 * job that has meanwhile ended is only refused when its id is unknown.
 */
export async function triggerSavepoint(
  rest: FlinkRestClient,
  jobId: string,
  { triggerId, directory, stop }: SavepointRequest,
): Promise<void> {
  if (await rest.savepointStatus(jobId, triggerId)) return
  const job = await rest.job(jobId)
  if (!job) throw new EngineError('unreachable', 'The cluster has no job yet.')
  // Flink would accept it and fail afterwards, or never: say so at once.
  if (job.state !== 'RUNNING') throw new EngineError('rejected', `The job is ${job.state}, not RUNNING.`)
  if (stop) await rest.stopWithSavepoint(jobId, { triggerId, directory })
  else await rest.triggerSavepoint(jobId, { triggerId, directory })
}

/** What became of the savepoint with that trigger id. */
export async function readSavepointProgress(
  rest: FlinkRestClient,
  jobId: string,
  { triggerId, directory }: SavepointRequest,
): Promise<SavepointProgress> {
  const found = await rest.savepointStatus(jobId, triggerId)
  if (!found) return { state: 'unknown' }
  if (found.status.id === 'IN_PROGRESS') return { state: 'in-progress' }
  const { location, 'failure-cause': cause } = found.operation ?? {}
  if (location && isInside(directory, location)) return { state: 'completed', location }
  if (location)
    return {
      state: 'failed',
      cause: `The savepoint is said to be at ${location.slice(0, 200)}, where nobody asked for it.`,
    }
  return { state: 'failed', cause: cause ? describeStackTrace(cause['stack-trace']) : 'Flink gives no cause.' }
}

/**
 * A JobManager is one process with an application's code, which could name the state of another application: what is named there would be
 * restored, copied and exported as its own.
 */
function isInside(directory: string, location: string): boolean {
  const [within, place] = [directory, location].map((uri) => uri.replace(/^file:\/+/, 'file:/'))
  if (within === undefined || place?.startsWith(`${within}/`) !== true) return false
  return place
    .slice(within.length + 1)
    .split('/')
    .every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/** Flink's statistics name savepoints beside checkpoints; they live as long as the cluster does. */
export async function readSavepointContents(
  rest: FlinkRestClient,
  jobId: string,
  location: string,
): Promise<SnapshotContents | undefined> {
  const found = (await rest.checkpoints(jobId)).history?.find(({ external_path }) => external_path === location)
  const [details, job] = await Promise.all([found && rest.checkpointDetails(jobId, found.id), rest.job(jobId)])
  if (details === undefined) return undefined
  const nameOf = (id: string): string => job?.vertices.find((vertex) => vertex.id === id)?.name ?? id
  return {
    sizeInBytes: details.state_size,
    operators: Object.entries(details.tasks).map(([id, { state_size, num_subtasks }]) => ({
      name: nameOf(id),
      parallelism: num_subtasks,
      sizeInBytes: state_size,
    })),
  }
}
