import type {
  ApplicationMode,
  ApplicationStatus,
  RuntimeEnvironment,
  RunConfigurationDescription,
} from '@weir/service-model'
import type { ApplicationSpec } from './spec.ts'
import type { StartingPositions } from './sql-spec.ts'

/** The account and region a resource belongs to; every look-up by name is made inside one scope. */
export interface Scope {
  readonly accountId: string
  readonly region: string
}

/**
 * The application aggregate: what the API calls an application, at its current version.
 *
 * `revision` rises by one with every write and is the compare-and-set guard of the store; it is ours and never
 * leaves the service. `versionId` is AWS's ApplicationVersionId and rises only with configuration changes.
 */
export interface Application extends Scope {
  /** Internal identity (UUID). Names can be reused after a delete, ids cannot. */
  readonly id: string
  readonly name: string
  readonly arn: string
  readonly revision: number
  readonly status: ApplicationStatus
  readonly runtimeEnvironment: RuntimeEnvironment
  readonly mode: ApplicationMode
  readonly versionId: number
  /** Opaque token of the current version (AWS: changes with every version). */
  readonly conditionalToken: string
  /** Whole seconds: Terraform sends it back truncated to seconds on delete. */
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Configuration of the current version. */
  readonly spec: ApplicationSpec
  /** Parallelism the job runs with now; starts as the configured one, moved by scaling. */
  readonly currentParallelism: number
  /** Absent until the first StartApplication, kept after a stop. */
  readonly runConfiguration?: RunRecord | undefined
  /** HH:MM, UTC. The window ends eight hours later. */
  readonly maintenanceWindowStart: string
  readonly tags: readonly Tag[]
}

/** What the last start or update asked of the run; Flink's part as Describe echoes it. */
export interface RunRecord extends RunConfigurationDescription {
  /** SQL applications only: shown at each input. */
  readonly startingPositions?: StartingPositions | undefined
}

export interface Tag {
  readonly key: string
  readonly value: string
}

/** One immutable configuration of an application: its spec and where it came from. */
export interface ApplicationVersion {
  readonly applicationId: string
  readonly versionId: number
  readonly spec: ApplicationSpec
  readonly createdAt: Date
  readonly conditionalToken: string
  readonly updatedFrom?: number | undefined
  readonly rolledBackFrom?: number | undefined
  readonly rolledBackTo?: number | undefined
  /** The status in which the application left the version before this one. */
  readonly previousStatus?: ApplicationStatus | undefined
}
