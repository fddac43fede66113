import type { Application, Operation } from '@weir/domain'
import { runtimeCatalogue } from '@weir/domain'

/**
 * What AWS answers as OperationId when a logging option changes: nothing for an application at rest (measured), and never for
 * SQL, whose operations cannot be asked for: Terraform asks for every id it gets.
 */
export const operationToAwait = (
  { runtimeEnvironment }: Pick<Application, 'runtimeEnvironment'>,
  { id, status }: Pick<Operation, 'id' | 'status'>,
): string | undefined =>
  status === 'IN_PROGRESS' && runtimeCatalogue[runtimeEnvironment].family !== 'SQL' ? id : undefined
