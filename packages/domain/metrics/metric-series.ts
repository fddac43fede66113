/** What a value is about: an application alone, or a part of it. */
export interface MetricDimensions {
  readonly task?: string | undefined
  readonly operator?: string | undefined
  /** Number of the subtask, from 0: CloudWatch's dimension Parallelism. */
  readonly subtask?: number | undefined
}

/** One line in a chart: a metric of one thing. */
export interface MetricSeries extends MetricDimensions {
  readonly metric: string
}

/** One value of one series; its unit is the metric's. */
export interface MetricValue extends MetricSeries {
  readonly value: number
}

/** Everything that was measured of one application at one moment. */
export interface MetricPoint {
  readonly applicationId: string
  readonly at: Date
  readonly values: readonly MetricValue[]
}

/** A series as one text, equal for equal series. */
export const seriesKey = ({ metric, task, operator, subtask }: MetricSeries): string =>
  JSON.stringify([metric, task ?? null, operator ?? null, subtask ?? null])

/** The series that `seriesKey` made the text of. */
export const seriesOf = (key: string): MetricSeries => {
  const [metric, task, operator, subtask] = JSON.parse(key) as [string, string | null, string | null, number | null]
  return {
    metric,
    ...(task !== null && { task }),
    ...(operator !== null && { operator }),
    ...(subtask !== null && { subtask }),
  }
}

/** CloudWatch's names of the dimensions, the application's among them. */
export const cloudWatchDimensions = (
  application: string,
  { task, operator, subtask }: MetricDimensions,
): readonly { readonly Name: string; readonly Value: string }[] => [
  { Name: 'Application', Value: application },
  ...(task === undefined ? [] : [{ Name: 'Task', Value: task }]),
  ...(operator === undefined ? [] : [{ Name: 'Operator', Value: operator }]),
  ...(subtask === undefined ? [] : [{ Name: 'Parallelism', Value: String(subtask) }]),
]

/** A name in the way of Prometheus: numRecordsInPerSecond is num_records_in_per_second, KPUs is kpus. */
export const snakeCase = (name: string): string =>
  name
    .replace(/KPUs/g, 'Kpus')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
