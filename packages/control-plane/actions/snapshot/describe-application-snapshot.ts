import { describeSnapshot } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { findSnapshot } from '../../find-snapshot.ts'
import { requireJob } from '../../require-kind.ts'

export const describeApplicationSnapshot =
  ({ store }: ActionDeps): ActionHandler<'DescribeApplicationSnapshot'> =>
  async ({ ApplicationName, SnapshotName }, context) => {
    const application = await findApplication(store, context, ApplicationName)
    requireJob(application, 'DescribeApplicationSnapshot')
    const snapshot = await findSnapshot(store, application, SnapshotName)
    const version = await store.versions.find(application.id, snapshot.versionId)
    return { SnapshotDetails: describeSnapshot(snapshot, version?.spec.encryption) }
  }
