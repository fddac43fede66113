import type { JobState } from '@weir/domain'

/** The parts of Flink's REST answers that we read. Field names are Flink's. */

export interface FlinkOverview {
  readonly taskmanagers: number
  readonly 'slots-total': number
  readonly 'slots-available': number
  readonly 'flink-version': string
}

/** One entry of `GET /jobs/overview`. */
export interface FlinkJobSummary {
  readonly jid: string
  readonly name: string
  readonly state: JobState
  /** When the state of the job or of one of its tasks last changed. */
  readonly 'last-modification'?: number
  readonly tasks?: Readonly<Record<string, number>>
}

/** `GET /jobs/<id>` */
export interface FlinkJob {
  readonly jid: string
  readonly name: string
  readonly state: JobState
  readonly 'start-time': number
  readonly vertices: readonly FlinkVertex[]
}

/** A vertex of the job graph: operators that are chained into one task. */
export interface FlinkVertex {
  readonly id: string
  readonly name: string
  readonly parallelism: number
  readonly maxParallelism?: number
  /** From Flink 2 on. */
  readonly slotSharingGroupId?: string
  readonly status: string
  /** How many tasks are in each state. */
  readonly tasks: Readonly<Record<string, number>>
}

/** Of the newest attempt. */
export interface FlinkSubtask {
  readonly 'taskmanager-id'?: string
  /** When it was deployed, epoch milliseconds; -1 before. */
  readonly 'start-time': number
  /** Milliseconds that it was in each state; -1 for those it was not in. */
  readonly 'status-duration'?: Readonly<Record<string, number>>
}

/** `GET /jobs/<id>/exceptions`, newest first. */
export interface FlinkExceptions {
  readonly exceptionHistory?: {
    readonly entries: readonly {
      readonly exceptionName: string
      readonly stacktrace: string
      readonly timestamp: number
      /** Absent, or null, where it was no task that failed. */
      readonly taskName?: string | null
      /** From Flink 1.18 on. */
      readonly failureLabels?: Readonly<Record<string, string>> | null
      /** Host and port of the TaskManager. */
      readonly endpoint?: string | null
      readonly taskManagerId?: string | null
    }[]
  }
}

/** A checkpoint or savepoint as the statistics have it. Times are epoch milliseconds, sizes bytes. */
export interface FlinkCheckpoint {
  readonly id: number
  readonly external_path?: string
  readonly latest_ack_timestamp?: number
  readonly trigger_timestamp?: number
  readonly status?: string
  readonly end_to_end_duration?: number
  readonly state_size?: number
  readonly failure_message?: string | null
}

/** `GET /jobs/<id>/checkpoints` */
export interface FlinkCheckpoints {
  readonly history?: readonly FlinkCheckpoint[]
  readonly counts?: { readonly restored: number; readonly completed: number; readonly failed: number }
  readonly latest?: {
    readonly completed?: FlinkCheckpoint | null
    readonly failed?: FlinkCheckpoint | null
    readonly restored?: { readonly id: number; readonly external_path?: string; readonly is_savepoint: boolean } | null
  }
}

/** `GET /jobs/<id>/checkpoints/details/<checkpoint>` */
export interface FlinkCheckpointDetails {
  /** Bytes. */
  readonly state_size: number
  /** By vertex. */
  readonly tasks: Readonly<Record<string, { readonly state_size: number; readonly num_subtasks: number }>>
}

/** `GET /jobs/<id>/savepoints/<trigger>`: COMPLETED also where it failed; then it has a cause. */
export interface FlinkSavepointStatus {
  readonly status: { readonly id: 'IN_PROGRESS' | 'COMPLETED' }
  readonly operation?: {
    readonly location?: string | null
    readonly 'failure-cause'?: { readonly class: string; readonly 'stack-trace': string } | null
  } | null
}

/** By vertex. */
export type FlinkRequirements = Readonly<
  Record<string, { readonly parallelism: { readonly lowerBound: number; readonly upperBound: number } }>
>

/** `GET /taskmanagers` */
export interface FlinkTaskManagers {
  readonly taskmanagers: readonly { readonly id: string; readonly slotsNumber: number; readonly freeSlots: number }[]
}
