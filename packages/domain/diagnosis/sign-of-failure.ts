import type { Facts } from '../plan/facts.ts'
import { newestDeployment } from '../plan/facts.ts'
import { neverBegins } from '../plan/never-begins.ts'
import type { Health } from '../model/health.ts'

/**
 * Names the failure that can be seen now: as long as the same one is seen it is the same text. Undefined when nothing fails. An exception
 * that Flink still shows from before the job recovered is none.
 */
export function signOfFailure(facts: Facts, { watch }: Pick<Health, 'watch'>): string | undefined {
  const deployment = newestDeployment(facts)
  if (deployment === undefined || watch === undefined) return undefined
  const { id, state, outcome } = deployment
  const { manager, job, taskManagers } = facts.observation ?? {}
  if ((state === 'ending' || state === 'ended') && (outcome === 'failed' || outcome === 'lost')) return `${id} ended`
  if (watch.count > 0) {
    if (job?.state === 'FAILED' || neverBegins(deployment, facts.observation)) return `${id} failed`
    if (manager === 'exited' || manager === 'absent') return `${id} exited`
    if (job?.rootException !== undefined) return `${id} ${job.rootExceptionAt ?? String(job.restarts)}`
  }
  if (state !== 'running' || facts.application.status !== 'RUNNING') return undefined
  if (taskManagers !== undefined && taskManagers.live < taskManagers.wanted) return `${id} missing`
  return job?.checkpointFailure === undefined ? undefined : `${id} checkpoints`
}
