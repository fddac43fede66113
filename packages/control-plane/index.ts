import type { ActionHandlers } from '@weir/service-model'
import { createApplicationPresignedUrl } from './actions/application/create-application-presigned-url.ts'
import { createApplication } from './actions/application/create-application.ts'
import { deleteApplication } from './actions/application/delete-application.ts'
import { describeApplication } from './actions/application/describe-application.ts'
import { listApplications } from './actions/application/list-applications.ts'
import { rollbackApplication } from './actions/application/rollback-application.ts'
import { startApplication } from './actions/application/start-application.ts'
import { stopApplication } from './actions/application/stop-application.ts'
import { updateApplication } from './actions/application/update-application.ts'
import { addApplicationCloudWatchLoggingOption } from './actions/logging/add-application-cloud-watch-logging-option.ts'
import { deleteApplicationCloudWatchLoggingOption } from './actions/logging/delete-application-cloud-watch-logging-option.ts'
import { updateApplicationMaintenanceConfiguration } from './actions/maintenance/update-application-maintenance-configuration.ts'
import { describeApplicationOperation } from './actions/operation/describe-application-operation.ts'
import { listApplicationOperations } from './actions/operation/list-application-operations.ts'
import { createApplicationSnapshot } from './actions/snapshot/create-application-snapshot.ts'
import { deleteApplicationSnapshot } from './actions/snapshot/delete-application-snapshot.ts'
import { describeApplicationSnapshot } from './actions/snapshot/describe-application-snapshot.ts'
import { listApplicationSnapshots } from './actions/snapshot/list-application-snapshots.ts'
import { createSnapshot } from './actions/enhanced-snapshot/create-snapshot.ts'
import { deleteSnapshot } from './actions/enhanced-snapshot/delete-snapshot.ts'
import { describeSnapshot } from './actions/enhanced-snapshot/describe-snapshot.ts'
import { describeSnapshotOperation } from './actions/enhanced-snapshot/describe-snapshot-operation.ts'
import { exportSnapshot } from './actions/enhanced-snapshot/export-snapshot.ts'
import { importSnapshot } from './actions/enhanced-snapshot/import-snapshot.ts'
import { listSnapshotOperations } from './actions/enhanced-snapshot/list-snapshot-operations.ts'
import { listSnapshots } from './actions/enhanced-snapshot/list-snapshots.ts'
import { discoverInputSchema } from './actions/sql/discover-input-schema.ts'
import { addApplicationInput } from './actions/sql/add-application-input.ts'
import { addApplicationInputProcessingConfiguration } from './actions/sql/add-application-input-processing-configuration.ts'
import { addApplicationOutput } from './actions/sql/add-application-output.ts'
import { addApplicationReferenceDataSource } from './actions/sql/add-application-reference-data-source.ts'
import { deleteApplicationInputProcessingConfiguration } from './actions/sql/delete-application-input-processing-configuration.ts'
import { deleteApplicationOutput } from './actions/sql/delete-application-output.ts'
import { deleteApplicationReferenceDataSource } from './actions/sql/delete-application-reference-data-source.ts'
import { listTagsForResource } from './actions/tag/list-tags-for-resource.ts'
import { tagResource } from './actions/tag/tag-resource.ts'
import { untagResource } from './actions/tag/untag-resource.ts'
import { describeApplicationVersion } from './actions/version/describe-application-version.ts'
import { listApplicationVersions } from './actions/version/list-application-versions.ts'
import { addApplicationVpcConfiguration } from './actions/vpc/add-application-vpc-configuration.ts'
import { deleteApplicationVpcConfiguration } from './actions/vpc/delete-application-vpc-configuration.ts'
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
    DiscoverInputSchema: discoverInputSchema(deps),
    CreateApplicationPresignedUrl: createApplicationPresignedUrl(deps),
    RollbackApplication: rollbackApplication(deps),
    ListApplicationVersions: listApplicationVersions(deps),
    DescribeApplicationVersion: describeApplicationVersion(deps),
    CreateApplicationSnapshot: createApplicationSnapshot(deps),
    DescribeApplicationSnapshot: describeApplicationSnapshot(deps),
    ListApplicationSnapshots: listApplicationSnapshots(deps),
    DeleteApplicationSnapshot: deleteApplicationSnapshot(deps),
    CreateSnapshot: createSnapshot(deps),
    DescribeSnapshot: describeSnapshot(deps),
    ListSnapshots: listSnapshots(deps),
    DeleteSnapshot: deleteSnapshot(deps),
    ExportSnapshot: exportSnapshot(deps),
    ImportSnapshot: importSnapshot(deps),
    ListSnapshotOperations: listSnapshotOperations(deps),
    DescribeSnapshotOperation: describeSnapshotOperation(deps),
    ListApplicationOperations: listApplicationOperations(deps),
    DescribeApplicationOperation: describeApplicationOperation(deps),
    AddApplicationVpcConfiguration: addApplicationVpcConfiguration(deps),
    DeleteApplicationVpcConfiguration: deleteApplicationVpcConfiguration(deps),
    AddApplicationCloudWatchLoggingOption: addApplicationCloudWatchLoggingOption(deps),
    DeleteApplicationCloudWatchLoggingOption: deleteApplicationCloudWatchLoggingOption(deps),
    UpdateApplicationMaintenanceConfiguration: updateApplicationMaintenanceConfiguration(deps),
    AddApplicationInput: addApplicationInput(deps),
    AddApplicationInputProcessingConfiguration: addApplicationInputProcessingConfiguration(deps),
    DeleteApplicationInputProcessingConfiguration: deleteApplicationInputProcessingConfiguration(deps),
    AddApplicationOutput: addApplicationOutput(deps),
    DeleteApplicationOutput: deleteApplicationOutput(deps),
    AddApplicationReferenceDataSource: addApplicationReferenceDataSource(deps),
    DeleteApplicationReferenceDataSource: deleteApplicationReferenceDataSource(deps),
    TagResource: tagResource(deps),
    UntagResource: untagResource(deps),
    ListTagsForResource: listTagsForResource(deps),
  }) satisfies Partial<ActionHandlers>
