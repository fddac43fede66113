import type { ClusterMetrics } from '../ports/engine-metrics.ts'
import { measure } from './measure.ts'

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const container = (id: string, cpuSeconds: number, memoryBytes = 50) => ({
  id,
  cpuSeconds,
  cpus: 1,
  memoryBytes,
  memoryLimitBytes: 100,
})
const reading = (second: number, given: Partial<ClusterMetrics> = {}): ClusterMetrics => ({
  at: at(second),
  runningSince: at(0),
  values: [],
  containers: [],
  ...given,
})
const told = (...given: Parameters<typeof measure>) =>
  Object.fromEntries(measure(...given).map(({ metric, value }) => [metric, value]))

it('takes processor time since the look before, of the KPUs it has', () => {
  const before = reading(10, { containers: [container('a', 1), container('b', 5)] })
  const now = reading(20, { containers: [container('a', 6, 80), container('b', 7), container('new', 9)] })
  expect(told({ now: at(20), kpus: 3 }, now, before)).toMatchObject({
    KPUs: 3,
    cpuUtilization: 35,
    containerCPUUtilization: 50,
    containerMemoryUtilization: 80,
  })
  expect(told({ now: at(20), kpus: 3 }, now, undefined)).not.toHaveProperty('cpuUtilization')
})

it('tells uptime while the job runs, and downtime from the moment it was last seen running', () => {
  const facts = { now: at(30), kpus: 1, restarts: 2, lastRunning: at(20) }
  expect(told(facts, reading(30), undefined)).toMatchObject({ uptime: 30_000, downtime: 0, fullRestarts: 2 })
  expect(told(facts, reading(30, { runningSince: undefined }), undefined)).toMatchObject({
    uptime: 0,
    downtime: 10_000,
  })
})

it('tells of a cluster that does not answer what the service knows by itself', () => {
  expect(told({ now: at(30), kpus: 1, lastRunning: at(20) }, undefined, reading(10))).toEqual({
    KPUs: 1,
    uptime: 0,
    downtime: 10_000,
  })
})

it('relates the disk in use to what may be used', () => {
  const disk = { bytes: 5e8, limitBytes: 2e9 }
  expect(told({ now: at(1), kpus: 1 }, reading(1, { disk }), undefined)).toMatchObject({ containerDiskUtilization: 25 })
  expect(told({ now: at(1), kpus: 1 }, reading(1), undefined)).not.toHaveProperty('containerDiskUtilization')
})

it('relates memory in use to what there is', () => {
  const values = [
    { metric: 'heapMemoryUsed', value: 30 },
    { metric: 'heapMemoryMax', value: 120 },
    { metric: 'managedMemoryUsed', value: 0 },
    { metric: 'managedMemoryTotal', value: 0 },
  ]
  const seen = told({ now: at(1), kpus: 1 }, reading(1, { values }), undefined)
  expect(seen).toMatchObject({ heapMemoryUtilization: 25 })
  expect(seen).not.toHaveProperty('managedMemoryUtilization')
})
