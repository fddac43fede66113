import { deleteOutput } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSql } from '../../change-sql.ts'
import type { ActionDeps } from '../../deps.ts'

export const deleteApplicationOutput =
  (deps: ActionDeps): ActionHandler<'DeleteApplicationOutput'> =>
  async (input, context) => {
    const { application } = await changeSql(deps, context, {
      input,
      name: 'DeleteApplicationOutput',
      change: (current) => deleteOutput(current, input.OutputId),
    })
    return { ApplicationARN: application.arn, ApplicationVersionId: application.versionId }
  }
