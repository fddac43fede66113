import type { MetricsLevel } from '@weir/service-model'

/** CloudWatch's names of the units we use. */
export type MetricUnit = 'Count' | 'Count/Second' | 'Percent' | 'Milliseconds' | 'Bytes' | 'Bytes/Second'

/** Where the engine finds the numbers that a metric is made of. */
export type MetricSource =
  /** A metric of the job, on its JobManager. */
  | 'job'
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

type Row = readonly [
  name: string,
  unit: MetricUnit,
  source: MetricSource,
  flink: readonly string[] | string,
  across: Aggregation,
  ofApplication: boolean,
  help: string,
]

const garbage = (what: 'Count' | 'Time'): readonly string[] =>
  ['G1_Old_Generation', 'MarkSweepCompact', 'PS_MarkSweep', 'ZGC_Cycles'].map(
    (collector) => `Status.JVM.GarbageCollector.${collector}.${what}`,
  )

const rows: readonly Row[] = [
  // Of the application as a whole.
  ['KPUs', 'Count', 'service', [], 'sum', true, 'KPUs that the application runs on, without the one for orchestration'],
  ['cpuUtilization', 'Percent', 'service', [], 'average', true, 'CPU used by all task managers, of their vCPUs'],
  ['containerCPUUtilization', 'Percent', 'service', [], 'max', true, 'CPU used by the busiest task manager'],
  ['containerMemoryUtilization', 'Percent', 'service', [], 'max', true, 'Memory used by the fullest task manager'],
  ['uptime', 'Milliseconds', 'service', [], 'max', true, 'Time for which the job has run without interruption'],
  ['downtime', 'Milliseconds', 'service', [], 'max', true, 'Time since the job stopped running; 0 while it runs'],
  ['fullRestarts', 'Count', 'service', [], 'sum', true, 'Restarts of the job since it was submitted'],
  [
    'numRestarts',
    'Count',
    'service',
    [],
    'sum',
    true,
    'Restarts of the job since it was submitted (name since Flink 2.2)',
  ],
  [
    'lastCheckpointDuration',
    'Milliseconds',
    'job',
    'lastCheckpointDuration',
    'max',
    true,
    'Time the last checkpoint took',
  ],
  ['lastCheckpointSize', 'Bytes', 'job', 'lastCheckpointSize', 'max', true, 'Size of the last checkpoint'],
  ['numberOfFailedCheckpoints', 'Count', 'job', 'numberOfFailedCheckpoints', 'sum', true, 'Checkpoints that failed'],
  [
    'numberOfCompletedCheckpoints',
    'Count',
    'job',
    'numberOfCompletedCheckpoints',
    'sum',
    true,
    'Checkpoints that were completed',
  ],
  [
    'heapMemoryUsed',
    'Bytes',
    'task-manager',
    'Status.JVM.Memory.Heap.Used',
    'sum',
    true,
    'Heap in use on all task managers',
  ],
  [
    'heapMemoryMax',
    'Bytes',
    'task-manager',
    'Status.JVM.Memory.Heap.Max',
    'sum',
    true,
    'Heap that all task managers may use',
  ],
  [
    'heapMemoryUtilization',
    'Percent',
    'service',
    [],
    'average',
    true,
    'Heap in use, of what all task managers may use',
  ],
  [
    'managedMemoryUsed',
    'Bytes',
    'task-manager',
    'Status.Flink.Memory.Managed.Used',
    'sum',
    true,
    'Managed memory in use',
  ],
  [
    'managedMemoryTotal',
    'Bytes',
    'task-manager',
    'Status.Flink.Memory.Managed.Total',
    'sum',
    true,
    'Managed memory there is',
  ],
  ['managedMemoryUtilization', 'Percent', 'service', [], 'average', true, 'Managed memory in use, of what there is'],
  ['oldGenerationGCCount', 'Count', 'task-manager', garbage('Count'), 'sum', true, 'Collections of the old generation'],
  [
    'oldGenerationGCTime',
    'Milliseconds',
    'task-manager',
    garbage('Time'),
    'sum',
    true,
    'Time spent collecting the old generation',
  ],
  [
    'threadCount',
    'Count',
    'task-manager',
    'Status.JVM.Threads.Count',
    'sum',
    true,
    'Live threads of all task managers',
  ],
  // Of tasks and operators, and most of the application too.
  ['numRecordsIn', 'Count', 'task and operator', 'numRecordsIn', 'sum', true, 'Records received'],
  [
    'numRecordsInPerSecond',
    'Count/Second',
    'task and operator',
    'numRecordsInPerSecond',
    'sum',
    true,
    'Records received a second',
  ],
  ['numRecordsOut', 'Count', 'task and operator', 'numRecordsOut', 'sum', true, 'Records emitted'],
  [
    'numRecordsOutPerSecond',
    'Count/Second',
    'task and operator',
    'numRecordsOutPerSecond',
    'sum',
    true,
    'Records emitted a second',
  ],
  [
    'numLateRecordsDropped',
    'Count',
    'operator',
    'numLateRecordsDropped',
    'sum',
    true,
    'Records dropped because they came too late',
  ],
  [
    'currentInputWatermark',
    'Milliseconds',
    'task and operator',
    'currentInputWatermark',
    'min',
    true,
    'Last watermark received, the lowest',
  ],
  [
    'currentOutputWatermark',
    'Milliseconds',
    'operator',
    'currentOutputWatermark',
    'min',
    true,
    'Last watermark emitted, the lowest',
  ],
  [
    'busyTimeMsPerSecond',
    'Milliseconds',
    'task',
    'busyTimeMsPerSecond',
    'average',
    false,
    'Time a second a task is busy',
  ],
  [
    'backPressuredTimeMsPerSecond',
    'Milliseconds',
    'task',
    'backPressuredTimeMsPerSecond',
    'average',
    false,
    'Time a second a task is back pressured',
  ],
  [
    'idleTimeMsPerSecond',
    'Milliseconds',
    'task',
    'idleTimeMsPerSecond',
    'average',
    false,
    'Time a second a task is idle',
  ],
  // Of connectors.
  [
    'millisBehindLatest',
    'Milliseconds',
    'operator',
    'millisBehindLatest',
    'max',
    true,
    'How far a Kinesis consumer is behind the head of its stream',
  ],
  [
    'bytesRequestedPerFetch',
    'Bytes',
    'operator',
    'bytesRequestedPerFetch',
    'average',
    true,
    'Bytes a Kinesis consumer requests in one call',
  ],
  [
    'records_lag_max',
    'Count',
    'operator',
    'records-lag-max',
    'max',
    true,
    'How many records a Kafka consumer is behind, of its worst partition',
  ],
  [
    'records_consumed_rate',
    'Count/Second',
    'operator',
    'records-consumed-rate',
    'sum',
    true,
    'Records a Kafka consumer takes a second',
  ],
  [
    'bytes_consumed_rate',
    'Bytes/Second',
    'operator',
    'bytes-consumed-rate',
    'sum',
    true,
    'Bytes a Kafka consumer takes a second',
  ],
  ['commitsSucceeded', 'Count', 'operator', 'commitsSucceeded', 'sum', true, 'Offset commits to Kafka that succeeded'],
  ['commitsFailed', 'Count', 'operator', 'commitsFailed', 'sum', true, 'Offset commits to Kafka that failed'],
  [
    'pendingRecords',
    'Count',
    'operator',
    'pendingRecords',
    'sum',
    true,
    'Records that wait at the sources, where a connector tells',
  ],
]

/** Every metric that is collected, by the name AWS documents (and a few more that cost nothing and say much). */
export const msfMetrics: readonly MsfMetric[] = rows.map(
  ([name, unit, source, flink, across, ofApplication, help]) => ({
    name,
    unit,
    source,
    flink: typeof flink === 'string' ? [flink] : flink,
    across,
    ofApplication,
    help,
  }),
)

const byName = new Map(msfMetrics.map((metric) => [metric.name, metric]))

export const msfMetric = (name: string): MsfMetric | undefined => byName.get(name)

const levels: readonly MetricsLevel[] = ['APPLICATION', 'TASK', 'OPERATOR', 'PARALLELISM']

/** Whether an application whose MetricsLevel is `given` has what belongs to `asked`: each level has what those above it have. */
export const levelIncludes = (given: MetricsLevel, asked: MetricsLevel): boolean =>
  levels.indexOf(asked) <= levels.indexOf(given)
