/** What kind of thing went wrong, so that the right person looks at it. */
export type DiagnosisClass =
  | 'user-code'
  | 'dependency-or-class-loading'
  | 'serialization-or-state-incompatibility'
  | 'out-of-memory'
  | 'connector-or-permission'
  | 'checkpoint-or-storage'
  | 'configuration'
  | 'infrastructure'

/**
 * Why an application failed: one for each failed operation, and one for each incident of a running application (from its first failure
 * until it is healthy again). The first cause stands; what fails afterwards is only counted. Times in its parts are ISO 8601.
 */
export interface Diagnosis {
  /** UUID. */
  readonly id: string
  readonly applicationId: string
  /** The operation that failed of it, or that was in progress. */
  readonly operationId?: string | undefined
  readonly deploymentId?: string | undefined
  /** When the diagnosis was made, and when it last changed. */
  readonly diagnosedAt: Date
  readonly updatedAt: Date
  /** Failures that it stands for. */
  readonly occurrences: number
  readonly class: DiagnosisClass
  /** The row of the table of rules that decided the class. */
  readonly rule: string
  readonly remedy: string
  readonly cause: FirstCause
  readonly log: readonly LogExcerpt[]
  readonly checkpoints?: CheckpointTrend | undefined
  readonly heap: readonly HeapReading[]
}

/** The first throwable of a failure: its innermost cause, and where it came from. */
export interface FirstCause {
  /** Class and message, as in the first line of a stack trace. */
  readonly exception: string
  /** The frame that an author can do something about: the first one outside of Java and Flink, or else the first. */
  readonly frame?: string | undefined
  /** The whole trace, or its beginning and its end. */
  readonly trace: string
  /** When it was thrown. */
  readonly at?: string | undefined
  /** `attempt 0` is the job's first run in its cluster. */
  readonly attempt?: number | undefined
  /** Flink's name of the task: its chained operators. */
  readonly task?: string | undefined
  readonly operator?: string | undefined
  /** As Flink counts: 2 of 4 is `2/4`. */
  readonly subtask?: string | undefined
  /** The component that failed, `jobmanager` or `taskmanager-<n>`. */
  readonly component?: string | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** Only what another failure made of it is known; a better one may still be found. */
  readonly echo: boolean
}

/** Lines of one component's log around the cause, secrets hidden. */
export interface LogExcerpt {
  readonly component: string
  readonly lines: readonly string[]
}

/** How checkpoints went before the failure. Times are ISO 8601. */
export interface CheckpointTrend {
  readonly completed: number
  readonly failed: number
  readonly lastFailure?: string | undefined
  /** Newest last. */
  readonly recent: readonly {
    readonly id: number
    readonly status: string
    readonly at: string
    readonly durationMs: number
    readonly sizeBytes: number
  }[]
}

/** How full a JVM's heap was when it was last asked. */
export interface HeapReading {
  readonly component: string
  readonly usedBytes: number
  readonly maxBytes: number
  readonly at: string
}
