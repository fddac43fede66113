import type { MetricsLevel } from '@weir/service-model'
import { applicationMetricRows } from './application-metric-rows.ts'
import type { MsfMetric } from './msf-metric.ts'
import { taskMetricRows } from './task-metric-rows.ts'

/** Every metric that is collected, by the name AWS documents (and a few more that cost nothing and say much). */
export const msfMetrics: readonly MsfMetric[] = [...applicationMetricRows, ...taskMetricRows].map(
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

/** The metric of that name, which is compared letter by letter. */
export const msfMetric = (name: string): MsfMetric | undefined => byName.get(name)

const levels: readonly MetricsLevel[] = ['APPLICATION', 'TASK', 'OPERATOR', 'PARALLELISM']

/** Whether an application whose MetricsLevel is `given` has what belongs to `asked`: each level has what those above it have. */
export const levelIncludes = (given: MetricsLevel, asked: MetricsLevel): boolean =>
  levels.indexOf(asked) <= levels.indexOf(given)
