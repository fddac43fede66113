import type { LogLevel, MetricsLevel, RuntimeEnvironment } from '@weir/service-model'
import type { SnapshotContents } from '../model/snapshot.ts'
import type { CodeBundle, PropertyGroupSpec } from '../model/spec.ts'
import type { SqlProgram } from '../model/sql-program.ts'
import type { ApplicationLogs } from './application-logs.ts'
import type { DashboardPage, DashboardRequest } from './dashboard.ts'
import type { ClusterLifetime, ClusterMetrics } from './engine-metrics.ts'
import type { FailureEvidence } from './failure-evidence.ts'

/** Opaque JSON of an engine driver: how it finds one cluster again. Nobody else looks inside. */
export type EngineRef = Readonly<Record<string, unknown>>

/** Everything an engine needs to run one deployment; a pure function of stored rows, so equal on every retry. */
export interface DeploymentRequest {
  readonly applicationId: string
  readonly applicationArn: string
  readonly applicationName: string
  readonly deploymentId: string
  readonly epoch: number
  readonly versionId: number
  /** Flink job id, 32 lower-case hex; the engine must run the job under it. */
  readonly jobId: string
  readonly runtimeEnvironment: RuntimeEnvironment
  /** The release of it to run, as `Engine.release` once named it; absent = the newest. */
  readonly release?: string | undefined
  /** Absent where the code is the text in `sql`. */
  readonly code?: CodeBundle | undefined
  /** SQL applications only: what stands around the code. */
  readonly sql?: SqlProgram | undefined
  readonly propertyGroups: readonly PropertyGroupSpec[]
  readonly parallelism: number
  readonly parallelismPerKpu: number
  readonly checkpointing:
    { readonly enabled: false } | { readonly enabled: true; readonly intervalMs: number; readonly minPauseMs: number }
  readonly logLevel: LogLevel
  /** URI of the application's prefix of the state root; the only state its processes may see. */
  readonly stateUri: string
  /** URI below `stateUri` where this deployment's checkpoints go (no other deployment writes there). */
  readonly checkpointsUri: string
  /** Savepoint or checkpoint URI to start from. */
  readonly restoreFrom?: string | undefined
  readonly allowNonRestoredState: boolean
  /** The role's access, for the application's processes (AWS_* environment, `s3.*` of Flink). */
  readonly access: RoleAccess
}

/** What a ServiceExecutionRole stands for: credentials and endpoints its application's processes get. */
export interface RoleAccess {
  readonly roleArn: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  /** Absent = AWS's own endpoints. */
  readonly s3Endpoint?: string | undefined
  readonly s3PathStyle: boolean
  /** Endpoints of services by name in lower case, for AWS_ENDPOINT_URL_<SERVICE>; the one without a name is for all others. */
  readonly endpoints?: Readonly<Record<string, string>> | undefined
}

/** Flink's job states as its REST API names them. */
export type JobState =
  | 'INITIALIZING'
  | 'CREATED'
  | 'RUNNING'
  | 'FAILING'
  | 'FAILED'
  | 'CANCELLING'
  | 'CANCELED'
  | 'FINISHED'
  | 'RESTARTING'
  | 'SUSPENDED'
  | 'RECONCILING'

/** What an engine saw of one cluster at one moment. Plain JSON (dates as ISO strings once stored). */
export interface ClusterObservation {
  readonly observedAt: Date
  /**
   * `absent`: no trace of processes · `starting`: processes live, REST does not answer yet · `serving`: REST answers ·
   * `exited`: the cluster ran and its manager is gone (crash, halt or failed start).
   */
  readonly manager: 'absent' | 'starting' | 'serving' | 'exited'
  readonly taskManagers: {
    readonly wanted: number
    /** Processes. */
    readonly live: number
    /** More than wanted, which a rescale left without tasks: `launch` ends them. */
    readonly surplus?: number | undefined
    /** Those that the manager has; told only while a job does not run all its tasks. */
    readonly registered?: number | undefined
  }
  readonly job?: JobObservation | undefined
  /**
   * Processes that live and do not answer, or a job that Flink does nothing about, and since when. Kept by the reconciler, not seen by the
   * engine.
   */
  readonly silent?: { readonly who: 'manager' | 'task-manager' | 'job'; readonly since: Date } | undefined
  /** Why it cannot run (main threw, manager exited, a job that waits for slots it will never get), root cause first, as the engine's logs and files tell. */
  readonly failure?: string | undefined
}

