import { EngineError, type SavepointProgress, type SavepointRequest } from '@weir/domain'
import type { FlinkRestClient } from '../flink-rest/client.ts'
import { describeStackTrace } from './failure.ts'

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

export async function readSavepointProgress(
  rest: FlinkRestClient,
  jobId: string,
  { triggerId }: SavepointRequest,
): Promise<SavepointProgress> {
  const found = await rest.savepointStatus(jobId, triggerId)
  if (!found) return { state: 'unknown' }
  if (found.status.id === 'IN_PROGRESS') return { state: 'in-progress' }
  const { location, 'failure-cause': cause } = found.operation ?? {}
  if (location) return { state: 'completed', location }
  return { state: 'failed', cause: cause ? describeStackTrace(cause['stack-trace']) : 'Flink gives no cause.' }
}
