import type { MetricsLevel } from '@weir/service-model'
import type { MetricValue } from './metric-series.ts'
import type { Aggregation, MetricSource, MsfMetric } from './msf-metric.ts'
import { levelIncludes, msfMetrics } from './msf-metrics.ts'

/** A metric as Flink aggregates it over subtasks or TaskManagers. */
export interface FlinkAggregate {
  readonly id: string
  readonly sum?: number | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly avg?: number | undefined
}

/** What Flink's REST API told at one moment, under Flink's own names. */
export interface FlinkReading {
  readonly job: readonly { readonly id: string; readonly value: number }[]
  readonly jobManager: readonly { readonly id: string; readonly value: number }[]
  readonly taskManagers: readonly FlinkAggregate[]
  readonly tasks: readonly {
    readonly name: string
    readonly aggregates: readonly FlinkAggregate[]
    /** Only asked for at the level PARALLELISM. */
    readonly subtasks: readonly { readonly index: number; readonly values: readonly FlinkAggregate[] }[]
  }[]
}

const from = (...sources: readonly MetricSource[]): readonly MsfMetric[] =>
  msfMetrics.filter(({ source }) => sources.includes(source))

/** Names to ask the job, the JobManager and the TaskManagers for. */
export const flinkNamesOf = (source: 'job' | 'job-manager' | 'task-manager'): readonly string[] => [
  ...new Set(from(source).flatMap(({ flink }) => flink)),
]

const ofTasks = new Set(from('task', 'task and operator').flatMap(({ flink }) => flink))
const ofOperators = new Set(from('operator', 'task and operator').flatMap(({ flink }) => flink))

/** Which of the metrics that a vertex offers are wanted: a task's own by their whole name, an operator's by the end of it. */
export const wantedOfVertex = (offered: readonly string[]): readonly string[] =>
  offered.filter((id) => (id.includes('.') ? ofOperators.has(lastPart(id)) : ofTasks.has(id)))

const lastPart = (id: string): string => id.slice(id.lastIndexOf('.') + 1)

/** Flink's readings under MSF's names, with the parts that the level includes. */
export const readFlinkMetrics = (reading: FlinkReading, level: MetricsLevel): readonly MetricValue[] => {
  const values: MetricValue[] = []
  const add = (value: MetricValue, told = true): void => {
    if (told && isTold(value)) values.push(value)
  }
  for (const metric of from('job', 'job-manager')) {
    const told = metric.source === 'job' ? reading.job : reading.jobManager
    const found = told.filter(({ id }) => metric.flink.includes(id)).map(({ value }) => value)
    const value = combine(found, metric.across)
    // Flink says -1 before the first checkpoint.
    add({ metric: metric.name, value: value ?? NaN }, value !== undefined && value >= 0)
  }
  for (const metric of from('task-manager')) {
    const found = reading.taskManagers
      .filter(({ id }) => metric.flink.includes(id))
      .map((each) => valueOf(each, metric))
    add({ metric: metric.name, value: combine(found, metric.across) ?? NaN }, found.length > 0)
  }
  for (const metric of from('task', 'operator', 'task and operator')) {
    const tasks = reading.tasks.map(({ name, aggregates, subtasks }) => {
      const mine = aggregates.filter(({ id }) => metric.flink.includes(lastPart(id)))
      for (const [operator, of] of operatorsIn(mine)) {
        const value = combine(of.map((each) => valueOf(each, metric)).filter(isMeasured), metric.across)
        add({ metric: metric.name, task: name, operator, value: value ?? NaN }, levelIncludes(level, 'OPERATOR'))
      }
      for (const { index, values: given } of levelIncludes(level, 'PARALLELISM') ? subtasks : []) {
        const value = ofTask(
          given.filter(({ id }) => metric.flink.includes(lastPart(id))),
          metric,
        )
        add({ metric: metric.name, task: name, subtask: index, value: value ?? NaN })
      }
      const value = ofTask(mine, metric)
      add({ metric: metric.name, task: name, value: value ?? NaN }, levelIncludes(level, 'TASK'))
      return value
    })
    if (!metric.ofApplication) continue
    add({ metric: metric.name, value: combine(tasks.filter(isMeasured), metric.across) ?? NaN })
  }
  return values
}

/** A task's own number, or what its operators come to when it has none. */
const ofTask = (found: readonly FlinkAggregate[], metric: MsfMetric): number | undefined => {
  const own = found.filter(({ id }) => !id.includes('.'))
  const used = own.length > 0 ? own : found
  return combine(used.map((each) => valueOf(each, metric)).filter(isMeasured), metric.across)
}

/** By operator: its name has no dot, for Flink replaces them; connectors put groups between it and the metric. */
const operatorsIn = (found: readonly FlinkAggregate[]): ReadonlyMap<string, readonly FlinkAggregate[]> => {
  const operators = new Map<string, FlinkAggregate[]>()
  for (const each of found) {
    if (!each.id.includes('.')) continue
    const operator = operatorName(each.id)
    operators.set(operator, [...(operators.get(operator) ?? []), each])
  }
  return operators
}

const operatorName = (id: string): string => id.slice(0, id.indexOf('.'))

const valueOf = ({ sum, min, max, avg }: FlinkAggregate, { across }: MsfMetric): number =>
  ({ sum, min, max, average: avg })[across] ?? NaN

/** Long.MIN_VALUE is Flink's "no watermark yet", Long.MAX_VALUE the end of all; both lose digits as doubles. */
const largest = 9e18

const isMeasured = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && Math.abs(value) < largest

const isTold = ({ value }: MetricValue): boolean => isMeasured(value)

const combine = (values: readonly number[], how: Aggregation): number | undefined => {
  if (values.length === 0) return undefined
  const sum = values.reduce((total, value) => total + value, 0)
  return { sum, min: Math.min(...values), max: Math.max(...values), average: sum / values.length }[how]
}
