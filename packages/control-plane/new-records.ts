import type { Application, Operation, OperationIntent, OperationName } from '@weir/domain'
import type { ActionDeps } from './deps.ts'

/** An operation that the reconciler is to carry out and close. */
export const newOperation = (
  { clock, ids }: Pick<ActionDeps, 'clock' | 'ids'>,
  application: Application,
  { name, intent, ...versions }: NewOperation,
): Operation => ({
  id: ids.token(12),
  applicationId: application.id,
  name,
  status: 'IN_PROGRESS',
  startedAt: clock.now(),
  intent,
  phases: [],
  ...versions,
})

interface NewOperation {
  readonly name: OperationName
  readonly intent: OperationIntent
  readonly versionFrom?: number
  readonly versionTo?: number
}

/** An operation that has nothing left to do: recorded for the history alone. */
export const finishedOperation = (
  deps: Pick<ActionDeps, 'clock' | 'ids'>,
  application: Application,
  wanted: Omit<NewOperation, 'intent'>,
): Operation => {
  const operation = newOperation(deps, application, { ...wanted, intent: {} })
  return { ...operation, status: 'SUCCESSFUL', endedAt: operation.startedAt }
}
