import { describeApplication as describe } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { applicationNotFound, findApplication } from '../../find-application.ts'

export const describeApplication =
  (deps: ActionDeps): ActionHandler<'DescribeApplication'> =>
  async ({ ApplicationName, IncludeAdditionalDetails }, context) => {
    const application = await findApplication(deps.store, context, ApplicationName)
    const version = await deps.store.versions.find(application.id, application.versionId)
    // Versions are never removed but with their application: it was deleted between the two look-ups.
    if (version === undefined) throw applicationNotFound(ApplicationName)
    const wantsPlan = IncludeAdditionalDetails === true && application.status === 'RUNNING'
    const jobPlan = wantsPlan ? await deps.jobPlan?.(application) : undefined
    return { ApplicationDetail: describe(application, version, { jobPlan }) }
  }
