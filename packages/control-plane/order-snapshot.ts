import type { Application, EnhancedSnapshot, Operation, Repositories, Snapshot } from '@weir/domain'
import { carrierName, isEnhanced, stopSnapshotName, systemSnapshotName, updateSnapshotName } from '@weir/domain'
import type { ActionDeps } from './deps.ts'
import { newEnhancedSnapshot, newSnapshot, newSnapshotOperation } from './new-records.ts'

/**
 * Orders the snapshot that a stop or an update takes of its own accord, in the application's snapshot mode. Returns the name under which
 * the operation waits for it.
 */
export const orderSnapshot = async (
  deps: ActionDeps,
  tx: Repositories,
  {
    application,
    operation,
    kind,
  }: { application: Application; operation: Operation; kind: 'stop' | 'update' | 'rescale' },
): Promise<string> => {
  const now = deps.clock.now()
  if (!isEnhanced(application.spec)) {
    const name = kind === 'stop' ? stopSnapshotName(application.name, now) : updateSnapshotName(application.name, now)
    await tx.snapshots.insert(newSnapshot(deps, application, { name, kind }))
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
  return orderSavepoint(deps, tx, { application, snapshot, kind })
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
  deps: ActionDeps,
  tx: Repositories,
  { application, snapshot, kind }: { application: Application; snapshot: EnhancedSnapshot; kind: Snapshot['kind'] },
): Promise<string> => {
  const name = carrierName(snapshot.id)
  await tx.snapshots.insert({ ...newSnapshot(deps, application, { name, kind }), enhancedId: snapshot.id })
  return name
}
