import { measure } from '../metrics/measure.ts'
import type { ProcessorReading, ScalingPoint, TaskLoad } from '../model/scaling.ts'
import type { ClusterMetrics } from '../ports/engine-metrics.ts'

/** A point of what a cluster told (at the level of tasks); `before`: the processor times of the point before. */
export const readScalingPoint = (metrics: ClusterMetrics, before: ProcessorReading | undefined): ScalingPoint => {
  const earlier: ClusterMetrics | undefined = before && {
    at: new Date(before.at),
    values: [],
    containers: metrics.containers.flatMap((now) => {
      const then = before.containers.find(({ id }) => id === now.id)
      return then === undefined ? [] : [{ ...now, cpuSeconds: then.cpuSeconds }]
    }),
  }
  const cpuPercent = measure({ now: metrics.at, kpus: 0 }, metrics, earlier).find(
    ({ metric }) => metric === 'containerCPUUtilization',
  )?.value
  const tasks = loadsOf(metrics)
  const sources = tasks.filter(({ isSource }) => isSource)
  const backlog = valueOf(metrics, 'pendingRecords') ?? valueOf(metrics, 'records_lag_max')
  return {
    at: metrics.at,
    tasks: tasks.map(({ name, busy, recordsPerSecond }) => ({ name, busy, recordsPerSecond })),
    ...(cpuPercent === undefined ? {} : { cpuPercent }),
    ...(sources.length === 0 ? {} : { sourceRate: sum(sources.map((each) => each.recordsPerSecond)) }),
    ...(backlog === undefined ? {} : { backlog }),
  }
}

/** What has to be kept of a reading for the next point's CPU. */
export const processorReading = ({ at, containers }: ClusterMetrics): ProcessorReading => ({
  at: at.toISOString(),
  containers: containers.map(({ id, cpuSeconds }) => ({ id, cpuSeconds })),
})

/** Sources are the tasks that nothing flows into; Flink names them so. Their busy time may be unknown (old sources): back pressure tells. */
const loadsOf = (metrics: ClusterMetrics): readonly (TaskLoad & { isSource: boolean })[] => {
  const names = new Set(metrics.values.flatMap(({ task }) => (task === undefined ? [] : [task])))
  return [...names].flatMap((name) => {
    const value = (metric: string) => valueOf(metrics, metric, name)
    const isSource = name.startsWith('Source:')
    const idle = value('idleTimeMsPerSecond')
    const pressed = value('backPressuredTimeMsPerSecond') ?? 0
    const busyMs = value('busyTimeMsPerSecond') ?? (idle === undefined ? undefined : 1000 - idle - pressed)
    const rate = value(isSource ? 'numRecordsOutPerSecond' : 'numRecordsInPerSecond')
    if (busyMs === undefined || rate === undefined) return []
    return [{ name, isSource, busy: Math.min(1, Math.max(0, busyMs / 1000)), recordsPerSecond: rate }]
  })
}

const valueOf = ({ values }: ClusterMetrics, metric: string, task?: string): number | undefined =>
  values.find(
    (each) => each.metric === metric && each.task === task && each.operator === undefined && each.subtask === undefined,
  )?.value

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
