import type { ClusterObservation, EngineRef } from '../ports/engine.ts'

/**
 * One attempt to run a version on an engine. Written before anything is started; a retry finds by it what an earlier
 * try began.
 *
 * - `planned`   names are chosen and stored, processes may or may not exist
 * - `launched`  the engine accepted the cluster
 * - `running`   all tasks were seen RUNNING once
 * - `ending`    torn down on purpose; `outcome` says why
 * - `ended`     no process of it is left; `outcome` says why
 */
export type DeploymentState = 'planned' | 'launched' | 'running' | 'ending' | 'ended'

/** `suspended` = the service stopped and will resume it; `lost` = the cluster died and is to be replaced. */
export type DeploymentOutcome = 'stopped' | 'suspended' | 'lost' | 'failed' | 'superseded'

/** A row of its own life: what was intended before an act, and what came of it. */
export interface Deployment {
  /** UUID. */
  readonly id: string
  readonly applicationId: string
  /** Rises with every deployment of the application; a newer epoch fences an older one. */
  readonly epoch: number
  readonly versionId: number
  /** The operation that was in progress when it was planned: retries of one start are told from earlier runs by it. */
  readonly operationId?: string | undefined
  /** Flink job id, 32 hex. */
  readonly jobId: string
  readonly parallelism: number
  /** Release of the runtime it runs on, as the engine names it; absent where it was not noted. */
  readonly release?: string | undefined
  /** Worker host that launched it; only that host can reach its processes. */
  readonly host: string
  readonly state: DeploymentState
  readonly outcome?: DeploymentOutcome | undefined
  /** Savepoint or checkpoint URI the job starts from; absent = no state. */
  readonly restoreFrom?: string | undefined
  /** Outside of the application's own prefix, which its processes do not see: copied to `restoreFrom` before they start. */
  readonly restoreSource?: string | undefined
  readonly allowNonRestoredState: boolean
  /** URI of the stop-with-savepoint this deployment ended with: newer than any of its checkpoints. */
  readonly finalSavepoint?: string | undefined
  /** Opaque to everybody but the engine driver; absent until prepared. */
  readonly engineRef?: EngineRef | undefined
  readonly createdAt: Date
  readonly launchedAt?: Date | undefined
  readonly runningAt?: Date | undefined
  readonly endedAt?: Date | undefined
  readonly cause?: string | undefined
  /** A change of parallelism in place that was begun. */
  readonly rescaling?: Rescaling | undefined
  /** What was last seen, for people and for the next plan. */
  readonly observation?: ClusterObservation | undefined
}

/** Plain JSON. */
export interface Rescaling {
  readonly parallelism: number
  /** ISO 8601. */
  readonly since: string
  /** Why the job cannot be rescaled in place: its cluster is replaced instead. */
  readonly refused?: string | undefined
  /** What its successor is to go on from, once it was asked for. */
  readonly savepoint?: { readonly triggerId: string; readonly since: string } | undefined
}
