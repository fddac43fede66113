import { addReferenceData, describeSql } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSql } from '../../change-sql.ts'
import type { ActionDeps } from '../../deps.ts'

export const addApplicationReferenceDataSource =
  (deps: ActionDeps): ActionHandler<'AddApplicationReferenceDataSource'> =>
  async (input, context) => {
    const { application, sql } = await changeSql(deps, context, {
      input,
      name: 'AddApplicationReferenceDataSource',
      change: (current, id) => addReferenceData(current, id, input.ReferenceDataSource),
    })
    return {
      ApplicationARN: application.arn,
      ApplicationVersionId: application.versionId,
      ReferenceDataSourceDescriptions: describeSql(sql)?.ReferenceDataSourceDescriptions,
    }
  }
