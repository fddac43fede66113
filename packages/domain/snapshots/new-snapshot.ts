import { snapshotArn } from '../arn.ts'
import type { Application, Scope } from '../model/application.ts'
import type { EnhancedSnapshot } from '../model/enhanced-snapshot.ts'
import type { EnhancedSnapshotOperation } from '../model/snapshot-operation.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Clock, Ids } from '../ports/clock.ts'

/** What a record of a snapshot is made with. */
export interface SnapshotDeps {
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
}

/** A snapshot that the reconciler is to take, of the version the application has now. */
export const newSnapshot = (
  { clock, ids }: SnapshotDeps,
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
  { clock, ids }: SnapshotDeps,
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
  { clock, ids }: SnapshotDeps,
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
