import { requestStatus, sameSecond } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { ConcurrentModificationException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'

/** Says that the application is to go; the reconciler ends its job and removes all that hangs on it. */
export const deleteApplication =
  ({ store, publish }: ActionDeps): ActionHandler<'DeleteApplication'> =>
  async ({ ApplicationName, CreateTimestamp }, context) => {
    await store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      const status = requestStatus(application, 'delete')
      if (!sameSecond(application.createdAt, CreateTimestamp)) {
        throw new ConcurrentModificationException(
          `The application with name: '${ApplicationName}' has a different create timestamp than the one you provided. Please call DescribeApplication to fetch valid create timestamp.`,
        )
      }
      await tx.applications.save({ ...application, status })
      const keys = application.tags.map(({ key }) => key)
      if (keys.length > 0) await tx.applications.removeTags(application.id, keys)
      await tx.outbox.add(application.id)
    })
    publish()
    context.logger.info({ application: ApplicationName }, 'application is to be deleted')
    return {}
  }
