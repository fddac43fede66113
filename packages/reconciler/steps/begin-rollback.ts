import type { Facts, Operation, OperationIntent, Step } from '@weir/domain'
import {
  endPhases,
  endsJob,
  nextStatus,
  operationSnapshot,
  rolledBack,
  StaleWriteError,
  wholeSeconds,
} from '@weir/domain'
import type { StepContext } from '../deps.ts'
import { explainFailure, keepExplanation } from '../causes/explain-failure.ts'
import { countOperation, maxErrorLength } from './finish.ts'

/**
 * Fails the update and begins the system rollback that answers it, in one transaction: the update names the rollback, and
 * the application is at its new version, with the configuration from before, ROLLING_BACK. A worker that dies before sees the
 * failed update again; one that dies after goes on with the rollback.
 */
export const beginRollback = async (
  context: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'begin-rollback' }>,
): Promise<void> => {
  const { deps, lease } = context
  const { id } = facts.application
  const explained = await explainFailure(context, facts, step.error)
  const operationId = await deps.store.fenced(lease, async (tx) => {
    const current = await tx.applications.findById(id, { lock: true })
    if (current?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
    const update = facts.operation && (await tx.operations.find(id, facts.operation.id))
    const target = await tx.versions.find(id, step.to)
    if (update?.status !== 'IN_PROGRESS' || target === undefined) throw new StaleWriteError('the update is over')

    const next = rolledBack(current, target, {
      now: wholeSeconds(facts.now),
      conditionalToken: deps.ids.token(64),
    })
    const rollback: Operation = {
      id: deps.ids.token(12),
      applicationId: id,
      name: 'RollbackApplication',
      status: 'IN_PROGRESS',
      startedAt: facts.now,
      versionFrom: current.versionId,
      versionTo: next.version.versionId,
      intent: { restore: stateBefore(facts, step.to), allowNonRestoredState: false },
      phases: [],
    }
    await tx.operations.save({
      ...endPhases(update, facts.now),
      status: 'FAILED',
      endedAt: facts.now,
      error: explained.error.slice(0, maxErrorLength),
      rollbackOperationId: rollback.id,
    })
    await tx.operations.insert(rollback)
    await keepExplanation(tx, explained, facts.now)
    await tx.versions.insert(next.version)
    await tx.applications.save({ ...next.application, status: nextStatus(current.status, 'updateUndone') })
    for (const snapshot of await tx.snapshots.inFlight(id)) {
      if (snapshot.status !== 'CREATING') continue
      await tx.snapshots.save({ ...snapshot, status: 'FAILED', failure: 'The application was rolled back.' })
    }
    return rollback.id
  })
  countOperation(deps, facts, step.error)
  deps.logger.warn({ applicationId: id, operationId, to: step.to, error: step.error }, 'update failed; rolling back')
}

/** The snapshot that the update took, if the job of the version before ended with it; or else what that job left. */
const stateBefore = (facts: Facts, versionId: number): OperationIntent['restore'] => {
  const snapshot = operationSnapshot(facts)
  return snapshot?.status === 'READY' && endsJob(snapshot)
    ? { kind: 'snapshot', name: snapshot.name }
    : { kind: 'version', versionId }
}
