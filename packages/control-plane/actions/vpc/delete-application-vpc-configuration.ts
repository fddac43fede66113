import { deleteVpc } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSpec } from '../../change-spec.ts'
import type { ActionDeps } from '../../deps.ts'

export const deleteApplicationVpcConfiguration =
  (deps: ActionDeps): ActionHandler<'DeleteApplicationVpcConfiguration'> =>
  async (input, context) => {
    const { application, operation } = await changeSpec(deps, context, {
      input,
      name: 'DeleteApplicationVpcConfiguration',
      change: ({ spec }) => deleteVpc(spec, input.VpcConfigurationId),
    })
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      OperationId: operation.id,
    }
  }
