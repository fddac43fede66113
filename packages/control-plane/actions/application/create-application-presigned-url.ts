import type { Application } from '@weir/domain'
import { runtimeCatalogue } from '@weir/domain'
import type { ActionHandler, UrlType } from '@weir/service-model'
import { InvalidArgumentException, ResourceInUseException, UnsupportedOperationException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'

const defaultDurationSeconds = 12 * 60 * 60
/** How long the URL may wait for its first use; after that AWS answers 403. */
const firstUseMs = 3 * 60 * 1000

export const createApplicationPresignedUrl =
  (deps: ActionDeps): ActionHandler<'CreateApplicationPresignedUrl'> =>
  async ({ ApplicationName, UrlType, SessionExpirationDurationInSeconds }, context) => {
    const application = await findApplication(deps.store, context, ApplicationName)
    requireExtension(application, UrlType)
    if (application.status !== 'RUNNING') {
      throw new ResourceInUseException(
        `Application ${application.name} is in ${application.status} status. A presigned URL can only be created when application is in RUNNING status`,
      )
    }
    if (UrlType === 'ZEPPELIN_UI_URL') {
      throw new UnsupportedOperationException('Notebooks have no user interface in this service.')
    }
    const now = deps.clock.now().getTime()
    const AuthorizedUrl = deps.dashboards.urlFor(
      {
        applicationId: application.id,
        principal: context.principal,
        region: context.region,
        expiresAt: new Date(now + (SessionExpirationDurationInSeconds ?? defaultDurationSeconds) * 1000),
      },
      { useBy: new Date(now + firstUseMs), reachedAt: context.reachedAt },
    )
    return { AuthorizedUrl }
  }

/** Each kind of application has one user interface beside it, or none. */
const requireExtension = ({ name, runtimeEnvironment }: Application, wanted: UrlType): void => {
  const { family } = runtimeCatalogue[runtimeEnvironment]
  const has = family === 'FLINK' ? 'FLINK_DASHBOARD_URL' : family === 'ZEPPELIN' ? 'ZEPPELIN_UI_URL' : undefined
  if (has === wanted) return
  throw new InvalidArgumentException(
    `UrlType ${wanted} is not applicable to application ${name} with runtime environment : ${runtimeEnvironment}`,
  )
}
