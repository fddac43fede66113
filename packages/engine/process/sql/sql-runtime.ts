import type { RuntimeEnvironment } from '@weir/service-model'

/** The runtime whose Flink runs applications of an environment: SQL code is translated for one that has a Kinesis source. */
export const flinkRuntimeOf = (environment: RuntimeEnvironment): RuntimeEnvironment =>
  environment === 'SQL-1_0' ? 'FLINK-1_20' : environment
