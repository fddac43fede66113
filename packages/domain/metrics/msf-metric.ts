/** CloudWatch's names of the units we use. */
export type MetricUnit = 'Count' | 'Count/Second' | 'Percent' | 'Milliseconds' | 'Bytes' | 'Bytes/Second'

/** Where the engine finds the numbers that a metric is made of. */
export type MetricSource =
  /** A metric of the job, on its JobManager. */
  | 'job'
  /** Of the JobManager's process. */
  | 'job-manager'
  /** Of each TaskManager. */
  | 'task-manager'
  /** Of each subtask. */
  | 'task'
  /** Of each operator in each subtask, or of something inside it (a consumer, a shard); the task's is made of them. */
  | 'operator'
  /** Of subtask and operator. */
  | 'task and operator'
  /** Not Flink's: the processes and the records of the service tell. */
  | 'service'

/** How several values become the one of what is above them: subtasks to a task, tasks to an application. */
export type Aggregation = 'sum' | 'min' | 'max' | 'average'

/** One metric under the name that Amazon Managed Service for Apache Flink publishes it by. */
export interface MsfMetric {
  readonly name: string
  readonly unit: MetricUnit
  readonly source: MetricSource
  /**
   * Names that Flink gives it: of an operator's metrics the end of the name behind the last dot, so that it is found in whatever group
   * a connector puts it. Several names add up (the old generation has another name with each collector).
   */
  readonly flink: readonly string[]
  readonly across: Aggregation
  /** Whether the application as a whole has it, beside its tasks and operators. */
  readonly ofApplication: boolean
  readonly help: string
}
