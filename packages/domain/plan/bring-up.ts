import type { Facts, PlanSettings } from './facts.ts'
import { newestDeployment } from './facts.ts'
import { neverBegins } from './never-begins.ts'
import { deafness } from './silence.ts'
import type { Step } from './step.ts'

/**
 * Takes a live deployment from its record to all tasks RUNNING. It ends as `failed` when a cause of its own is known (main
 * threw, the job failed for good, time is up) and as `lost` when the cluster died from outside: a lost one is tried again.
 */
export const bringUp = (facts: Facts, settings: PlanSettings): Step => {
  const deployment = newestDeployment(facts)
  const seen = facts.observation
  if (deployment === undefined || deployment.state === 'planned' || seen === undefined) {
    const waited = facts.now.getTime() - (deployment?.createdAt ?? facts.now).getTime()
    // A first launch may download a Flink runtime; beyond this it is not going to come up.
    if (waited > 3 * settings.startTimeoutMs) return failed(timedOut(facts, settings, deployment?.cause))
    return { kind: 'launch' }
  }
  if (seen.job?.allTasksRunning === true || seen.job?.state === 'FINISHED') return { kind: 'mark-running' }

  const job = seen.job
  const cause = seen.failure ?? job?.rootException
  if (job?.state === 'FAILED' || job?.state === 'CANCELED') {
    return failed(cause ?? `The Flink job ended in state ${job.state}.`)
  }
  if (cause !== undefined && neverBegins(deployment, seen)) return failed(cause)
  if (seen.manager === 'exited' || seen.manager === 'absent') {
    return seen.failure === undefined
      ? { kind: 'end-deployment', outcome: 'lost', cause: 'The JobManager process ended without naming a cause.' }
      : failed(seen.failure)
  }
  const deaf = deafness(seen, facts.now, settings)
  if (deaf !== undefined) return { kind: 'end-deployment', outcome: 'lost', cause: deaf }
  if (job !== undefined && job.restarts >= settings.maxStartRestarts) {
    return failed(cause ?? `The Flink job restarted ${String(job.restarts)} times without ever running.`)
  }
  const begun = (deployment.launchedAt ?? deployment.createdAt).getTime()
  if (facts.now.getTime() - begun > settings.startTimeoutMs) return failed(timedOut(facts, settings, cause))
  if (seen.taskManagers.live < seen.taskManagers.wanted) return { kind: 'launch' }
  return { kind: 'wait', ms: settings.pollMs.busy }
}

const failed = (cause: string): Step => ({ kind: 'end-deployment', outcome: 'failed', cause })

const timedOut = (facts: Facts, settings: PlanSettings, cause: string | undefined): string => {
  const minutes = String(Math.round(settings.startTimeoutMs / 60_000))
  const { arn, accountId } = facts.application
  const text = `Flink job did not start within a total timeout of ${minutes} minutes for application: ${arn} under account: ${accountId}`
  return cause === undefined ? text : `${text}. Last cause: ${cause}`
}
