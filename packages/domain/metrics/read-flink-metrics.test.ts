import { type FlinkAggregate, type FlinkReading, readFlinkMetrics, wantedOfVertex } from './read-flink-metrics.ts'
import { seriesKey, seriesOf, snakeCase } from './metric-series.ts'
import { levelIncludes, msfMetrics } from './msf-metrics.ts'

const of = (id: string, ...values: number[]): FlinkAggregate => {
  const sum = values.reduce((total, value) => total + value, 0)
  return { id, sum, min: Math.min(...values), max: Math.max(...values), avg: sum / values.length }
}
const reading = (given: Partial<FlinkReading>): FlinkReading => ({
  job: [],
  jobManager: [],
  taskManagers: [],
  tasks: [],
  ...given,
})
const task = (name: string, ...aggregates: FlinkAggregate[]) => ({ name, aggregates, subtasks: [] })

it('adds up records, takes the lowest watermark and the largest lag, and averages times', () => {
  const tasks = [
    task('source', of('numRecordsIn', 10, 20), of('Kafka.KafkaSourceReader.KafkaConsumer.records-lag-max', 3, 8)),
    task('sink', of('numRecordsIn', 5), of('currentInputWatermark', 200, 100), of('busyTimeMsPerSecond', 0, 500)),
    task('other', of('currentInputWatermark', 150)),
  ]
  expect(readFlinkMetrics(reading({ tasks }), 'APPLICATION')).toEqual([
    { metric: 'numRecordsIn', value: 35 },
    { metric: 'currentInputWatermark', value: 100 },
    { metric: 'records_lag_max', value: 8 },
  ])
  expect(readFlinkMetrics(reading({ tasks }), 'TASK')).toEqual(
    expect.arrayContaining([
      { metric: 'numRecordsIn', task: 'source', value: 30 },
      { metric: 'numRecordsIn', task: 'sink', value: 5 },
      { metric: 'busyTimeMsPerSecond', task: 'sink', value: 250 },
      { metric: 'records_lag_max', task: 'source', value: 8 },
    ]),
  )
})

it('tells operators and subtasks only at their levels, each with all above it', () => {
  const subtasks = [0, 1].map((index) => ({
    index,
    values: [of('numRecordsOut', index), of('Map.numRecordsOut', index)],
  }))
  const tasks = [{ name: 'chain', aggregates: [of('numRecordsOut', 4), of('Map.numRecordsOut', 4)], subtasks }]
  const parts = (level: Parameters<typeof readFlinkMetrics>[1]) =>
    readFlinkMetrics(reading({ tasks }), level).map(
      ({ task: of = '', operator = '', subtask = '' }) => `${of}/${operator}/${String(subtask)}`,
    )
  expect(parts('APPLICATION')).toEqual(['//'])
  expect(new Set(parts('TASK'))).toEqual(new Set(['//', 'chain//']))
  expect(new Set(parts('OPERATOR'))).toEqual(new Set(['//', 'chain//', 'chain/Map/']))
  expect(new Set(parts('PARALLELISM'))).toEqual(new Set(['//', 'chain//', 'chain/Map/', 'chain//0', 'chain//1']))
})

it('finds a metric in whatever group a connector puts it', () => {
  const shard = (id: string, value: number) =>
    of(`Source__k.KinesisConsumer.stream.s.shardId.${id}.millisBehindLatest`, value)
  const tasks = [task('source', shard('0', 40), shard('1', 900))]
  expect(readFlinkMetrics(reading({ tasks }), 'OPERATOR')).toEqual(
    expect.arrayContaining([
      { metric: 'millisBehindLatest', value: 900 },
      { metric: 'millisBehindLatest', task: 'source', operator: 'Source__k', value: 900 },
    ]),
  )
})

it('leaves out what is no number yet', () => {
  const none = readFlinkMetrics(
    reading({
      job: [
        { id: 'lastCheckpointDuration', value: -1 },
        { id: 'lastCheckpointSize', value: NaN },
        { id: 'numberOfFailedCheckpoints', value: 0 },
      ],
      tasks: [task('a', of('currentInputWatermark', -9223372036854776000), of('busyTimeMsPerSecond', NaN))],
    }),
    'TASK',
  )
  expect(none).toEqual([{ metric: 'numberOfFailedCheckpoints', value: 0 }])
})

it('adds up task managers, and collectors under their several names', () => {
  const taskManagers = [
    of('Status.JVM.Memory.Heap.Used', 10, 20),
    of('Status.JVM.GarbageCollector.G1_Old_Generation.Count', 1, 2),
    of('Status.JVM.GarbageCollector.MarkSweepCompact.Count', 4),
  ]
  expect(readFlinkMetrics(reading({ taskManagers }), 'APPLICATION')).toEqual([
    { metric: 'heapMemoryUsed', value: 30 },
    { metric: 'oldGenerationGCCount', value: 7 },
  ])
})

it('takes what it is told of the files that are open: of the job manager, and of the task manager with the most', () => {
  const files = (kind: string, ...values: number[]) => of(`Status.JVM.FileDescriptor.${kind}`, ...values)
  const jobManager = [{ id: 'Status.JVM.FileDescriptor.Open', value: 150 }]
  const taskManagers = [files('Open', 90, 210), files('Max', 16_384, 16_384)]
  expect(readFlinkMetrics(reading({ jobManager, taskManagers }), 'APPLICATION')).toEqual([
    { metric: 'jobmanagerFileDescriptorsOpen', value: 150 },
    { metric: 'taskmanagerFileDescriptorsOpen', value: 210 },
    { metric: 'taskmanagerFileDescriptorsMax', value: 16_384 },
  ])
})

it('tells how long the job is in the state it is in', () => {
  const job = [
    { id: 'runningTime', value: 0 },
    { id: 'restartingTime', value: 1_500 },
  ]
  expect(readFlinkMetrics(reading({ job }), 'APPLICATION')).toEqual([
    { metric: 'runningTime', value: 0 },
    { metric: 'restartingTime', value: 1_500 },
  ])
})

it('asks a vertex only for what is wanted of it', () => {
  const offered = [
    'numRecordsIn',
    'numBytesOut',
    'Map.numRecordsIn',
    'Map.numBytesIn',
    'busyTimeMsPerSecond',
    'Map.busyTimeMsPerSecond',
  ]
  expect(wantedOfVertex(offered)).toEqual(['numRecordsIn', 'Map.numRecordsIn', 'busyTimeMsPerSecond'])
})

it('has each name once, in every spelling, and levels that include those above', () => {
  for (const spelled of [(name: string) => name, snakeCase]) {
    expect(new Set(msfMetrics.map(({ name }) => spelled(name))).size).toBe(msfMetrics.length)
  }
  expect(
    ['KPUs', 'numRecordsInPerSecond', 'containerCPUUtilization', 'oldGenerationGCCount', 'records_lag_max'].map(
      snakeCase,
    ),
  ).toEqual([
    'kpus',
    'num_records_in_per_second',
    'container_cpu_utilization',
    'old_generation_gc_count',
    'records_lag_max',
  ])
  expect(levelIncludes('TASK', 'APPLICATION')).toBe(true)
  expect(levelIncludes('TASK', 'OPERATOR')).toBe(false)
  const series = { metric: 'a', task: '"x", y', subtask: 0 }
  expect(seriesOf(seriesKey(series))).toEqual(series)
})