/** A job as Flink's REST API tells of it, which may lag by some 100 ms. */
export interface JobObservation {
  readonly state: JobState
  /** Every task of every vertex is RUNNING (or FINISHED). */
  readonly allTasksRunning: boolean
  readonly parallelism: number
  /** Tasks that have failed although Flink calls the job RUNNING: while it restarts a job it does not. */
  readonly failedTasks?: number | undefined
  /** Restarts since the job was submitted; rescales are none. */
  readonly restarts: number
  /** Changes of parallelism in place, when there were any. */
  readonly rescales?: number | undefined
  /** First line(s) of the newest root exception, when there is one. */
  readonly rootException?: string | undefined
  /** When Flink noted it, ISO 8601: two failures in a row may say the same. */
  readonly rootExceptionAt?: string | undefined
  /** The newest checkpoint that failed, while none has completed since. */
  readonly checkpointFailure?: { readonly id: number; readonly cause: string } | undefined
  readonly lastCheckpoint?: { readonly id: number; readonly location: string; readonly completedAt: Date } | undefined
}

/** A savepoint to be taken; with `stop` it is the last thing the job does. */
export interface SavepointRequest {
  /** 32 hex, chosen by the caller: asking twice with the same id is one savepoint. */
  readonly triggerId: string
  /** URI of a directory that only this savepoint uses. */
  readonly directory: string
  /** True: stop-with-savepoint without drain (AWS's StopApplication keeps windows open). */
  readonly stop: boolean
}

/** How far a savepoint is. Every state but `in-progress` is final for that trigger. */
export type SavepointProgress =
  | { readonly state: 'in-progress' }
  | { readonly state: 'completed'; readonly location: string }
  | { readonly state: 'failed'; readonly cause: string }
  /** The cluster does not know the trigger (it was never asked, or it has been restarted since). */
  | { readonly state: 'unknown' }

/** What bringing a cluster up consists of: the code is fetched, then verified; the sandbox is made; the processes are started. */
export type LaunchPart = 'fetch' | 'verify' | 'sandbox' | 'start processes'

/**
 * Runs Flink clusters: one cluster (a JobManager and its TaskManagers) for one deployment.
 *
 * No method keeps state in memory that matters: after a crash of the worker a new instance with the same stored
 * `EngineRef` continues. Errors are thrown as `EngineError` with `kind`: `unreachable` (try again), `rejected`
 * (Flink refused, message is Flink's), `configuration` (this deployment can never start, message for the user).
 */
