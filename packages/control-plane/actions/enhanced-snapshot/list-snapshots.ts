import {
  cutPage,
  decodePosition,
  encodePosition,
  pageSize,
  requireOneFilter,
  summarizeEnhancedSnapshot,
} from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { scopeOf } from '../../find-enhanced-snapshot.ts'

/** Newest first; one filter at most, which must be repeated with each page. */
export const listSnapshots =
  ({ store }: ActionDeps): ActionHandler<'ListSnapshots'> =>
  async ({ Limit, NextToken, ...filters }, context) => {
    const { SourceApplicationName, SnapshotInitiator, SnapshotInitiatorOperation, SnapshotStatus } = filters
    requireOneFilter({ SourceApplicationName, SnapshotInitiator, SnapshotInitiatorOperation, SnapshotStatus })
    const size = pageSize(Limit)
    const rows = await store.enhancedSnapshots.list(scopeOf(context), {
      after: NextToken === undefined ? undefined : decodePosition('enhanced-snapshot', NextToken),
      limit: size + 1,
      sourceApplicationName: SourceApplicationName,
      initiator: SnapshotInitiator,
      initiatorOperation: SnapshotInitiatorOperation,
      status: SnapshotStatus,
    })
    const { entries, last } = cutPage(rows, size)
    return {
      SnapshotInfoList: entries.map(summarizeEnhancedSnapshot),
      NextToken: last && encodePosition('enhanced-snapshot', { at: last.createdAt, id: last.name }),
    }
  }
