import type { Aggregation, MetricSource, MetricUnit } from './msf-metric.ts'

/** One line of the table behind msfMetrics. */
export type MetricRow = readonly [
  name: string,
  unit: MetricUnit,
  source: MetricSource,
  flink: readonly string[] | string,
  across: Aggregation,
  ofApplication: boolean,
  help: string,
]
