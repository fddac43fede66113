import { addVpc, describeVpc } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSpec } from '../../change-spec.ts'
import type { ActionDeps } from '../../deps.ts'

export const addApplicationVpcConfiguration =
  (deps: ActionDeps): ActionHandler<'AddApplicationVpcConfiguration'> =>
  async (input, context) => {
    const { application, operation } = await changeSpec(deps, context, {
      input,
      name: 'AddApplicationVpcConfiguration',
      change: ({ spec }, versionId) => addVpc(spec, versionId, input.VpcConfiguration),
    })
    const added = application.spec.vpcConfigurations.at(-1)
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      VpcConfigurationDescription: added && describeVpc(added),
      OperationId: operation.id,
    }
  }
