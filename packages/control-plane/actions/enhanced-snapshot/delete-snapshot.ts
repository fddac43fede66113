import type { EnhancedSnapshot, Repositories } from '@weir/domain'
import { carrierName, newSnapshotOperation, sameSecond } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { InvalidArgumentException, ResourceInUseException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findEnhancedSnapshot } from '../../find-enhanced-snapshot.ts'

/** Says that the snapshot is to go; the courier removes its files and its record when nothing reads them any more. */
export const deleteSnapshot =
  (deps: ActionDeps): ActionHandler<'DeleteSnapshot'> =>
  async ({ SnapshotName, SnapshotCreationTimestamp: given }, context) => {
    const { snapshot, operation } = await deps.store.transaction(async (tx) => {
      const snapshot = await findEnhancedSnapshot(tx, context, SnapshotName, { lock: true })
      if (snapshot.status !== 'READY' && snapshot.status !== 'FAILED') {
        throw new ResourceInUseException(`Snapshot ${SnapshotName} cannot be deleted in '${snapshot.status}' state`)
      }
      if (!sameSecond(snapshot.createdAt, given)) {
        throw new InvalidArgumentException(
          `Snapshot '${SnapshotName}' has a different SnapshotCreationTimestamp than the one you provided '${given.getTime()}'. Please call DescribeSnapshot to fetch valid SnapshotCreationTimestamp.`,
        )
      }
      await withdraw(tx, snapshot)
      const operation = newSnapshotOperation(deps, snapshot, { kind: 'DeleteSnapshot' })
      await tx.enhancedSnapshots.save({ ...snapshot, status: 'DELETING', tags: [] })
      await tx.snapshotOperations.insert(operation)
      return { snapshot, operation }
    })
    deps.publish()
    context.logger.info({ snapshot: SnapshotName, operationId: operation.id }, 'enhanced snapshot is to be deleted')
    return {
      SnapshotArn: snapshot.arn,
      SnapshotStatus: 'DELETING',
      SnapshotOperationId: operation.id,
      SnapshotOperationStatus: operation.status,
    }
  }

/** The application it was taken from must not start from it any more, nor be just about to. */
const withdraw = async (tx: Repositories, { id, name, source }: EnhancedSnapshot): Promise<void> => {
  if (source.kind !== 'application') return
  const { applicationId } = source
  const own = await tx.snapshots.find(applicationId, carrierName(id), { lock: true })
  if (own === undefined) return
  const intent = (await tx.operations.inProgress(applicationId))?.intent
  const restored = intent?.restore?.kind === 'snapshot' ? intent.restore.name : undefined
  if (intent?.snapshotName === own.name || restored === own.name) {
    throw new ResourceInUseException(`Snapshot ${name} is used by an operation of application ${source.name}.`)
  }
  await tx.snapshots.save({ ...own, status: 'DELETING' })
  await tx.outbox.add(applicationId)
}
