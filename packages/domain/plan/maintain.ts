import type { Facts, PlanSettings } from './facts.ts'
import { isLive, newestDeployment } from './facts.ts'
import { keepRunning } from './keep-running.ts'
import type { Step } from './step.ts'

/** Brings an application that is found in MAINTENANCE back to where it came from: RUNNING if its job ran, else READY. */
export const maintain = (facts: Facts, settings: PlanSettings): Step => {
  const deployment = newestDeployment(facts)
  const atRest = deployment === undefined || deployment.outcome === 'stopped' || deployment.outcome === 'failed'
  if (!isLive(deployment) && atRest) {
    const error = deployment?.outcome === 'failed' ? deployment.cause : undefined
    return { kind: 'finish', event: 'maintainedAtRest', error }
  }
  return facts.observation?.job?.allTasksRunning === true && deployment.state === 'running'
    ? { kind: 'finish', event: 'maintained' }
    : keepRunning(facts, facts.application.versionId, settings)
}
