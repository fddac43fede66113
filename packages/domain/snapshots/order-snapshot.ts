import type { Application } from '../model/application.ts'
import type { EnhancedSnapshot } from '../model/enhanced-snapshot.ts'
import type { Operation } from '../model/operation.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Repositories } from '../ports/store.ts'
import { newEnhancedSnapshot, newSnapshot, newSnapshotOperation, type SnapshotDeps } from './new-snapshot.ts'
import { isEnhanced } from './snapshot-mode.ts'
import {
  carrierName,
  maintenanceSnapshotName,
  stopSnapshotName,
  systemSnapshotName,
  updateSnapshotName,
} from './snapshot-names.ts'

/** For which work of the service a snapshot is taken. */
type Occasion = 'stop' | 'update' | 'rescale' | 'maintenance'

const nameFor = {
  stop: stopSnapshotName,
  update: updateSnapshotName,
  rescale: updateSnapshotName,
  maintenance: maintenanceSnapshotName,
}

/** That of maintenance ends the job as an update's does. */
const kindOf = (occasion: Occasion): Snapshot['kind'] => (occasion === 'maintenance' ? 'update' : occasion)

/**
 * Orders the snapshot that a stop, an update or maintenance takes of its own accord, in the application's snapshot mode. Returns the name under which
 * the operation waits for it.
 */
export const orderSnapshot = async (
  deps: SnapshotDeps,
  tx: Repositories,
  { application, operation, kind: occasion }: { application: Application; operation: Operation; kind: Occasion },
): Promise<string> => {
  const now = deps.clock.now()
  if (!isEnhanced(application.spec)) {
    const name = nameFor[occasion](application.name, now)
    await tx.snapshots.insert(newSnapshot(deps, application, { name, kind: kindOf(occasion) }))
    return name
  }
  const snapshot = newEnhancedSnapshot(deps, application, {
    ...takenFrom(application),
    name: systemSnapshotName(application.name, now, deps.ids.hex(6)),
    initiator: 'SYSTEM',
    initiatorOperation: 'SystemCreateSnapshot',
    tags: [],
  })
  const applicationOperation = { applicationName: application.name, operationId: operation.id }
  await tx.enhancedSnapshots.insert(snapshot)
  await tx.snapshotOperations.insert(
    newSnapshotOperation(deps, snapshot, { kind: 'SystemCreateSnapshot', order: { applicationOperation } }),
  )
  return orderSavepoint(deps, tx, { application, snapshot, kind: kindOf(occasion) })
}

/** What an enhanced snapshot says of the application it is taken from. */
export const takenFrom = ({
  id: applicationId,
  name,
  createdAt,
  versionId,
  runtimeEnvironment,
  spec: { encryption },
}: Application): Pick<EnhancedSnapshot, 'source' | 'runtimeEnvironment' | 'encryption'> => ({
  source: { kind: 'application', applicationId, name, createdAt, versionId },
  runtimeEnvironment,
  encryption: encryption ?? { keyType: 'AWS_OWNED_KEY' },
})

/** The application's end of an enhanced snapshot: its reconciler takes the savepoint, the courier then copies it. */
export const orderSavepoint = async (
  deps: SnapshotDeps,
  tx: Repositories,
  { application, snapshot, kind }: { application: Application; snapshot: EnhancedSnapshot; kind: Snapshot['kind'] },
): Promise<string> => {
  const name = carrierName(snapshot.id)
  await tx.snapshots.insert({ ...newSnapshot(deps, application, { name, kind }), enhancedId: snapshot.id })
  return name
}
