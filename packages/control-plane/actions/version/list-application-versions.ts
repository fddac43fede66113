import { cutPage, decodeToken, encodeToken, invalidToken, pageSize, versionStatus } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { refuseSql } from '../../require-kind.ts'

/** Newest first; versions that were rolled back are among them. */
export const listApplicationVersions =
  ({ store: { applications, versions } }: ActionDeps): ActionHandler<'ListApplicationVersions'> =>
  async ({ ApplicationName, Limit, NextToken }, context) => {
    const application = await findApplication({ applications }, context, ApplicationName)
    refuseSql(application, 'ListApplicationVersions')
    const { id } = application
    const beforeVersion = NextToken === undefined ? undefined : readToken(NextToken)
    const size = pageSize(Limit)
    const { entries, last } = cutPage(await versions.list(id, { beforeVersion, limit: size + 1 }), size)
    const [first] = entries
    // What became of a version is written in the one after it; of the first entry that is on the page before.
    const before = first && (await versions.find(id, first.versionId + 1))
    return {
      ApplicationVersionSummaries: entries.map((version, index) => ({
        ApplicationVersionId: version.versionId,
        ApplicationStatus: versionStatus(application, version, index === 0 ? before : entries[index - 1]),
      })),
      NextToken: last && encodeToken('version', String(last.versionId)),
    }
  }

const readToken = (token: string): number => {
  const text = decodeToken('version', token)
  if (!/^[1-9]\d{0,8}$/.test(text)) throw invalidToken()
  return Number(text)
}
