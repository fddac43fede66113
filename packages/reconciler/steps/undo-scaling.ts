import type { Facts, Operation, Step } from '@weir/domain'
import { endPhases, nextStatus, StaleWriteError } from '@weir/domain'
import type { StepContext } from '../deps.ts'
import { explainFailure, keepExplanation } from '../causes/explain-failure.ts'
import { countOperation } from './finish.ts'

/**
 * Fails the scaling and begins the way back to the parallelism from before, in one transaction. No version was made for the scaling, so
 * none is taken back: the same one starts again, from the newest state there is.
 */
export const undoScaling = async (
  context: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'undo-scaling' }>,
): Promise<void> => {
  const { deps, lease } = context
  const { id } = facts.application
  const explained = await explainFailure(context, facts, step.error)
  await deps.store.fenced(lease, async (tx) => {
    const current = await tx.applications.findById(id, { lock: true })
    if (current?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
    const scaling = facts.operation && (await tx.operations.find(id, facts.operation.id))
    if (scaling?.status !== 'IN_PROGRESS') throw new StaleWriteError('the scaling is over')
    const back: Operation = {
      id: deps.ids.token(12),
      applicationId: id,
      name: 'RollbackApplication',
      status: 'IN_PROGRESS',
      startedAt: facts.now,
      intent: { restore: { kind: 'version', versionId: current.versionId }, allowNonRestoredState: false },
      phases: [],
    }
    await tx.operations.save({
      ...endPhases(scaling, facts.now),
      status: 'FAILED',
      endedAt: facts.now,
      error: explained.error,
      rollbackOperationId: back.id,
    })
    await keepExplanation(tx, explained, facts.now)
    await tx.operations.insert(back)
    await tx.applications.save({
      ...current,
      status: nextStatus(current.status, 'scalingUndone'),
      currentParallelism: step.to,
    })
    await tx.events.add({
      applicationId: id,
      at: facts.now,
      kind: 'scaling',
      message: `The job does not run with parallelism ${current.currentParallelism}; it goes back to ${step.to}.`,
      operationId: scaling.id,
      detail: { from: current.currentParallelism, to: step.to, error: explained.error },
    })
  })
  countOperation(deps, facts, explained.error)
  deps.logger.warn({ applicationId: id, to: step.to, error: step.error }, 'scaling failed; going back')
}
