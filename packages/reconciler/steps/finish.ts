import type { Facts, FinishEvent, Repositories, Step } from '@weir/domain'
import { endPhases, nextStatus, StaleWriteError } from '@weir/domain'
import type { StepContext } from '../deps.ts'

/** Closes the operation in progress and moves the status by the lifecycle table, in one transaction. */
export const finish = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'finish' }>,
): Promise<void> => {
  await deps.store.fenced(lease, (tx) => closeOperation(tx, facts, step))
  deps.logger.info(
    { applicationId: facts.application.id, operationId: facts.operation?.id, event: step.event, error: step.error },
    'operation finished',
  )
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
