import type { Deployment } from '../model/deployment.ts'
import type { Facts, PlanSettings } from './facts.ts'
import { currentSnapshot, isLive, newestDeployment, operationSnapshot } from './facts.ts'
import { keepRunning } from './keep-running.ts'
import { rescaleInPlace } from './rescale.ts'
import { start } from './start.ts'
import type { Step } from './step.ts'
import { takeSavepoint } from './take-savepoint.ts'

/** The job of the version before ends, with a snapshot where one is wanted, and that of the new version starts. */
export const update = (facts: Facts, settings: PlanSettings): Step => {
  const deployment = newestDeployment(facts)
  const onFailure = updateFailed(facts)
  if (deployment === undefined || deployment.versionId === facts.application.versionId) {
    return start(facts, settings, { onFailure })
  }
  if (facts.operation?.intent.inPlace === true && operationSnapshot(facts)?.status !== 'FAILED') {
    return inPlace(facts, deployment, settings, onFailure)
  }
  return snapshotAndEnd(facts, deployment, settings, onFailure) ?? start(facts, settings, { onFailure })
}

/**
 * The job goes over to another parallelism as it is, or else its cluster is replaced: from a snapshot where one was asked for and the job
 * still runs, otherwise from its newest state, with a savepoint.
 */
const inPlace = (
  facts: Facts,
  deployment: Deployment,
  settings: PlanSettings,
  onFailure: (error: string | undefined) => Step,
): Step => {
  // Snapshots are of the job as it was. They are taken first: going over would break them off.
  if (isLive(deployment) && currentSnapshot(facts) !== undefined) {
    return keepRunning(facts, deployment.versionId, settings)
  }
  const step = rescaleInPlace(facts, settings)
  if (step !== undefined) return step
  if (facts.operation?.intent.snapshotName !== undefined && runs(facts)) return { kind: 'snapshot-before-end' }
  if (isLive(deployment)) return { kind: 'end-with-savepoint' }
  const hopeless = currentSnapshot(facts)
  if (hopeless !== undefined) {
    return { kind: 'fail-snapshot', snapshot: hopeless.name, cause: 'The job ended before the snapshot was taken.' }
  }
  return start(facts, settings, { onFailure, first: 'resume' })
}

const runs = ({ observation }: Facts): boolean =>
  observation?.manager === 'serving' && observation.job?.state === 'RUNNING' && observation.job.allTasksRunning

/**
 * The same version with another parallelism. What does not work is taken back: the application is the service's to scale, so a scaling
 * that fails must not leave it stopped.
 */
export const scale = (facts: Facts, settings: PlanSettings): Step => {
  const deployment = newestDeployment(facts)
  const { versionId, currentParallelism } = facts.application
  const to = facts.operation?.intent.scaledFrom
  const onFailure = (error: string | undefined): Step =>
    to === undefined
      ? { kind: 'finish', event: 'scalingFailed', error: error ?? unknown }
      : { kind: 'undo-scaling', to, error: error ?? unknown }
  const scaled = deployment?.versionId === versionId && deployment.parallelism === currentParallelism
  if (deployment === undefined || scaled) return start(facts, settings, { onFailure, first: 'resume' })
  return inPlace(facts, deployment, settings, onFailure)
}

/**
 * One step back. The version that is taken back never ran, or ran and ends now; a job of the version before may also
 * still be there, when the update was interrupted early: then it is that job which goes on, from its newest state.
 */
export const rollBack = (facts: Facts, settings: PlanSettings): Step => {
  const deployment = newestDeployment(facts)
  // The rollback of a scaling brings no version back: it is the one that has run all along, and no failure of the service's own
  // work may leave an application stopped. It is RUNNING, and its job is brought back for as long as that takes.
  const ofScaling = facts.operation !== undefined && facts.operation.versionTo === undefined
  const onFailure = (error: string | undefined): Step => ({
    kind: 'finish',
    event: ofScaling ? 'rolledBack' : 'rollbackFailed',
    error: error ?? unknown,
  })
  if (deployment === undefined || deployment.versionId === facts.application.versionId) {
    return start(facts, settings, { onFailure })
  }
  const snapshot = operationSnapshot(facts)
  if (snapshot?.status === 'CREATING') {
    const asked = facts.operation?.startedAt ?? snapshot.createdAt
    const overdue = facts.now.getTime() - asked.getTime() > settings.snapshotPatienceMs
    if (!overdue) return keepRunning(facts, deployment.versionId, settings)
    // Looked for once more when the cluster is gone: a savepoint that stopped the job has committed its output.
    if (facts.savepoint?.state === 'completed') return takeSavepoint(facts, snapshot, settings)
    if (!isLive(deployment)) {
      return { kind: 'fail-snapshot', snapshot: snapshot.name, cause: 'The snapshot was not completed in time.' }
    }
  }
  if (isLive(deployment)) return { kind: 'end-deployment', outcome: 'superseded' }
  const first = deployment.versionId === facts.operation?.versionFrom ? 'intent' : 'resume'
  return start(facts, settings, { onFailure, first })
}

/** The first half of a replacement; undefined when nothing of the old job is left, and nothing of it is wanted any more. */
export const snapshotAndEnd = (
  facts: Facts,
  old: Deployment,
  settings: PlanSettings,
  onFailure: (error: string | undefined) => Step,
): Step | undefined => {
  const snapshot = operationSnapshot(facts)
  // Also a user's, which is of the version it was asked of: the new version's job must not be the one it is taken from.
  const wanted = currentSnapshot(facts)
  if (snapshot?.status === 'CREATING' || (wanted !== undefined && isLive(old))) {
    return keepRunning(facts, old.versionId, settings)
  }
  if (isLive(old)) return { kind: 'end-deployment', outcome: 'superseded' }
  if (wanted !== undefined) {
    return facts.savepoint?.state === 'completed'
      ? takeSavepoint(facts, wanted, settings)
      : { kind: 'fail-snapshot', snapshot: wanted.name, cause: 'The job ended before the snapshot was taken.' }
  }
  // A cluster that was lost and not brought back: scaling goes on from its newest state, an update would start from an older one.
  const given = old.outcome === 'superseded' || facts.application.status === 'UPDATING'
  if (snapshot !== undefined && snapshot.status !== 'READY' && given) {
    return onFailure(snapshot.failure ?? 'The snapshot failed.')
  }
  return undefined
}

/** AWS: READY with a failed operation, or with system rollback enabled back to the version before. */
const updateFailed =
  ({ application, operation }: Facts) =>
  (cause: string | undefined): Step => {
    const error = cause ?? unknown
    const to = operation?.versionFrom
    return application.spec.systemRollbackEnabled === true && to !== undefined
      ? { kind: 'begin-rollback', to, error }
      : { kind: 'finish', event: 'updateFailed', error }
  }

const unknown = 'The Flink job could not be started.'
