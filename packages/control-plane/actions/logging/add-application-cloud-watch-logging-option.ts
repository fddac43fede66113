import { addLoggingOption, describeLoggingOption } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSpec } from '../../change-spec.ts'
import type { ActionDeps } from '../../deps.ts'
import { operationToAwait } from '../../operation-to-await.ts'

export const addApplicationCloudWatchLoggingOption =
  (deps: ActionDeps): ActionHandler<'AddApplicationCloudWatchLoggingOption'> =>
  async (input, context) => {
    const { application, operation } = await changeSpec(deps, context, {
      input,
      name: 'AddApplicationCloudWatchLoggingOption',
      change: ({ spec }, versionId) => addLoggingOption(spec, versionId, input.CloudWatchLoggingOption),
    })
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      CloudWatchLoggingOptionDescriptions: application.spec.loggingOptions.map(describeLoggingOption),
      OperationId: operationToAwait(application, operation),
    }
  }
