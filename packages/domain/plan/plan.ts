import type { Facts, PlanSettings } from './facts.ts'
import { defaultPlanSettings, isLive, newestDeployment, operationSnapshot } from './facts.ts'
import { bringUp } from './bring-up.ts'
import { keepRunning } from './keep-running.ts'
import type { FinishEvent, Step } from './step.ts'

/**
 * Decides the one next step for an application from what is stored and what was seen. Pure: the same facts give the same
 * step, so a worker that dies anywhere is continued by any other.
 */
export const plan = (facts: Facts, settings: PlanSettings = defaultPlanSettings): Step => {
  const deployment = newestDeployment(facts)
  if (isLive(deployment) && deployment.host !== facts.host) return { kind: 'abandon-deployment' }
  if (deployment?.state === 'ending') {
    return { kind: 'end-deployment', outcome: deployment.outcome ?? 'lost', cause: deployment.cause }
  }
  switch (facts.application.status) {
    case 'STARTING':
      return start(facts, settings, 'startFailed')
    case 'RUNNING':
      return keepRunning(facts, facts.application.versionId, settings)
    case 'UPDATING':
      return update(facts, settings)
    case 'STOPPING':
      return stop(facts, settings)
    case 'FORCE_STOPPING':
      return withoutCluster(facts) ?? { kind: 'finish', event: 'stopped' }
    case 'DELETING':
      return withoutCluster(facts) ?? { kind: 'remove-application' }
    default:
      return withoutCluster(facts) ?? atRest(facts)
  }
}

/** StartApplication, and the second half of an update: run the current version as the operation asks. */
const start = (facts: Facts, settings: PlanSettings, failure: FinishEvent): Step => {
  const deployment = newestDeployment(facts)
  if (isLive(deployment)) return bringUp(facts, settings)
  const versionId = facts.application.versionId
  const tried = facts.deployments.filter(
    (each) => each.operationId === facts.operation?.id && each.versionId === versionId,
  )
  const last = tried[0]
  if (last === undefined) return { kind: 'create-deployment', versionId, restore: 'intent' }
  if (last.outcome === 'failed') return { kind: 'finish', event: failure, error: last.cause }
  const losses = tried.filter((each) => each.outcome === 'lost')
  if (losses.length >= settings.maxStartAttempts) {
    const error = `The cluster was lost ${String(losses.length)} times while starting. Last cause: ${last.cause ?? 'unknown'}`
    return { kind: 'finish', event: failure, error }
  }
  // The lost cluster may already have completed checkpoints, and with them committed output.
  return { kind: 'create-deployment', versionId, restore: 'resume' }
}

const stop = (facts: Facts, settings: PlanSettings): Step => {
  const snapshot = operationSnapshot(facts)
  if (snapshot === undefined || snapshot.status === 'READY') {
    return withoutCluster(facts) ?? { kind: 'finish', event: 'stopped' }
  }
  if (snapshot.status === 'CREATING') return keepRunning(facts, runningVersion(facts), settings)
  // Without its snapshot a graceful stop would lose state: the application keeps running and the operation says why. A
  // job that has read all its input has nothing to lose.
  const deployment = newestDeployment(facts)
  if (isLive(deployment) && facts.observation?.job?.state === 'FINISHED') {
    return { kind: 'end-deployment', outcome: 'stopped' }
  }
  if (deployment?.outcome === 'stopped') return { kind: 'finish', event: 'stopped' }
  return { kind: 'finish', event: 'stopFailed', error: snapshot.failure ?? 'The snapshot failed.' }
}

const update = (facts: Facts, settings: PlanSettings): Step => {
  const deployment = newestDeployment(facts)
  const old = deployment !== undefined && deployment.versionId !== facts.application.versionId
  if (!old) return start(facts, settings, 'updateFailed')
  const snapshot = operationSnapshot(facts)
  if (snapshot?.status === 'CREATING') return keepRunning(facts, deployment.versionId, settings)
  if (isLive(deployment)) return { kind: 'end-deployment', outcome: 'superseded' }
  if (snapshot !== undefined && snapshot.status !== 'READY' && deployment.outcome === 'superseded') {
    return { kind: 'finish', event: 'updateFailed', error: snapshot.failure ?? 'The snapshot failed.' }
  }
  return start(facts, settings, 'updateFailed')
}

/** Statuses without a job: end what still runs, give up snapshots that can no longer be taken. */
const withoutCluster = (facts: Facts): Step | undefined => {
  if (isLive(newestDeployment(facts))) return { kind: 'end-deployment', outcome: 'stopped' }
  const hopeless = facts.snapshots.find((snapshot) => snapshot.status === 'CREATING')
  if (hopeless === undefined) return undefined
  return {
    kind: 'fail-snapshot',
    snapshot: hopeless.name,
    cause: 'The application stopped before the snapshot was taken.',
  }
}

const atRest = (facts: Facts): Step => {
  const removal = facts.snapshots.find((snapshot) => snapshot.status === 'DELETING')
  return removal === undefined ? { kind: 'rest' } : { kind: 'remove-snapshot', snapshot: removal.name }
}

/** The version whose job is to be kept until a stop has its snapshot. */
const runningVersion = (facts: Facts): number => newestDeployment(facts)?.versionId ?? facts.application.versionId
