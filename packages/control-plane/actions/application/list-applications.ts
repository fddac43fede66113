import { pageSize, summarizeApplication } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'

/** AWS's token is the name of the application to go on from, so the list is in the order of names. */
export const listApplications =
  ({ store }: ActionDeps): ActionHandler<'ListApplications'> =>
  async ({ Limit, NextToken }, { principal, region }) => {
    const size = pageSize(Limit)
    const scope = { accountId: principal.accountId, region }
    const rows = await store.applications.list(scope, { fromName: NextToken, limit: size + 1 })
    return {
      ApplicationSummaries: rows.slice(0, size).map(summarizeApplication),
      NextToken: rows[size]?.name,
    }
  }
