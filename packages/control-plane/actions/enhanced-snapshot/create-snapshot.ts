import type { Application, Repositories } from '@weir/domain'
import {
  newEnhancedSnapshot,
  newSnapshotOperation,
  orderSavepoint,
  readTags,
  requireEnhancedMode,
  requireRoomForTags,
  requireUserSnapshotName,
  takenFrom,
} from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { LimitExceededException, ResourceInUseException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { insertUserSnapshot } from '../../insert-user-snapshot.ts'
import { requireFlink } from '../../require-kind.ts'

/** Says that a snapshot is to be taken of a running application and kept by the account; allowed whether or not it has snapshots enabled. */
export const createSnapshot =
  (deps: ActionDeps): ActionHandler<'CreateSnapshot'> =>
  async ({ ApplicationName, SnapshotName, SnapshotDescription, Tags }, context) => {
    const { snapshot, operation } = await deps.store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      requireFlink(application, 'CreateSnapshot')
      await requireTakeable(tx, application)
      requireUserSnapshotName(SnapshotName)
      const tags = readTags(Tags ?? [])
      requireRoomForTags([], tags, deps.settings.quotas.tagsPerApplication)
      const snapshot = newEnhancedSnapshot(deps, application, {
        ...takenFrom(application),
        name: SnapshotName,
        description: SnapshotDescription || undefined,
        initiator: 'USER',
        initiatorOperation: 'CreateSnapshot',
        tags,
      })
      const operation = newSnapshotOperation(deps, snapshot, { kind: 'CreateSnapshot' })
      await insertUserSnapshot(deps, tx, snapshot)
      await tx.snapshotOperations.insert(operation)
      await orderSavepoint(deps, tx, { application, snapshot, kind: 'user' })
      await tx.outbox.add(application.id)
      return { snapshot, operation }
    })
    deps.publish()
    context.logger.info({ application: ApplicationName, snapshot: SnapshotName }, 'enhanced snapshot is to be taken')
    return {
      SnapshotArn: snapshot.arn,
      SnapshotStatus: snapshot.status,
      SnapshotOperationId: operation.id,
      SnapshotOperationStatus: operation.status,
    }
  }

/** The application's row is locked: nobody else orders one meanwhile. */
const requireTakeable = async (
  { enhancedSnapshots }: Pick<Repositories, 'enhancedSnapshots'>,
  application: Application,
): Promise<void> => {
  requireEnhancedMode(application)
  const { id, name, status } = application
  if (status !== 'RUNNING') {
    throw new ResourceInUseException(
      `Application ${name} is in ${status} status. Snapshot creation is only allowed when application is in RUNNING status`,
    )
  }
  if ((await enhancedSnapshots.creatingOf(id)) === undefined) return
  throw new LimitExceededException(
    `Application ${name} has a CreateSnapshot operation in progress. It can have only one at a time.`,
  )
}
