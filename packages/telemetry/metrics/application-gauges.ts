import {
  type Clock,
  type MeasuredApplication,
  type MetricSink,
  type MetricValue,
  msfMetrics,
  snakeCase,
} from '@weir/domain'
import { Gauge, type Registry } from 'prom-client'

const labelNames = ['application', 'account', 'region', 'task', 'operator'] as const

/** Series of all applications together that are told: a Prometheus is not to be flooded by one job of a thousand operators. */
export const mostApplicationSeries = 20_000

/** numRecordsIn is weir_application_num_records_in. */
export const prometheusName = (metric: string): string => `weir_application_${snakeCase(metric)}`

/** How many series were left out at the last scrape. */
export const droppedSeriesName = 'weir_application_series_dropped'

/** The newest values of the applications that this process measures. Subtasks are left out: they are in the REST API. */
export function applicationGauges({
  registry,
  clock,
  staleMs,
  most = mostApplicationSeries,
}: {
  registry: Registry
  clock: Clock
  staleMs: number
  most?: number
}): { readonly take: MetricSink; refresh(): void } {
  const newest = new Map<string, MeasuredApplication>()
  const registers = [registry]
  const gauges = new Map(
    msfMetrics.map(({ name, unit, help }) => [
      name,
      new Gauge({ name: prometheusName(name), help: `${help} (${name}, ${unit})`, labelNames, registers }),
    ]),
  )
  const dropped = new Gauge({
    name: droppedSeriesName,
    help: 'Series of applications that are not told because there are too many',
    registers,
  })
  const forget = (): void => {
    const oldest = clock.now().getTime() - staleMs
    for (const [id, { point }] of newest) if (point.at.getTime() < oldest) newest.delete(id)
  }
  /** Sets what there is room for, applications as a whole before their parts; returns how much there was not. */
  const tell = (): number => {
    let room = most
    let left = 0
    for (const depth of [0, 1, 2]) {
      for (const { application, point } of newest.values()) {
        for (const value of point.values) {
          const gauge = depthOf(value) === depth ? gauges.get(value.metric) : undefined
          if (gauge === undefined) continue
          if (room === 0) left += 1
          else {
            room -= 1
            gauge.set(labelsOf(application, value), value.value)
          }
        }
      }
    }
    return left
  }
  return {
    take: (measured) => {
      for (const each of measured) newest.set(each.application.id, each)
    },
    refresh: () => {
      for (const gauge of gauges.values()) gauge.reset()
      forget()
      dropped.set(tell())
    },
  }
}

const depthOf = ({ task, operator, subtask }: MetricValue): number =>
  subtask !== undefined ? 3 : operator !== undefined ? 2 : task !== undefined ? 1 : 0

const labelsOf = (
  { name, accountId, region }: MeasuredApplication['application'],
  { task, operator }: MetricValue,
): Partial<Record<(typeof labelNames)[number], string>> => ({
  application: name,
  account: accountId,
  region,
  ...(task !== undefined && { task }),
  ...(operator !== undefined && { operator }),
})
