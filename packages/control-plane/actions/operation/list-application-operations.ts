import { cutPage, decodePosition, encodePosition, pageSize, summarizeOperation } from '@weir/domain'
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
    const after = NextToken === undefined ? undefined : decodePosition('operation', NextToken)
    const size = pageSize(Limit)
    const page = { after, limit: size + 1, name: Operation, status: OperationStatus }
    const { entries, last } = cutPage(await store.operations.list(application.id, page), size)
    return {
      ApplicationOperationInfoList: entries.map(summarizeOperation),
      NextToken: last && encodePosition('operation', { at: last.startedAt, id: last.id }),
    }
  }
