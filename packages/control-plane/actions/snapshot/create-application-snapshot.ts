import { newSnapshot, requestStatus, requireLegacyMode, requireRoomForSnapshot } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { ResourceInUseException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { requireFlink } from '../../require-kind.ts'

/** Says that a snapshot is to be taken; allowed whether or not the application has snapshots enabled (as on AWS). */
export const createApplicationSnapshot =
  (deps: ActionDeps): ActionHandler<'CreateApplicationSnapshot'> =>
  async ({ ApplicationName, SnapshotName }, context) => {
    await deps.store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      requireFlink(application, 'CreateApplicationSnapshot')
      requireLegacyMode(application)
      requestStatus(application, 'snapshot')
      if ((await tx.snapshots.find(application.id, SnapshotName)) !== undefined) {
        throw new ResourceInUseException(
          `Provided Snapshot name ${SnapshotName} already exists for application ${ApplicationName}`,
        )
      }
      requireRoomForSnapshot(await tx.snapshots.count(application.id), deps.settings.quotas)
      await tx.snapshots.insert(newSnapshot(deps, application, { name: SnapshotName, kind: 'user' }))
      await tx.outbox.add(application.id)
    })
    deps.publish()
    context.logger.info({ application: ApplicationName, snapshot: SnapshotName }, 'snapshot is to be taken')
    return {}
  }