export interface Engine {
  /**
   * The release of a runtime that a new cluster gets, such as `2.2.1`; undefined for a runtime that cannot be run. Patches of a runtime are
   * other releases of it: running jobs are brought to them in their maintenance window.
   */
  release(runtime: RuntimeEnvironment): string | undefined
  /**
   * Chooses names, ports and directories for a deployment. Free of lasting side effects: when we die before its result
   * is stored nothing is left behind.
   */
  prepare(request: DeploymentRequest): Promise<EngineRef>
  /**
   * Brings the cluster up and keeps it complete: starts exactly what is missing (first call: everything; later: dead
   * TaskManagers), and ends TaskManagers that a rescale has left over. Idempotent, also across worker crashes between spawn and return: it finds earlier processes by the
   * deployment's marker. Never restarts a JobManager that has exited (that is a new deployment). Refuses to
   * start while processes of another deployment of the same application live on this host. Gives the cluster no more time to live than
   * `extendLease` has; only one that was never given any gets a lease of the engine's own.
   */
  launch(request: DeploymentRequest, ref: EngineRef, begins?: (part: LaunchPart) => void): Promise<void>
  /**
   * Changes the parallelism of the running job from `from` to that of `request`, in place: starts the TaskManagers that are missing, takes
   * a checkpoint, and has the job go on from it. Asked again and again until it answers with the reference that the cluster has from then
   * on (to be stored; `launch` with it ends what is left over); undefined = under way. Idempotent: whoever comes after a
   * crash asks again. `rejected` when this job cannot be rescaled so, now or ever: its cluster is to be replaced instead.
   */
  rescale(ref: EngineRef, change: { request: DeploymentRequest; from: number }): Promise<EngineRef | undefined>
  observe(ref: EngineRef): Promise<ClusterObservation>
  /**
   * When the first task of the job that runs now began to restore its state: what was before is scheduling, what comes after until all
   * tasks run is the restore. Undefined when it cannot be told.
   */
  restoreBegan(ref: EngineRef): Promise<Date | undefined>
  /** Asks for a savepoint; returns when Flink has accepted. */
  requestSavepoint(ref: EngineRef, request: SavepointRequest): Promise<void>
  savepointProgress(ref: EngineRef, request: SavepointRequest): Promise<SavepointProgress>
  /** What a savepoint that this cluster has just written holds; undefined when it cannot tell (any more). */
  savepointContents(ref: EngineRef, location: string): Promise<SnapshotContents | undefined>
  /**
   * Ends every process of the deployment (kill when they do not go by themselves) and returns when none is left.
   * Idempotent; works when nothing was ever started. Keeps logs.
   */
  teardown(ref: EngineRef): Promise<void>
  /** The cluster may live until then unless extended; it stops itself afterwards (fencing of a lost host). */
  extendLease(ref: EngineRef, until: Date): Promise<void>
  /** Deployment ids that have live processes here, known to the store or not: the sweep ends strangers. */
  liveDeployments(): Promise<readonly string[]>
  /**
   * What the cluster tells of itself, with the parts that the level includes: a few requests, none of which changes anything. Throws
   * `unreachable` when it does not answer.
   */
  metrics(ref: EngineRef, asked: { readonly level: MetricsLevel }): Promise<ClusterMetrics>
  /**
   * How long processes of these deployments have lived here, by what they left behind; also of those that ended while no worker
   * watched. Missing = none of its processes ever ran here.
   */
  lifetimes(deploymentIds: readonly string[]): Promise<ReadonlyMap<string, ClusterLifetime>>
  /** Ends every process of a deployment by its id alone (orphans whose row is gone). */
  destroy(deploymentId: string): Promise<void>
  /**
   * What can be learned of a failure: exceptions, how processes ended, the log around the first cause, checkpoints and heap. Whatever
   * cannot be had is left out, so it answers for a cluster that is half or wholly gone; only reads. `since`: older failures are another
   * matter. Secrets in it are hidden.
   */
  examine(ref: EngineRef, options?: { readonly since?: Date | undefined }): Promise<FailureEvidence>
  /** Flink's plan of the running job as JSON text; undefined when it cannot be had now. */
  jobPlan(ref: EngineRef): Promise<string | undefined>
  /**
   * Reads one page of Flink's web UI or of the API behind it. Only what shows something: a page that could change anything is
   * `rejected`, and secrets in Flink's configuration are hidden. `unreachable` when the cluster does not answer.
   */
  readDashboard(ref: EngineRef, request: DashboardRequest): Promise<DashboardPage>
  /**
   * Keeps clusters ready for starts to come, where the engine was asked to: renews the leases of those that wait, replaces what is old or
   * broken, prepares what is missing in the background. Called every few seconds; those of a worker that does not call end themselves.
   */
  keepWarm?(): Promise<void>
  /** Ends those that wait; none is prepared any more. */
  endWarm?(): Promise<void>
  /** What the clusters of this host have logged. */
  readonly logs: ApplicationLogs
  /** Removes what the deployment left on the host except its logs; `logs.tidy` removes these when their time has come. */
  forget(ref: EngineRef): Promise<void>
}

/**
 * Why an engine did not do what it was asked to: `unreachable` may pass, `rejected` is Flink's or the engine's own verdict,
 * `configuration` is the user's to mend.
 */
export class EngineError extends Error {
  readonly kind: 'unreachable' | 'rejected' | 'configuration'

  constructor(kind: 'unreachable' | 'rejected' | 'configuration', message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EngineError'
    this.kind = kind
  }
}
