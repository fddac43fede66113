import type { CheckpointTrend, HeapReading, LogExcerpt } from '../model/diagnosis.ts'

/** What an engine can tell of a failure while its traces are there. */
export interface FailureEvidence {
  /** Flink's exception history of the job, oldest first, as far as Flink keeps it. */
  readonly exceptions: readonly JobException[]
  /** Processes of the cluster that ended or said that they fail, oldest first. */
  readonly ends: readonly ComponentEnd[]
  /** Around the first cause. */
  readonly log: readonly LogExcerpt[]
  readonly checkpoints?: CheckpointTrend | undefined
  readonly heap: readonly HeapReading[]
}

/** One entry of Flink's exception history: why a job, or a region of it, failed. */
export interface JobException {
  readonly at: Date
  /** A Java stack trace, which may quote a Python traceback. */
  readonly trace: string
  /** Flink's task name with its subtask: `Map -> Sink (1/2)`. */
  readonly task?: string | undefined
  /** The component it ran in, when that is known. */
  readonly component?: string | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/** A process of the cluster that ended, or wrote down that it fails. */
export interface ComponentEnd {
  readonly component: string
  readonly at?: Date | undefined
  /** What the process left as its reason: a stack trace, a Python traceback or one line. */
  readonly trace?: string | undefined
  /** How it ended, when anybody saw it. */
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  /** What ran in it, as in `JobException.task`. */
  readonly tasks?: readonly string[] | undefined
}
