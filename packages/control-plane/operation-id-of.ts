import type { Application, Operation } from '@weir/domain'
import { runtimeCatalogue } from '@weir/domain'

/** What an answer says of an operation. Those of SQL applications cannot be described, so clients are not to wait for them. */
export const operationIdOf = (
  { runtimeEnvironment }: Pick<Application, 'runtimeEnvironment'>,
  { id }: Pick<Operation, 'id'>,
): string | undefined => (runtimeCatalogue[runtimeEnvironment].family === 'SQL' ? undefined : id)
