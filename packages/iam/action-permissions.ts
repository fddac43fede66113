import { applicationArn, partitionOf } from '@weir/domain'
import type { ActionName, ActionTypes } from '@weir/service-model'

/** Something that one call needs the caller's policies to allow. */
export interface Permission {
  readonly action: string
  /** An ARN, or `*`. */
  readonly resource: string
  /** Keys beyond those that every request has, such as aws:RequestTag/k. */
  readonly keys?: Readonly<Record<string, string | readonly string[]>>
}

interface Place {
  readonly accountId: string
  readonly region: string
}

/** What one action is about and what else it takes. */
interface ActionPermission<N extends ActionName> {
  /** The resource that the action's own permission is asked for. */
  readonly resource: (input: ActionTypes[N]['input'], place: Place) => string
  /** Tags the request itself brings. */
  readonly tags?: (input: ActionTypes[N]['input']) => readonly { Key: string; Value?: string | undefined }[] | undefined
  /** Tag keys the request names without values. */
  readonly tagKeys?: (input: ActionTypes[N]['input']) => readonly string[]
  /** A role that the request hands to the service: the caller needs iam:PassRole on it. */
  readonly passes?: (input: ActionTypes[N]['input']) => string | undefined
  /** The snapshot that a request restores from or creates, beside its own resource. */
  readonly snapshot?: (input: ActionTypes[N]['input'], place: Place) => string | undefined
}

const snapshotArn = (name: string, { region, accountId }: Place): string =>
  `arn:${partitionOf(region)}:kinesisanalytics:${region}:${accountId}:snapshot/${name}`

const application = {
  resource: ({ ApplicationName: name }: { ApplicationName: string }, place: Place) =>
    applicationArn({ ...place, name }),
}
const snapshot = {
  resource: ({ SnapshotName }: { SnapshotName: string }, place: Place) => snapshotArn(SnapshotName, place),
}
const everything = { resource: () => '*' }
const tagged = { resource: ({ ResourceARN }: { ResourceARN: string }) => ResourceARN }

interface RestoreConfiguration {
  readonly ApplicationRestoreConfiguration?: { readonly SnapshotArn?: string | undefined } | undefined
}
const restoredFrom = (run: RestoreConfiguration | undefined): string | undefined =>
  run?.ApplicationRestoreConfiguration?.SnapshotArn

/**
 * Every action of the API with the resource its permission is about, as AWS's service authorization reference has them. Where that names
 * none although the request names one (CreateApplication, the enhanced snapshots), that one is asked for: a policy for `*` covers both.
 */
const table: { readonly [N in ActionName]: ActionPermission<N> } = {
  AddApplicationCloudWatchLoggingOption: application,
  AddApplicationInput: application,
  AddApplicationInputProcessingConfiguration: application,
  AddApplicationOutput: application,
  AddApplicationReferenceDataSource: application,
  AddApplicationVpcConfiguration: application,
  CreateApplication: {
    ...application,
    tags: ({ Tags }) => Tags,
    passes: ({ ServiceExecutionRole }) => ServiceExecutionRole,
  },
  CreateApplicationPresignedUrl: application,
  CreateApplicationSnapshot: application,
  CreateSnapshot: {
    ...application,
    tags: ({ Tags }) => Tags,
    snapshot: ({ SnapshotName }, place) => snapshotArn(SnapshotName, place),
  },
  DeleteApplication: application,
  DeleteApplicationCloudWatchLoggingOption: application,
  DeleteApplicationInputProcessingConfiguration: application,
  DeleteApplicationOutput: application,
  DeleteApplicationReferenceDataSource: application,
  DeleteApplicationSnapshot: application,
  DeleteApplicationVpcConfiguration: application,
  DeleteSnapshot: snapshot,
  DescribeApplication: application,
  DescribeApplicationOperation: application,
  DescribeApplicationSnapshot: application,
  DescribeApplicationVersion: application,
  DescribeSnapshot: snapshot,
  DescribeSnapshotOperation: snapshot,
  DiscoverInputSchema: { ...everything, passes: ({ ServiceExecutionRole }) => ServiceExecutionRole },
  ExportSnapshot: { ...snapshot, passes: (input) => input.ExportDestinationConfiguration.ExportRoleArn },
  ImportSnapshot: {
    ...snapshot,
    tags: ({ Tags }) => Tags,
    passes: (input) => input.ImportSourceConfiguration.ImportRoleArn,
  },
  ListApplicationOperations: application,
  ListApplicationSnapshots: application,
  ListApplicationVersions: application,
  ListApplications: everything,
  ListSnapshotOperations: snapshot,
  ListSnapshots: everything,
  ListTagsForResource: tagged,
  RollbackApplication: application,
  StartApplication: { ...application, snapshot: ({ RunConfiguration }) => restoredFrom(RunConfiguration) },
  StopApplication: application,
  TagResource: { ...tagged, tags: ({ Tags }) => Tags },
  UntagResource: { ...tagged, tagKeys: ({ TagKeys }) => TagKeys },
  UpdateApplication: {
    ...application,
    passes: ({ ServiceExecutionRoleUpdate }) => ServiceExecutionRoleUpdate,
    snapshot: ({ RunConfigurationUpdate }) => restoredFrom(RunConfigurationUpdate),
  },
  UpdateApplicationMaintenanceConfiguration: application,
}

export interface AuthorizedCall<N extends ActionName> extends Place {
  readonly action: N
  readonly input: ActionTypes[N]['input']
}

/** Everything a call needs to be allowed, the action's own permission first. */
export const permissionsOf = <N extends ActionName>({ action, input, ...place }: AuthorizedCall<N>): Permission[] => {
  const row: ActionPermission<N> = table[action]
  const resource = row.resource(input, place)
  const keys = tagConditions(row.tags?.(input), row.tagKeys?.(input))
  const own = `kinesisanalytics:${action}`
  const other = row.snapshot?.(input, place)
  const role = row.passes?.(input)
  return [
    { action: own, resource, keys },
    ...(other === undefined ? [] : [{ action: own, resource: other, keys }]),
    ...(role === undefined ? [] : [passRole(role, resource)]),
  ]
}

const passRole = (role: string, resource: string): Permission => ({
  action: 'iam:PassRole',
  resource: role,
  keys: {
    'iam:PassedToService': 'kinesisanalytics.amazonaws.com',
    ...(resource === '*' ? {} : { 'iam:AssociatedResourceArn': resource }),
  },
})

const tagConditions = (
  tags: readonly { Key: string; Value?: string | undefined }[] | undefined,
  keys: readonly string[] | undefined = tags?.map(({ Key }) => Key),
): Record<string, string | readonly string[]> => {
  if (keys === undefined || keys.length === 0) return {}
  const values = (tags ?? []).map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value ?? ''] as const)
  return { 'aws:TagKeys': keys, ...Object.fromEntries(values) }
}

/** Every action that has a row, for the suite that holds the table against the model. */
export const actionsWithPermissions = Object.keys(table) as ActionName[]
