import type { MetricBucket, MetricRepository, MetricSeries, MetricValue } from '@weir/domain'
import { msfMetric, msfMetrics } from '@weir/domain'
import { InvalidArgumentException, ResourceNotFoundException } from '@weir/service-model'
import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readInteger, readParameters, readTime } from '../rest/request/read-parameters.ts'
import type { FindApplication } from './find-application.ts'

/** As many datapoints as GetMetricStatistics gives. */
const mostDatapoints = 1_440
const hourMs = 3_600_000
const day = 86_400

/** What CloudWatch calls the statistics, each from one bucket. */
const statistics: Readonly<Record<string, (bucket: MetricBucket) => number>> = {
  Average: ({ sum, count }) => sum / count,
  Sum: ({ sum }) => sum,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
  SampleCount: ({ count }) => count,
}

interface MetricRouteParts {
  readonly metrics: Pick<MetricRepository, 'newest' | 'query'>
  readonly find: FindApplication
  readonly now: () => Date
}

/** `GET /v1/applications/{name}/metrics` and `…/metrics/{metric}`: the newest values, and what they were in the recent past. */
export function metricsRoutes(app: FastifyInstance, { metrics, find, now }: MetricRouteParts): void {
  const all = '/v1/applications/:name/metrics'
  onlyMethods(app, { path: all, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(all, async (request) => {
    const application = await find(request, { name: request.params.name })
    const given = readParameters(request, ['limit'] as const)
    const limit = readInteger('limit', given.limit, { min: 1, max: 5_000, fallback: 1_000 })
    const newest = await metrics.newest(application.id, new Date(0))
    return {
      level: application.spec.flink?.monitoring.metricsLevel,
      time: newest?.at.toISOString(),
      metrics: (newest?.values ?? []).slice(0, limit).map(shown),
      truncated: (newest?.values.length ?? 0) > limit,
    }
  })

  const one = '/v1/applications/:name/metrics/:metric'
  onlyMethods(app, { path: one, allowed: ['GET'] })
  app.get<{ Params: { name: string; metric: string } }>(one, async (request) => {
    const application = await find(request, { name: request.params.name })
    const { metric } = request.params
    const known = msfMetric(metric)
    if (known === undefined) {
      throw new ResourceNotFoundException(
        `There is no metric ${metric.slice(0, 64)}, but ${msfMetrics.map(({ name }) => name).join(', ')}.`,
      )
    }
    const asked = ['from', 'to', 'period', 'statistic', 'task', 'operator', 'parallelism'] as const
    const given = readParameters(request, asked)
    const to = readTime('to', given.to) ?? now()
    const from = readTime('from', given.from) ?? new Date(to.getTime() - hourMs)
    const period = readInteger('period', given.period, { min: 1, max: day, fallback: 60 })
    const statistic = readStatistic(given.statistic)
    requireBounded({ from, to, period })
    const series = readSeries(metric, given)
    const buckets = await metrics.query({ applicationId: application.id, series, from, to, periodSeconds: period })
    return {
      metric,
      unit: known.unit,
      statistic: statistic.name,
      period,
      dimensions: { application: application.name, ...withoutMetric(series) },
      datapoints: buckets.map((bucket) => ({
        time: bucket.at.toISOString(),
        value: statistic.of(bucket),
        samples: bucket.count,
      })),
    }
  })
}

const shown = ({ metric, task, operator, subtask, value }: MetricValue) => ({
  metric,
  unit: msfMetric(metric)?.unit,
  task,
  operator,
  parallelism: subtask,
  value,
})

const withoutMetric = ({ task, operator, subtask }: MetricSeries) => ({ task, operator, parallelism: subtask })

const readSeries = (
  metric: string,
  given: { task?: string; operator?: string; parallelism?: string },
): MetricSeries => {
  const { task, operator, parallelism } = given
  if (task === undefined && (operator ?? parallelism) !== undefined) {
    throw new InvalidArgumentException('An operator or a subtask is one of a task: name the task too.')
  }
  if (operator !== undefined && parallelism !== undefined) {
    throw new InvalidArgumentException('There are metrics of operators and metrics of subtasks, and none of both.')
  }
  const subtask =
    parallelism === undefined
      ? undefined
      : readInteger('parallelism', parallelism, { min: 0, max: 32_768, fallback: 0 })
  return {
    metric,
    ...(task !== undefined && { task }),
    ...(operator !== undefined && { operator }),
    ...(subtask !== undefined && { subtask }),
  }
}

const readStatistic = (name = 'Average'): { name: string; of: (bucket: MetricBucket) => number } => {
  const of = Object.hasOwn(statistics, name) ? statistics[name] : undefined
  if (of !== undefined) return { name, of }
  throw new InvalidArgumentException(`statistic must be one of ${Object.keys(statistics).join(', ')}.`)
}

const requireBounded = ({ from, to, period }: { from: Date; to: Date; period: number }): void => {
  if (from >= to) throw new InvalidArgumentException('from must be before to.')
  if ((to.getTime() - from.getTime()) / (period * 1000) <= mostDatapoints) return
  throw new InvalidArgumentException(
    `That would be more than ${mostDatapoints} datapoints: ask for a shorter time or a longer period.`,
  )
}
