import type { MetricValue } from '../metrics/metric-series.ts'

/** What one container (a TaskManager with all that it started) has used. */
export interface ContainerUse {
  /** Names one container for as long as it lives; a successor has another. */
  readonly id: string
  /** Processor time since it began. */
  readonly cpuSeconds: number
  /** vCPUs that its KPU stands for. */
  readonly cpus: number
  readonly memoryBytes: number
  readonly memoryLimitBytes: number
}

/** What a cluster tells of itself at one moment. */
export interface ClusterMetrics {
  readonly at: Date
  /** Since when the job runs without interruption; absent while it does not run. */
  readonly runningSince?: Date | undefined
  /** Flink's metrics under MSF's names. */
  readonly values: readonly MetricValue[]
  readonly containers: readonly ContainerUse[]
  /** What the processes have written beside Flink's state, and what they may; absent where nobody has looked yet. */
  readonly disk?: { readonly bytes: number; readonly limitBytes: number } | undefined
}

/** From when to when processes of a deployment lived, as the engine itself can prove, whether a worker was watching or not. */
export interface ClusterLifetime {
  /** When the first of them was started. */
  readonly startedAt: Date
  /** The last moment at which one of them is known to have lived: now when `live`. */
  readonly lastSeenAt: Date
  readonly live: boolean
}
