import { cutPage, decodePosition, describeSnapshot, encodePosition, pageSize } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { requireJob } from '../../require-kind.ts'

/** Oldest first. */
export const listApplicationSnapshots =
  ({ store: { applications, snapshots, versions } }: ActionDeps): ActionHandler<'ListApplicationSnapshots'> =>
  async ({ ApplicationName, Limit, NextToken }, context) => {
    const application = await findApplication({ applications }, context, ApplicationName)
    requireJob(application, 'ListApplicationSnapshots')
    const { id } = application
    const after = NextToken === undefined ? undefined : decodePosition('snapshot', NextToken)
    const size = pageSize(Limit)
    const { entries, last } = cutPage(await snapshots.list(id, { after, limit: size + 1 }), size)
    const versionIds = [...new Set(entries.map(({ versionId }) => versionId))]
    const found = await Promise.all(versionIds.map((versionId) => versions.find(id, versionId)))
    const encryption = new Map(found.map((version) => [version?.versionId, version?.spec.encryption]))
    return {
      SnapshotSummaries: entries.map((snapshot) => describeSnapshot(snapshot, encryption.get(snapshot.versionId))),
      NextToken: last && encodePosition('snapshot', { at: last.createdAt, id: last.name }),
    }
  }
