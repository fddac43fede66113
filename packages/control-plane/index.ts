import type { ActionHandlers } from '@weir/service-model'
import { createApplication } from './actions/application/create-application.ts'
import { deleteApplication } from './actions/application/delete-application.ts'
import { describeApplication } from './actions/application/describe-application.ts'
import { listApplications } from './actions/application/list-applications.ts'
import { startApplication } from './actions/application/start-application.ts'
import { stopApplication } from './actions/application/stop-application.ts'
import { updateApplication } from './actions/application/update-application.ts'
import { describeApplicationOperation } from './actions/operation/describe-application-operation.ts'
import { listApplicationOperations } from './actions/operation/list-application-operations.ts'
import { createApplicationSnapshot } from './actions/snapshot/create-application-snapshot.ts'
import { deleteApplicationSnapshot } from './actions/snapshot/delete-application-snapshot.ts'
import { describeApplicationSnapshot } from './actions/snapshot/describe-application-snapshot.ts'
import { listApplicationSnapshots } from './actions/snapshot/list-application-snapshots.ts'
import { listTagsForResource } from './actions/tag/list-tags-for-resource.ts'
import { tagResource } from './actions/tag/tag-resource.ts'
import { untagResource } from './actions/tag/untag-resource.ts'
import type { ActionDeps } from './deps.ts'

export type { ActionDeps, ActionSettings } from './deps.ts'
export { createOutboxRelay, type OutboxRelay } from './outbox-relay.ts'

/** The actions that are written, by name. Those that are not here are answered as unsupported. */
export const createActions = (deps: ActionDeps) =>
  ({
    CreateApplication: createApplication(deps),
    DescribeApplication: describeApplication(deps),
    ListApplications: listApplications(deps),
    StartApplication: startApplication(deps),
    StopApplication: stopApplication(deps),
    UpdateApplication: updateApplication(deps),
    DeleteApplication: deleteApplication(deps),
    CreateApplicationSnapshot: createApplicationSnapshot(deps),
    DescribeApplicationSnapshot: describeApplicationSnapshot(deps),
    ListApplicationSnapshots: listApplicationSnapshots(deps),
    DeleteApplicationSnapshot: deleteApplicationSnapshot(deps),
    ListApplicationOperations: listApplicationOperations(deps),
    DescribeApplicationOperation: describeApplicationOperation(deps),
    TagResource: tagResource(deps),
    UntagResource: untagResource(deps),
    ListTagsForResource: listTagsForResource(deps),
  }) satisfies Partial<ActionHandlers>
