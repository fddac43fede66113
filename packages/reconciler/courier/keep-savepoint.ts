import type { EnhancedSnapshot, SnapshotClaim } from '@weir/domain'
import { carrierName, stateLayout, StateMissingError } from '@weir/domain'
import { fail, makeReady, succeed } from './close.ts'
import type { CourierDeps } from './deps.ts'

/**
 * CreateSnapshot and SystemCreateSnapshot: the application's savepoint is taken (or given up), and is copied to where the account keeps
 * it. The copy is repeatable; only when it is complete do the rows say so, and only then may the application's files go.
 */
export const keepSavepoint = async (
  deps: CourierDeps,
  { claim, snapshot, signal }: { claim: SnapshotClaim; snapshot: EnhancedSnapshot; signal: AbortSignal },
): Promise<void> => {
  const applicationId = snapshot.source.kind === 'application' ? snapshot.source.applicationId : ''
  const taken = await deps.store.snapshots.find(applicationId, carrierName(snapshot.id))
  if (taken?.status !== 'READY' || taken.location === undefined) {
    const text = taken?.failure ?? 'The application was deleted before the snapshot was taken.'
    await fail(deps, claim, { code: 'SnapshotNotTaken', text })
    return
  }
  const location = stateLayout.enhancedSnapshot(deps.stateRoot, snapshot.id)
  try {
    const sizeInBytes = await deps.archive.copy(taken.location, location, signal)
    await succeed(deps, claim, async (tx) => {
      await makeReady(tx, snapshot, { location, sizeInBytes })
      const own = await tx.snapshots.find(applicationId, taken.name, { lock: true })
      if (own === undefined) return
      await tx.snapshots.save({ ...own, copiedTo: location })
      await tx.outbox.add(applicationId)
    })
  } catch (error) {
    if (!(error instanceof StateMissingError)) throw error
    await fail(deps, claim, { code: 'SavepointMissing', text: error.message })
  }
}
