import { describeSnapshotOperation as describeOperation } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { ResourceNotFoundException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { scopeOf } from '../../find-enhanced-snapshot.ts'

/** For as long as operations are kept, also when the snapshot is gone: so a deletion can be followed to its end. */
export const describeSnapshotOperation =
  ({ store }: ActionDeps): ActionHandler<'DescribeSnapshotOperation'> =>
  async ({ SnapshotName, SnapshotOperationId: id }, context) => {
    const operation = await store.snapshotOperations.find(scopeOf(context), SnapshotName, id)
    if (operation !== undefined) return { SnapshotOperationInfoDetails: describeOperation(operation) }
    throw new ResourceNotFoundException(`Operation ${id} of snapshot ${SnapshotName} does not exist.`)
  }
