import { sameSecond } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { InvalidArgumentException, ResourceInUseException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { findSnapshot } from '../../find-snapshot.ts'
import { requireJob } from '../../require-kind.ts'

/** Says that the snapshot is to go; the reconciler removes its state and then its record. */
export const deleteApplicationSnapshot =
  ({ store, publish }: ActionDeps): ActionHandler<'DeleteApplicationSnapshot'> =>
  async ({ ApplicationName, SnapshotName, SnapshotCreationTimestamp: given }, context) => {
    await store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      requireJob(application, 'DeleteApplicationSnapshot')
      const snapshot = await findSnapshot(tx, application, SnapshotName, { lock: true })
      if (snapshot.status !== 'READY' && snapshot.status !== 'FAILED') {
        throw new ResourceInUseException(
          `Snapshot ${SnapshotName} of application ${ApplicationName} cannot be deleted in '${snapshot.status}' state`,
        )
      }
      if (!sameSecond(snapshot.createdAt, given)) {
        throw new InvalidArgumentException(
          `Snapshot '${SnapshotName}' has a different SnapshotCreationTimestamp than the one you provided '${given.getTime()}'. Please call DescribeApplicationSnapshot to fetch valid SnapshotCreationTimestamp.`,
        )
      }
      await tx.snapshots.save({ ...snapshot, status: 'DELETING' })
      await tx.outbox.add(application.id)
    })
    publish()
    context.logger.info({ application: ApplicationName, snapshot: SnapshotName }, 'snapshot is to be deleted')
    return {}
  }
