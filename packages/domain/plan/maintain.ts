import type { Deployment } from '../model/deployment.ts'
import type { Facts, PlanSettings } from './facts.ts'
import { isLive, newestDeployment, operationSnapshot } from './facts.ts'
import { keepRunning } from './keep-running.ts'
import { snapshotAndEnd } from './replace-job.ts'
import { start } from './start.ts'
import type { Step } from './step.ts'

/**
 * The same version on a newer release of its runtime: its job ends with a snapshot and starts anew from it. A release on which it does not
 * start is given up: the job goes on, on the release it had. When it does not start on that either, the application is RUNNING as before,
 * and its job is brought back for as long as that takes: no work of the service's own may leave an application stopped.
 */
export const maintain = (facts: Facts, settings: PlanSettings): Step => {
  const { operation } = facts
  const release = operation?.intent.release
  if (operation === undefined || release === undefined) return bringBack(facts, settings)
  const deployment = newestDeployment(facts)
  const ours = facts.deployments.filter((each) => each.operationId === operation.id)
  const before = facts.deployments.find((each) => each.operationId !== operation.id)
  if (ours.length === 0 && deployment !== undefined) {
    const snapshot = operationSnapshot(facts)
    if (snapshot?.status === 'FAILED' && isLive(deployment)) return undone(snapshot.failure ?? 'The snapshot failed.')
    const ending = snapshotAndEnd(facts, deployment, settings, undone)
    if (ending !== undefined) return ending
  }
  const refused = ours.find((each) => each.outcome === 'failed' && each.release === release)
  const onFailure = (error: string | undefined): Step =>
    refused === undefined || ours.some((each) => each.release !== release && each.outcome === 'failed')
      ? { kind: 'finish', event: 'maintained', error: error ?? unknown }
      : { kind: 'create-deployment', versionId: facts.application.versionId, restore: 'resume' }
  const step = start(facts, settings, { onFailure, first: 'resume' })
  return step.kind === 'create-deployment' ? { ...step, release: releaseToTry({ release, refused, before }) } : step
}

const releaseToTry = ({
  release,
  refused,
  before,
}: {
  release: string
  refused: Deployment | undefined
  before: Deployment | undefined
}): string => (refused === undefined ? release : (before?.release ?? release))

/** The job still runs as it was. */
const undone = (error: string | undefined): Step => ({ kind: 'finish', event: 'maintained', error: error ?? unknown })

const unknown = 'The Flink job could not be started.'

/** An application that is found in MAINTENANCE without an order goes back to where it came from: RUNNING if its job ran, else READY. */
const bringBack = (facts: Facts, settings: PlanSettings): Step => {
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
