import type {
  ConfigurationType,
  KeyType,
  LogLevel,
  MetricsLevel,
  RuntimeEnvironment,
  SnapshotMode,
} from '@weir/service-model'
import type { S3Location } from './s3-location.ts'
import type { SqlSpec } from './sql-spec.ts'
import type { StudioSpec } from './studio-spec.ts'

/** What the user wants: the configuration held by one immutable application version. Plain JSON. */
export interface ApplicationSpec {
  readonly runtimeEnvironment: RuntimeEnvironment
  readonly serviceExecutionRole: string
  readonly description?: string | undefined
  /** Absent until the user gives code; such an application cannot start. */
  readonly code?: CodeSpec | undefined
  /** Present for FLINK-* runtimes. */
  readonly flink?: FlinkSpec | undefined
  /** Present for SQL-1_0 applications that were given inputs, outputs or reference data. */
  readonly sql?: SqlSpec | undefined
  /** Present for ZEPPELIN-FLINK-* (Studio) applications. */
  readonly studio?: StudioSpec | undefined
  readonly propertyGroups?: readonly PropertyGroupSpec[] | undefined
  readonly snapshotsEnabled?: boolean | undefined
  /** Absent = APPLICATION_SNAPSHOTS_LEGACY. */
  readonly snapshotMode?: SnapshotMode | undefined
  readonly systemRollbackEnabled?: boolean | undefined
  readonly encryption?: { readonly keyType: KeyType; readonly keyId?: string | undefined } | undefined
  readonly vpcConfigurations: readonly VpcSpec[]
  readonly loggingOptions: readonly LoggingOptionSpec[]
}

export interface CodeSpec {
  readonly contentType: 'ZIPFILE' | 'PLAINTEXT'
  /** PLAINTEXT code only: echoed on Describe byte for byte. */
  readonly text?: string | undefined
  /** Where the user's bundle was read from; absent for inline code. */
  readonly s3?: S3Location | undefined
  /** The service's own copy of the bundle, by content; absent for inline text. */
  readonly bundle?: CodeBundle | undefined
}

/** A code bundle (jar or zip) in the service's code store, addressed by its content. */
export interface CodeBundle {
  /** Lower-case hex; never executed when the bytes do not hash to it. */
  readonly sha256: string
  /** Lower-case hex, echoed as CodeMD5. */
  readonly md5: string
  /** Bytes. */
  readonly size: number
}

export interface FlinkSpec {
  readonly checkpoint: {
    readonly configurationType: ConfigurationType
    readonly checkpointingEnabled: boolean
    /** Milliseconds. */
    readonly checkpointInterval: number
    /** Milliseconds. */
    readonly minPauseBetweenCheckpoints: number
  }
  readonly monitoring: {
    readonly configurationType: ConfigurationType
    readonly metricsLevel: MetricsLevel
    readonly logLevel: LogLevel
  }
  readonly parallelism: {
    readonly configurationType: ConfigurationType
    readonly parallelism: number
    readonly parallelismPerKpu: number
    readonly autoScalingEnabled: boolean
  }
}

export interface PropertyGroupSpec {
  readonly id: string
  readonly map: Readonly<Record<string, string>>
}

export interface VpcSpec {
  /** `<version that created it>.<ordinal>`. */
  readonly id: string
  readonly vpcId: string
  readonly subnetIds: readonly string[]
  readonly securityGroupIds: readonly string[]
}

export interface LoggingOptionSpec {
  readonly id: string
  readonly logStreamArn: string
}
