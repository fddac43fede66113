import type { Application, Operation } from '@weir/domain'
import { operationIdOf } from './operation-id-of.ts'

/** What AWS answers as OperationId when a logging option changes: nothing for an application at rest (measured). */
export const operationToAwait = (
  application: Pick<Application, 'runtimeEnvironment'>,
  operation: Pick<Operation, 'id' | 'status'>,
): string | undefined => (operation.status === 'IN_PROGRESS' ? operationIdOf(application, operation) : undefined)
