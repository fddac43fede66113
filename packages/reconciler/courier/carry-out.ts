import { carrierName, stateLayout } from '@weir/domain'
import type { EnhancedSnapshot, SnapshotClaim } from '@weir/domain'
import { fail, succeed } from './close.ts'
import type { CourierDeps } from './deps.ts'
import { keepSavepoint } from './keep-savepoint.ts'
import { exportSavepoint, importSavepoint } from './transfer.ts'

/**
 * Carries out one operation on an enhanced snapshot. Every way through it may be begun again at any line, by any worker: files are
 * written and removed first, the rows say so last, and only under the claim. Throws what may pass: it is tried again later.
 */
export const carryOut = async (deps: CourierDeps, claim: SnapshotClaim, signal: AbortSignal): Promise<void> => {
  const snapshot = await deps.store.enhancedSnapshots.findById(claim.operation.snapshotId)
  if (snapshot === undefined) {
    await fail(deps, claim, { code: 'SnapshotNotFound', text: 'The snapshot does not exist any more.' })
    return
  }
  switch (claim.operation.kind) {
    case 'CreateSnapshot':
    case 'SystemCreateSnapshot':
      return keepSavepoint(deps, { claim, snapshot, signal })
    case 'ImportSnapshot':
      return importSavepoint(deps, { claim, snapshot, signal })
    case 'ExportSnapshot':
      return exportSavepoint(deps, { claim, snapshot, signal })
    case 'DeleteSnapshot':
      return deleteSnapshot(deps, claim, snapshot)
  }
}

/** Files first: a row without files would promise a restore, files without a row are removed by the retry. */
const deleteSnapshot = async (deps: CourierDeps, claim: SnapshotClaim, snapshot: EnhancedSnapshot): Promise<void> => {
  await deps.archive.removePoint(stateLayout.enhancedSnapshot(deps.stateRoot, snapshot.id))
  const { source } = snapshot
  await succeed(deps, claim, async (tx) => {
    if (source.kind === 'application') {
      const own = await tx.snapshots.find(source.applicationId, carrierName(snapshot.id), { lock: true })
      // The application's reconciler removes what it still has of it.
      if (own !== undefined && own.status !== 'DELETING') {
        await tx.snapshots.save({ ...own, status: 'DELETING' })
        await tx.outbox.add(source.applicationId)
      }
    }
    await tx.enhancedSnapshots.remove(snapshot.id)
  })
}
