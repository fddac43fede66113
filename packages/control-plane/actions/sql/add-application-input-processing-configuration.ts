import { addProcessing, describeProcessing } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSql } from '../../change-sql.ts'
import type { ActionDeps } from '../../deps.ts'

/** Puts a Lambda function between an input's source and the SQL code. */
export const addApplicationInputProcessingConfiguration =
  (deps: ActionDeps): ActionHandler<'AddApplicationInputProcessingConfiguration'> =>
  async (input, context) => {
    const { InputId, InputProcessingConfiguration } = input
    const { application, sql } = await changeSql(deps, context, {
      input,
      name: 'AddApplicationInputProcessingConfiguration',
      change: (current) => addProcessing(current, InputId, InputProcessingConfiguration),
    })
    const changed = sql.inputs.find(({ id }) => id === InputId)
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      InputId,
      InputProcessingConfigurationDescription: changed && describeProcessing(changed),
    }
  }
