import type { OperationStatus } from '@weir/service-model'

/** Names of AWS's ApplicationOperation entries that Weir records. */
export type OperationName =
  | 'CreateApplication'
  | 'StartApplication'
  | 'StopApplication'
  | 'UpdateApplication'
  | 'RollbackApplication'
  | 'ApplicationMaintenance'
  | 'AutoScaling'
  | 'AddApplicationInput'
  | 'AddApplicationInputProcessingConfiguration'
  | 'DeleteApplicationInputProcessingConfiguration'
  | 'AddApplicationOutput'
  | 'DeleteApplicationOutput'
  | 'AddApplicationReferenceDataSource'
  | 'DeleteApplicationReferenceDataSource'
  | 'AddApplicationVpcConfiguration'
  | 'DeleteApplicationVpcConfiguration'
  | 'AddApplicationCloudWatchLoggingOption'
  | 'DeleteApplicationCloudWatchLoggingOption'

/**
 * One entry of ListApplicationOperations: the durable intent behind a transition. At most one operation of an
 * application is IN_PROGRESS; the reconciler reads from it what is wanted and closes it.
 */
export interface Operation {
  /** Opaque, 12 alphanumerics. */
  readonly id: string
  readonly applicationId: string
  readonly name: OperationName
  readonly status: OperationStatus
  readonly startedAt: Date
  readonly endedAt?: Date | undefined
  /** The cause, at most 512 characters (AWS cuts there). */
  readonly error?: string | undefined
  readonly versionFrom?: number | undefined
  readonly versionTo?: number | undefined
  /** The system rollback that answers the failure of this operation. */
  readonly rollbackOperationId?: string | undefined
  readonly intent: OperationIntent
  readonly phases: readonly Phase[]
}

/** What an operation asks of the reconciler, fixed when the action stored it. Plain JSON. */
export interface OperationIntent {
  /** Start, update and rollback: where the state of the new deployment comes from. */
  readonly restore?: RestoreIntent | VersionState | undefined
  readonly allowNonRestoredState?: boolean | undefined
  /** The snapshot to be taken before the job ends; absent = none is taken. A rollback waits for that of its update. */
  readonly snapshotName?: string | undefined
  readonly force?: boolean | undefined
  /** Nothing but the parallelism changes: the job that runs may go over to it, if it can. Its snapshot then does not end it. */
  readonly inPlace?: boolean | undefined
  /** Automatic scaling: the parallelism to go back to when the new one does not work. */
  readonly scaledFrom?: number | undefined
  /** Maintenance: the release of the runtime to go to. */
  readonly release?: string | undefined
}

/** The state that a start or an update asked for, as it was accepted. */
export type RestoreIntent =
  | { readonly kind: 'none' }
  /** The newest READY snapshot of the application, classic or enhanced, when the deployment is planned; without any: no state. */
  | { readonly kind: 'latest-snapshot' }
  | { readonly kind: 'snapshot'; readonly name: string }
  /** An enhanced snapshot of the account. `id` is found when the action is accepted: a name may be given again. */
  | { readonly kind: 'enhanced-snapshot'; readonly arn: string; readonly id?: string | undefined }

/**
 * Where the last deployment of that version ended, or else the newest snapshot from then: what a system rollback goes on from
 * when the update it takes back had no snapshot of its own.
 */
export interface VersionState {
  readonly kind: 'version'
  readonly versionId: number
}

/** One timed part of an operation, for people: schedule, fetch, launch, restore … */
export interface Phase {
  readonly name: string
  readonly startedAt: Date
  readonly endedAt?: Date | undefined
  readonly detail?: string | undefined
}
