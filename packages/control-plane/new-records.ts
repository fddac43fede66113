import type {
  Application,
  EnhancedSnapshot,
  EnhancedSnapshotOperation,
  Operation,
  OperationIntent,
  OperationName,
  Scope,
  Snapshot,
} from '@weir/domain'
import { snapshotArn } from '@weir/domain'
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

/** A snapshot that the reconciler is to take, of the version the application has now. */
export const newSnapshot = (
  { clock, ids }: Pick<ActionDeps, 'clock' | 'ids'>,
  application: Application,
  { name, kind }: Pick<Snapshot, 'name' | 'kind'>,
): Snapshot => ({
  applicationId: application.id,
  name,
  kind,
  status: 'CREATING',
  createdAt: clock.now(),
  versionId: application.versionId,
  runtimeEnvironment: application.runtimeEnvironment,
  triggerId: ids.hex(32),
  attempts: 0,
})

/** An enhanced snapshot that is to be made. */
export const newEnhancedSnapshot = (
  { clock, ids }: Pick<ActionDeps, 'clock' | 'ids'>,
  { accountId, region }: Scope,
  given: Omit<EnhancedSnapshot, keyof Scope | 'id' | 'arn' | 'status' | 'createdAt' | 'sizeInBytes'>,
): EnhancedSnapshot => ({
  ...given,
  id: ids.uuid(),
  accountId,
  region,
  arn: snapshotArn({ accountId, region, name: given.name }),
  status: 'CREATING',
  createdAt: clock.now(),
  sizeInBytes: 0,
})

/** Something to be done to an enhanced snapshot; the courier does it. */
export const newSnapshotOperation = (
  { clock, ids }: Pick<ActionDeps, 'clock' | 'ids'>,
  { id: snapshotId, name: snapshotName, arn: snapshotArn, accountId, region }: EnhancedSnapshot,
  { kind, order = {} }: Pick<EnhancedSnapshotOperation, 'kind'> & Partial<Pick<EnhancedSnapshotOperation, 'order'>>,
): EnhancedSnapshotOperation => ({
  id: ids.token(12),
  accountId,
  region,
  snapshotId,
  snapshotName,
  snapshotArn,
  kind,
  status: 'IN_PROGRESS',
  startedAt: clock.now(),
  order,
})
