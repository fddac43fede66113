import { deleteReferenceData } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { changeSql } from '../../change-sql.ts'
import type { ActionDeps } from '../../deps.ts'

export const deleteApplicationReferenceDataSource =
  (deps: ActionDeps): ActionHandler<'DeleteApplicationReferenceDataSource'> =>
  async (input, context) => {
    const { application } = await changeSql(deps, context, {
      input,
      name: 'DeleteApplicationReferenceDataSource',
      change: (current) => deleteReferenceData(current, input.ReferenceId),
    })
    return { ApplicationARN: application.arn, ApplicationVersionId: application.versionId }
  }
