import { addInput, describeSql } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSql } from '../../change-sql.ts'
import type { ActionDeps } from '../../deps.ts'

/** Gives a SQL application its input. No action takes it away again: AWS has none. */
export const addApplicationInput =
  (deps: ActionDeps): ActionHandler<'AddApplicationInput'> =>
  async (input, context) => {
    const { application, sql } = await changeSql(deps, context, {
      input,
      name: 'AddApplicationInput',
      change: (current, id) => addInput(current, id, input.Input),
    })
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      InputDescriptions: describeSql(sql, application.runConfiguration?.startingPositions)?.InputDescriptions,
    }
  }
