import { deleteLoggingOption } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSpec } from '../../change-spec.ts'
import type { ActionDeps } from '../../deps.ts'
import { operationToAwait } from '../../operation-to-await.ts'

/** The model has a list of the options that are left; AWS does not send it (measured). */
export const deleteApplicationCloudWatchLoggingOption =
  (deps: ActionDeps): ActionHandler<'DeleteApplicationCloudWatchLoggingOption'> =>
  async (input, context) => {
    const { application, operation } = await changeSpec(deps, context, {
      input,
      name: 'DeleteApplicationCloudWatchLoggingOption',
      change: ({ spec }) => deleteLoggingOption(spec, input.CloudWatchLoggingOptionId),
    })
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      OperationId: operationToAwait(application, operation),
    }
  }
