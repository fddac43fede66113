import type { Facts, PlanSettings } from './facts.ts'
import {
  awaitsCopy,
  currentSnapshot,
  defaultPlanSettings,
  isLive,
  newestDeployment,
  operationSnapshot,
  snapshotToClear,
} from './facts.ts'
import { keepRunning } from './keep-running.ts'
import { maintain } from './maintain.ts'
import { rollBack, scale, update } from './replace-job.ts'
import { start } from './start.ts'
import type { Step } from './step.ts'

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
      return start(facts, settings, {
        onFailure: (error) => ({
          kind: 'finish',
          event: 'startFailed',
          error: error ?? 'The Flink job could not start.',
        }),
      })
    case 'RUNNING':
      return maintained(facts, keepRunning(facts, facts.application.versionId, settings))
    case 'UPDATING':
      return update(facts, settings)
    case 'AUTOSCALING':
      return scale(facts, settings)
    case 'ROLLING_BACK':
      return rollBack(facts, settings)
    case 'MAINTENANCE':
      return maintain(facts, settings)
    case 'STOPPING':
      return stop(facts, settings)
    case 'FORCE_STOPPING':
      return withoutCluster(facts) ?? { kind: 'finish', event: 'stopped' }
    case 'DELETING':
      return withoutCluster(facts) ?? remove(facts, settings)
    case 'READY':
    case 'ROLLED_BACK':
      return withoutCluster(facts) ?? atRest(facts)
  }
}

/** Maintenance comes when there is nothing else to do. */
const maintained = ({ maintenance: release }: Facts, step: Step): Step =>
  step.kind === 'wait' && release !== undefined ? { kind: 'begin-maintenance', release } : step

const stop = (facts: Facts, settings: PlanSettings): Step => {
  const snapshot = operationSnapshot(facts)
  if (snapshot === undefined || snapshot.status === 'READY') {
    // One that a user asked for before a stop that takes none itself.
    if (currentSnapshot(facts) !== undefined && isLive(newestDeployment(facts))) {
      return keepRunning(facts, runningVersion(facts), settings)
    }
    return withoutCluster(facts) ?? { kind: 'finish', event: 'stopped' }
  }
  if (snapshot.status === 'CREATING') return keepRunning(facts, runningVersion(facts), settings)
  // Without its snapshot a graceful stop would lose state: the application keeps running and the operation says why. A
  // job that has read all its input has nothing to lose.
  const deployment = newestDeployment(facts)
  if (isLive(deployment) && facts.observation?.job?.state === 'FINISHED') {
    return { kind: 'end-deployment', outcome: 'stopped' }
  }
  if (deployment?.outcome === 'stopped') {
    // It did end with a savepoint, which cannot be read: stopped it is, but nobody may take that for a stop that kept the state.
    const lost = deployment.finalSavepoint !== undefined
    return { kind: 'finish', event: 'stopped', error: lost ? snapshot.failure : undefined }
  }
  return { kind: 'finish', event: 'stopFailed', error: snapshot.failure ?? 'The snapshot failed.' }
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

const atRest = (facts: Facts): Step => snapshotToClear(facts) ?? { kind: 'rest' }

/** Enhanced snapshots outlive the application: their savepoints are copied before its files go. */
const remove = (facts: Facts, settings: PlanSettings): Step =>
  facts.snapshots.some(awaitsCopy) ? { kind: 'wait', ms: settings.pollMs.busy } : { kind: 'remove-application' }

/** The version whose job is to be kept until a stop has its snapshot. */
const runningVersion = (facts: Facts): number => newestDeployment(facts)?.versionId ?? facts.application.versionId
