import type { JobState } from '@weir/domain'

/** The parts of Flink's REST answers that we read. Field names are Flink's. */

export interface FlinkOverview {
  readonly taskmanagers: number
  readonly 'slots-total': number
  readonly 'slots-available': number
  readonly 'flink-version': string
}

export interface FlinkJobSummary {
  readonly jid: string
  readonly name: string
  readonly state: JobState
}

export interface FlinkJob {
  readonly jid: string
  readonly name: string
  readonly state: JobState
  readonly 'start-time': number
  readonly vertices: readonly FlinkVertex[]
}

export interface FlinkVertex {
  readonly id: string
  readonly name: string
  readonly parallelism: number
  readonly maxParallelism?: number
  readonly status: string
  /** How many tasks are in each state. */
  readonly tasks: Readonly<Record<string, number>>
}

export interface FlinkExceptions {
  readonly exceptionHistory?: {
    readonly entries: readonly {
      readonly exceptionName: string
      readonly stacktrace: string
      readonly timestamp: number
    }[]
  }
}

export interface FlinkCheckpoint {
  readonly id: number
  readonly external_path?: string
  readonly latest_ack_timestamp?: number
  readonly trigger_timestamp?: number
}

export interface FlinkCheckpoints {
  readonly counts?: { readonly restored: number; readonly completed: number; readonly failed: number }
  readonly latest?: {
    readonly completed?: FlinkCheckpoint | null
    readonly restored?: { readonly id: number; readonly external_path?: string; readonly is_savepoint: boolean } | null
  }
}

export interface FlinkSavepointStatus {
  readonly status: { readonly id: 'IN_PROGRESS' | 'COMPLETED' }
  readonly operation?: {
    readonly location?: string | null
    readonly 'failure-cause'?: { readonly class: string; readonly 'stack-trace': string } | null
  } | null
}

export interface FlinkTaskManagers {
  readonly taskmanagers: readonly { readonly id: string; readonly slotsNumber: number; readonly freeSlots: number }[]
}
/** By vertex. */
export type FlinkRequirements = Readonly<
  Record<string, { readonly parallelism: { readonly lowerBound: number; readonly upperBound: number } }>
>

