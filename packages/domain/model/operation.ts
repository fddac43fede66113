import type { OperationStatus } from '@weir/service-model'

/** Names of AWS's ApplicationOperation entries that Weir records. */
export type OperationName =
  | 'CreateApplication'
  | 'StartApplication'
  | 'StopApplication'
  | 'UpdateApplication'
  | 'RollbackApplication'

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
  readonly intent: OperationIntent
  readonly phases: readonly Phase[]
}

/** What an operation asks of the reconciler, fixed when the action stored it. Plain JSON. */
export interface OperationIntent {
  /** Start and update: where the state of the new deployment comes from. */
  readonly restore?: RestoreIntent | undefined
  readonly allowNonRestoredState?: boolean | undefined
  /** Stop and update: the snapshot to be taken before the job ends; absent = none is taken. */
  readonly snapshotName?: string | undefined
  readonly force?: boolean | undefined
}

export type RestoreIntent =
  | { readonly kind: 'none' }
  /** The newest READY snapshot when the deployment is planned; without any: no state. */
  | { readonly kind: 'latest-snapshot' }
  | { readonly kind: 'snapshot'; readonly name: string }

/** One timed part of an operation, for people: schedule, fetch, launch, restore … */
export interface Phase {
  readonly name: string
  readonly startedAt: Date
  readonly endedAt?: Date | undefined
  readonly detail?: string | undefined
}
