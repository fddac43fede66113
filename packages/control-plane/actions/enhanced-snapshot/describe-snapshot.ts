import { describeEnhancedSnapshot } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findEnhancedSnapshot } from '../../find-enhanced-snapshot.ts'

export const describeSnapshot =
  ({ store }: ActionDeps): ActionHandler<'DescribeSnapshot'> =>
  async ({ SnapshotName }, context) => ({
    SnapshotInfoDetails: describeEnhancedSnapshot(await findEnhancedSnapshot(store, context, SnapshotName)),
  })
