import type {
  Clock,
  Engine,
  Ids,
  Lease,
  Logger,
  PlanSettings,
  RoleResolver,
  ServiceMeter,
  Sleeper,
  StateArchive,
  Store,
} from '@weir/domain'

/** What the reconciler works with. Everything outside is behind a port. */
export interface ReconcilerDeps {
  readonly store: Store
  readonly engine: Engine
  readonly archive: StateArchive
  readonly roles: RoleResolver
  readonly clock: Clock
  readonly ids: Ids
  readonly sleeper: Sleeper
  readonly logger: Logger
  /** Name of this worker host: owns leases and deployments, stays the same over restarts. */
  readonly host: string
  /** WEIR_STATE_URI without a trailing slash. */
  readonly stateRoot: string
  readonly plan: PlanSettings
  /** Absent = nobody counts. */
  readonly meter?: ServiceMeter | undefined
  /** How many snapshots that the service took of its own accord an application keeps; absent = all, as on AWS. */
  readonly automaticSnapshotsKept?: number | undefined
}

/** What a step is given: the dependencies and the right to act. */
export interface StepContext {
  readonly deps: ReconcilerDeps
  readonly lease: Lease
}
