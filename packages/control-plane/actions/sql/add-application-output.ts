import { addOutput, describeSql } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSql } from '../../change-sql.ts'
import type { ActionDeps } from '../../deps.ts'

/** Answers with all outputs, the new one last. */
export const addApplicationOutput =
  (deps: ActionDeps): ActionHandler<'AddApplicationOutput'> =>
  async (input, context) => {
    const { application, sql } = await changeSql(deps, context, {
      input,
      name: 'AddApplicationOutput',
      change: (current, id) => addOutput(current, id, input.Output),
    })
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      OutputDescriptions: describeSql(sql)?.OutputDescriptions,
    }
  }
