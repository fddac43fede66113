import type { EnhancedSnapshot, Repositories, SnapshotClaim, SnapshotFailure } from '@weir/domain'
import type { CourierDeps } from './deps.ts'

type Tools = Pick<CourierDeps, 'store' | 'clock' | 'logger'>

/** Ends an operation well, together with what it changed, in one transaction that proves the claim. */
export const succeed = async (
  { store, clock, logger }: Tools,
  claim: SnapshotClaim,
  change: (tx: Repositories) => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const { operation } = claim
  await store.claimed(claim, async (tx) => {
    await change(tx)
    await tx.snapshotOperations.save({ ...operation, status: 'SUCCESSFUL', endedAt: clock.now() })
  })
  const { kind, snapshotName: snapshot, id: operationId } = operation
  logger.info({ snapshot, operationId, operation: kind }, 'snapshot operation finished')
}

/** Ends an operation that cannot be carried out; a snapshot that it was to make is FAILED with it. */
export const fail = async (
  { store, clock, logger }: Tools,
  claim: SnapshotClaim,
  failure: SnapshotFailure,
): Promise<void> => {
  const { operation } = claim
  await store.claimed(claim, async (tx) => {
    const snapshot = await tx.enhancedSnapshots.findById(operation.snapshotId, { lock: true })
    if (snapshot?.status === 'CREATING') await tx.enhancedSnapshots.save({ ...snapshot, status: 'FAILED' })
    await tx.snapshotOperations.save({ ...operation, status: 'FAILED', endedAt: clock.now(), failure })
  })
  const { kind, snapshotName: snapshot, id: operationId } = operation
  logger.warn({ snapshot, operationId, operation: kind, ...failure }, 'snapshot operation failed')
}

/** The snapshot is there: where its files are and how many bytes they have. */
export const makeReady = async (
  tx: Repositories,
  { id }: Pick<EnhancedSnapshot, 'id'>,
  made: { readonly location: string; readonly sizeInBytes: number },
): Promise<void> => {
  const snapshot = await tx.enhancedSnapshots.findById(id, { lock: true })
  if (snapshot?.status !== 'CREATING') throw new Error(`snapshot ${id} is not being created`)
  await tx.enhancedSnapshots.save({ ...snapshot, ...made, status: 'READY' })
}
