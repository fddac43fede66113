import type { Facts, FinishEvent, Repositories, Step } from '@weir/domain'
import { endPhases, nextStatus, StaleWriteError } from '@weir/domain'
import type { ReconcilerDeps, StepContext } from '../deps.ts'
import { explainFailure, keepExplanation } from '../causes/explain-failure.ts'

/** Closes the operation in progress and moves the status by the lifecycle table, in one transaction. */
export const finish = async (
  context: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'finish' }>,
): Promise<void> => {
  const { deps, lease } = context
  const explained = step.error === undefined ? undefined : await explainFailure(context, facts, step.error)
  await deps.store.fenced(lease, async (tx) => {
    await closeOperation(tx, facts, { event: step.event, error: explained?.error })
    if (explained !== undefined) await keepExplanation(tx, explained, facts.now)
  })
  countOperation(deps, facts, explained?.error)
  deps.logger.info(
    { applicationId: facts.application.id, operationId: facts.operation?.id, event: step.event, error: step.error },
    'operation finished',
  )
}

/** To be called when the transaction that closed it is through. */
export const countOperation = ({ meter }: ReconcilerDeps, { operation }: Facts, error: string | undefined): void => {
  if (operation !== undefined) meter?.operationEnded(operation.name, error === undefined ? 'SUCCESSFUL' : 'FAILED')
}

/**
 * Terraform's order: the operation must not be SUCCESSFUL before the status is visible; here both become so at once. Throws
 * StaleWriteError when an action changed the application since the facts were read; the next pass plans anew.
 */
export const closeOperation = async (
  tx: Repositories,
  facts: Facts,
  { event, error }: { event: FinishEvent; error?: string | undefined },
): Promise<void> => {
  const application = await tx.applications.findById(facts.application.id, { lock: true })
  if (application?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
  await tx.applications.save({ ...application, status: nextStatus(application.status, event) })
  if (facts.operation === undefined) return
  const read = await tx.operations.find(application.id, facts.operation.id)
  if (read?.status !== 'IN_PROGRESS') return
  await tx.operations.save({
    ...endPhases(read, facts.now),
    status: error === undefined ? 'SUCCESSFUL' : 'FAILED',
    endedAt: facts.now,
    error: error?.slice(0, maxErrorLength),
  })
}

/** AWS cuts ErrorString there. */
export const maxErrorLength = 512
