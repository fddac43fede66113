import {
  cutPage,
  decodePosition,
  encodePosition,
  pageSize,
  requireOneFilter,
  summarizeSnapshotOperation,
} from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { scopeOf, snapshotNotFound } from '../../find-enhanced-snapshot.ts'

/** Newest first, also of a snapshot that is gone; one filter at most, which must be repeated with each page. */
export const listSnapshotOperations =
  ({ store: { enhancedSnapshots, snapshotOperations } }: ActionDeps): ActionHandler<'ListSnapshotOperations'> =>
  async ({ SnapshotName, Limit, NextToken, SnapshotOperation, SnapshotOperationStatus }, context) => {
    requireOneFilter({ SnapshotOperation, SnapshotOperationStatus })
    const scope = scopeOf(context)
    const size = pageSize(Limit)
    const rows = await snapshotOperations.list(scope, SnapshotName, {
      after: NextToken === undefined ? undefined : decodePosition('snapshot-operation', NextToken),
      limit: size + 1,
      kind: SnapshotOperation,
      status: SnapshotOperationStatus,
    })
    if (rows.length === 0 && (await enhancedSnapshots.find(scope, SnapshotName)) === undefined) {
      const [any] = await snapshotOperations.list(scope, SnapshotName, { limit: 1 })
      if (any === undefined) throw snapshotNotFound(SnapshotName)
    }
    const { entries, last } = cutPage(rows, size)
    return {
      SnapshotOperationInfoList: entries.map(summarizeSnapshotOperation),
      NextToken: last && encodePosition('snapshot-operation', { at: last.startedAt, id: last.id }),
    }
  }
