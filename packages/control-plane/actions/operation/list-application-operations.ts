import { cutPage, decodeToken, encodeToken, invalidToken, pageSize, summarizeOperation } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { refuseSql } from '../../require-kind.ts'

/** Newest first; both filters may be given at once and must be repeated with each page. */
export const listApplicationOperations =
  ({ store }: ActionDeps): ActionHandler<'ListApplicationOperations'> =>
  async ({ ApplicationName, Limit, NextToken, Operation, OperationStatus }, context) => {
    const application = await findApplication(store, context, ApplicationName)
    refuseSql(application, 'ListApplicationOperations')
    const { id } = application
    const after = NextToken === undefined ? undefined : decodeToken('operation', NextToken)
    if (after !== undefined && (await store.operations.find(id, after)) === undefined) throw invalidToken()
    const size = pageSize(Limit)
    const filters = { name: Operation, status: OperationStatus }
    const { entries, last } = cutPage(await store.operations.list(id, { after, limit: size + 1, ...filters }), size)
    return {
      ApplicationOperationInfoList: entries.map(summarizeOperation),
      NextToken: last && encodeToken('operation', last.id),
    }
  }
