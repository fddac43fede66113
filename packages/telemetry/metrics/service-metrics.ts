import type { Census, Clock, Logger, MetricSink, ServiceMeter } from '@weir/domain'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { applicationGauges } from './application-gauges.ts'

/** Everything this process tells a Prometheus that asks it. */
export interface ServiceMetrics extends ServiceMeter {
  /** A request was answered; `action` is AWS's name of it, or `none`. */
  request(action: string, status: number, seconds: number): void
  /** Takes what this process measured of its applications. */
  readonly applications: MetricSink
  /** Datums that went to CloudWatch, or did not. */
  cloudWatch(outcome: 'sent' | 'dropped', datums: number): void
  readonly contentType: string
  text(): Promise<string>
}

/** From a look at memory to a request that waits for an application to run. */
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const passSeconds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60]

/** Names of what the service tells of itself; those of applications are made of MSF's (application-gauges.ts). */
export const serviceMetricNames = {
  requests: 'weir_api_requests_total',
  requestSeconds: 'weir_api_request_duration_seconds',
  passes: 'weir_reconcile_passes_total',
  passSeconds: 'weir_reconcile_pass_duration_seconds',
  operations: 'weir_operations_total',
  cloudWatch: 'weir_cloudwatch_datums_total',
  outbox: 'weir_outbox_depth',
  leases: 'weir_leases_held',
  silence: 'weir_worker_silence_seconds',
  applications: 'weir_applications',
  censusFailures: 'weir_census_failures_total',
} as const

/** The registry behind /metrics. What is read from the store is read when somebody scrapes. */
export function createServiceMetrics({
  census,
  clock,
  logger,
  staleMs,
}: {
  census: () => Promise<Census>
  clock: Clock
  logger: Logger
  /** What was measured longer ago is not told any more. */
  staleMs: number
}): ServiceMetrics {
  const registry = new Registry()
  const registers = [registry]
  const names = serviceMetricNames
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: names.requests,
    help: 'Requests that were answered',
    labelNames: ['action', 'status'],
    registers,
  })
  const duration = new Histogram({
    name: names.requestSeconds,
    help: 'Time until the answer',
    labelNames: ['action'],
    buckets: requestSeconds,
    registers,
  })
  const passes = new Counter({
    name: names.passes,
    help: 'Passes of the reconciler over an application',
    labelNames: ['outcome'],
    registers,
  })
  const passDuration = new Histogram({
    name: names.passSeconds,
    help: 'Time a pass took',
    buckets: passSeconds,
    registers,
  })
  const operations = new Counter({
    name: names.operations,
    help: 'Operations of applications that ended here',
    labelNames: ['operation', 'status'],
    registers,
  })
  const datums = new Counter({
    name: names.cloudWatch,
    help: 'Datums for CloudWatch',
    labelNames: ['outcome'],
    registers,
  })
  // There from the beginning, so that a rate over them is 0 and not nothing.
  for (const outcome of ['done', 'lost', 'failed']) passes.inc({ outcome }, 0)
  for (const outcome of ['sent', 'dropped']) datums.inc({ outcome }, 0)
  const refreshCensus = censusGauges({ registry, census, logger })
  const gauges = applicationGauges({ registry, clock, staleMs })

  return {
    request: (action, status, seconds) => {
      requests.inc({ action, status: String(status) })
      duration.observe({ action }, seconds)
    },
    pass: (outcome, seconds) => {
      passes.inc({ outcome })
      passDuration.observe(seconds)
    },
    operationEnded: (operation, status) => {
      operations.inc({ operation, status })
    },
    cloudWatch: (outcome, count) => {
      datums.inc({ outcome }, count)
    },
    applications: gauges.take,
    contentType: registry.contentType,
    text: async () => {
      // Before, not while the registry writes: it reads each metric as it comes to it.
      await refreshCensus()
      gauges.refresh()
      return registry.metrics()
    },
  }
}

/** Numbers of the whole installation: every process tells the same, from the database. Returns how to read them anew. */
function censusGauges({
  registry,
  census,
  logger,
}: {
  registry: Registry
  census: () => Promise<Census>
  logger: Logger
}): () => Promise<void> {
  const registers = [registry]
  const failures = new Counter({
    name: serviceMetricNames.censusFailures,
    help: 'Times the database could not be asked for the numbers of the installation',
    registers,
  })
  const leases = new Gauge({
    name: serviceMetricNames.leases,
    help: 'Leases a worker holds',
    labelNames: ['host'],
    registers,
  })
  const silence = new Gauge({
    name: serviceMetricNames.silence,
    help: 'Time since the last heartbeat of a worker',
    labelNames: ['host'],
    registers,
  })
  const applications = new Gauge({
    name: serviceMetricNames.applications,
    help: 'Applications by status',
    labelNames: ['status'],
    registers,
  })
  const outbox = new Gauge({
    name: serviceMetricNames.outbox,
    help: 'Wake-ups that are committed and not yet published',
    registers,
  })
  return async () => {
    for (const gauge of [leases, silence, applications]) gauge.reset()
    try {
      const seen = await census()
      outbox.set(seen.outbox)
      for (const worker of seen.workers) {
        leases.set({ host: worker.host }, worker.leases)
        silence.set({ host: worker.host }, worker.silentSeconds)
      }
      for (const { status, count } of seen.applications) applications.set({ status }, count)
    } catch (error) {
      failures.inc()
      outbox.remove()
      logger.warn({ err: error }, 'the numbers of the installation cannot be told')
    }
  }
}
