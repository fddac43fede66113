import type { ClusterMetrics, ContainerUse } from '../ports/engine-metrics.ts'
import type { MetricValue } from './metric-series.ts'

/** What the service itself knows of an application whose metrics are told. */
export interface ServiceFacts {
  readonly now: Date
  readonly kpus: number
  /** Restarts of the job as the service counts them: a rescale in place is none. */
  readonly restarts?: number | undefined
  /** When the job was last seen running; undefined = never yet. */
  readonly lastRunning?: Date | undefined
}

/**
 * All values of an application at one moment: what Flink told, and what follows from the processes and the records of the service.
 * `reading` is absent when the cluster does not answer: then uptime and downtime are all there is to tell. `before` is the reading
 * before this one: processor time is a difference.
 */
export const measure = (
  { now, kpus, restarts, lastRunning }: ServiceFacts,
  reading: ClusterMetrics | undefined,
  before: ClusterMetrics | undefined,
): readonly MetricValue[] => {
  const runningSince = reading?.runningSince
  const uptime = runningSince === undefined ? 0 : between(runningSince, now)
  const downtime = runningSince !== undefined ? 0 : lastRunning === undefined ? undefined : between(lastRunning, now)
  const told: [string, number | undefined][] = [
    ['KPUs', kpus],
    ['uptime', uptime],
    ['downtime', downtime],
    ['fullRestarts', restarts],
    ['numRestarts', restarts],
    ...(reading === undefined ? [] : ofProcesses(reading, before)),
    ...(reading === undefined ? [] : ofMemory(reading.values)),
  ]
  const values = told.flatMap(([metric, value]) => (value === undefined ? [] : [{ metric, value }]))
  return [...values, ...(reading?.values ?? [])]
}

const between = (from: Date, to: Date): number => Math.max(0, to.getTime() - from.getTime())

const ofProcesses = (
  { at, containers, disk }: ClusterMetrics,
  before: ClusterMetrics | undefined,
): [string, number | undefined][] => {
  const seconds = before === undefined ? 0 : between(before.at, at) / 1000
  const shares = containers.flatMap((container) => {
    const earlier = before?.containers.find(({ id }) => id === container.id)
    return earlier === undefined || seconds === 0 ? [] : [processorShare(container, earlier, seconds)]
  })
  const memory = containers.map(({ memoryBytes, memoryLimitBytes }) => percent(memoryBytes, memoryLimitBytes))
  return [
    ['cpuUtilization', average(shares)],
    ['containerCPUUtilization', highest(shares)],
    ['containerMemoryUtilization', highest(memory.filter((each) => each !== undefined))],
    ['containerDiskUtilization', percent(disk?.bytes, disk?.limitBytes)],
  ]
}

/** Of the processors that its KPUs stand for; a process that took more than its share (nothing stops it) shows as more than 100. */
const processorShare = ({ cpuSeconds, cpus }: ContainerUse, earlier: ContainerUse, seconds: number): number =>
  (Math.max(0, cpuSeconds - earlier.cpuSeconds) / (seconds * cpus)) * 100

const ofMemory = (values: readonly MetricValue[]): [string, number | undefined][] => {
  const find = (name: string) => values.find(({ metric, task }) => metric === name && task === undefined)?.value
  const share = (used: string, all: string) => percent(find(used), find(all))
  return [
    ['heapMemoryUtilization', share('heapMemoryUsed', 'heapMemoryMax')],
    ['managedMemoryUtilization', share('managedMemoryUsed', 'managedMemoryTotal')],
  ]
}

const percent = (part: number | undefined, whole: number | undefined): number | undefined =>
  part === undefined || whole === undefined || whole <= 0 ? undefined : (part / whole) * 100

const average = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

const highest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values)
