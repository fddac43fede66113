import { startMetricsKeeper, startUsageKeeper } from '@weir/app-worker'
import type { Engine, MetricSink, Store } from '@weir/domain'
import { createCloudWatchPublisher, createServiceMetrics, type Logger, type ServiceMetrics } from '@weir/telemetry'
import type { MetricsConfig } from './settings/metrics-config.ts'
import { systemClock, systemSleeper } from './system.ts'

/** Everything this process measures, and who is told. */
export interface Metrics {
  readonly service: ServiceMetrics
  readonly sinks: readonly MetricSink[]
  close(): Promise<void>
}

/** What was measured is told for so many intervals: one that was missed is no gap. */
const toldIntervals = 4
/** How long a stop waits for CloudWatch. */
const closeMs = 2_000

/** Opens the registry of this process, and the publisher where an endpoint is set. */
export const openMetrics = ({
  config,
  store,
  logger,
}: {
  config: MetricsConfig
  store: Store
  logger: Logger
}): Metrics => {
  const parts = { clock: systemClock, sleeper: systemSleeper, logger }
  const service = createServiceMetrics({
    ...parts,
    census: () => store.census(),
    staleMs: toldIntervals * config.everyMs,
  })
  const publisher =
    config.cloudWatch && createCloudWatchPublisher({ ...parts, ...config.cloudWatch, counted: service.cloudWatch })
  return {
    service,
    // Without a token every process of this machine may ask, the applications' own too: they are told nothing of one another.
    sinks: [...(config.token === undefined ? [] : [service.applications]), ...(publisher ? [publisher.sink] : [])],
    close: async () => publisher?.close(closeMs),
  }
}

/** Measures the applications of a worker and meters what they use. Returns how to end it. */
export const hostMeters = ({
  config,
  metrics,
  ...parts
}: {
  config: MetricsConfig
  metrics: Metrics
  store: Store
  engine: Engine
  host: string
  logger: Logger
}): (() => Promise<void>) => {
  const deps = { ...parts, clock: systemClock, sleeper: systemSleeper, sinks: metrics.sinks }
  const keepers = [startMetricsKeeper(deps, config), startUsageKeeper(deps)]
  return async () => {
    await Promise.all(keepers.map((keeper) => keeper.stop()))
  }
}
