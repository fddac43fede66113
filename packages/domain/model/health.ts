/**
 * How an application that is meant to run does, beside its status:
 *
 * - `HEALTHY`    its job runs, has not failed for a while, and has completed a checkpoint since then if it makes any
 * - `DEGRADED`   it runs, but something is missing or not proven yet: TaskManagers, checkpoints, or calm after a failure
 * - `RESTARTING` its job is down and being brought back
 * - `FAILING`    it fails again and again: what it does between two failures is no progress to rely on
 * - `UNKNOWN`    it is not running, or has just been started and has proven nothing yet
 */
export type HealthState = 'UNKNOWN' | 'HEALTHY' | 'DEGRADED' | 'RESTARTING' | 'FAILING'

/** One row an application. It goes with what is observed, so no version and no revision hang on it. */
export interface Health {
  readonly applicationId: string
  readonly state: HealthState
  readonly since: Date
  /** One sentence for people. */
  readonly why: string
  /** Absent while the application is not meant to run. */
  readonly watch?: HealthWatch | undefined
}

/** What has to be remembered between two looks. Plain JSON: times are ISO 8601. */
export interface HealthWatch {
  readonly deploymentId: string
  readonly operationId?: string | undefined
  /** When this deployment's job was first seen running; its calm begins there. */
  readonly runningAt?: string | undefined
  /** Failures since the application was last healthy (or was started), oldest first, the newest few. */
  readonly troubles: readonly string[]
  /** How many there were, also those that are not kept. */
  readonly count: number
  /** How many of them took the whole cluster. */
  readonly clusters: number
  /** The newest exception of this deployment's job that has been counted. */
  readonly exceptionAt?: string | undefined
  readonly restarts: number
  /** The end of this deployment has been counted. */
  readonly lost?: boolean | undefined
  /** The diagnosis of these failures. */
  readonly diagnosisId?: string | undefined
  /** The last sign of failure that has gone into it. */
  readonly diagnosed?: string | undefined
}
