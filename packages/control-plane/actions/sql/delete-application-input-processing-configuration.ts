import { deleteProcessing } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSql } from '../../change-sql.ts'
import type { ActionDeps } from '../../deps.ts'

export const deleteApplicationInputProcessingConfiguration =
  (deps: ActionDeps): ActionHandler<'DeleteApplicationInputProcessingConfiguration'> =>
  async (input, context) => {
    const { application } = await changeSql(deps, context, {
      input,
      name: 'DeleteApplicationInputProcessingConfiguration',
      change: (current) => deleteProcessing(current, input.InputId),
    })
    return { ApplicationARN: application.arn, ApplicationVersionId: application.versionId }
  }
