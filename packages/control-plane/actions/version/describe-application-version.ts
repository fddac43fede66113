import type { Application, ApplicationVersion } from '@weir/domain'
import { describeApplication, versionStatus } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { ResourceNotFoundException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { refuseSql } from '../../require-kind.ts'

export const describeApplicationVersion =
  ({ store: { applications, versions } }: ActionDeps): ActionHandler<'DescribeApplicationVersion'> =>
  async ({ ApplicationName, ApplicationVersionId: versionId }, context) => {
    const application = await findApplication({ applications }, context, ApplicationName)
    refuseSql(application, 'DescribeApplicationVersion')
    const version = await versions.find(application.id, versionId)
    if (version === undefined) {
      throw new ResourceNotFoundException(
        `Version ${String(versionId)} of application ${ApplicationName} does not exist.`,
      )
    }
    const isCurrent = versionId === application.versionId
    const successor = isCurrent ? undefined : await versions.find(application.id, versionId + 1)
    const shown = isCurrent ? application : asItWas(application, version, successor)
    return { ApplicationVersionDetail: describeApplication(shown, version) }
  }

/** The application with a version that is past. Starting parameters belong to runs, not to versions: it has none. */
const asItWas = (
  application: Application,
  version: ApplicationVersion,
  successor: ApplicationVersion | undefined,
): Application => {
  const { spec, versionId, conditionalToken, createdAt } = version
  return {
    ...application,
    status: versionStatus(application, version, successor),
    versionId,
    conditionalToken,
    spec,
    runtimeEnvironment: spec.runtimeEnvironment,
    updatedAt: createdAt,
    currentParallelism: spec.flink?.parallelism.parallelism ?? application.currentParallelism,
    runConfiguration: undefined,
  }
}
