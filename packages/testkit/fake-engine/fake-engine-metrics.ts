import { type ClusterMetrics, type FlinkReading, readFlinkMetrics } from '@weir/domain'
import type { MetricsLevel } from '@weir/service-model'
import type { FakeCluster, FakeEngineSwitches } from './fake-engine-cluster.ts'

const mebibyte = 1_048_576

/** What a fake cluster tells of itself: 100 records a second through one task with two operators, and processors as busy as the switch says. */
export function fakeMetrics(
  cluster: FakeCluster,
  { now, level, switches }: { now: Date; level: MetricsLevel; switches: FakeEngineSwitches },
): ClusterMetrics {
  const running = cluster.state === 'RUNNING'
  const seconds = running ? (now.getTime() - cluster.stateSince) / 1_000 : 0
  const lived = (now.getTime() - cluster.startedAt) / 1_000
  return {
    at: now,
    ...(running && { runningSince: new Date(cluster.stateSince) }),
    values: readFlinkMetrics(reading(cluster, seconds), level),
    containers: Array.from({ length: cluster.taskManagers }, (_, index) => ({
      id: `${cluster.request.deploymentId}/${String(index)}`,
      cpuSeconds: lived * switches.cpuShare,
      cpus: 1,
      memoryBytes: 350 * mebibyte,
      memoryLimitBytes: 700 * mebibyte,
    })),
  }
}

function reading({ request, checkpoint }: FakeCluster, seconds: number): FlinkReading {
  const of = (id: string, total: number) => {
    const each = total / request.parallelism
    return { id, sum: total, min: each, max: each, avg: each }
  }
  const numbers = [
    of('numRecordsIn', seconds * 100),
    of('Source__fake.numRecordsIn', seconds * 100),
    of('Map.numRecordsOut', seconds * 100),
    of('numRecordsInPerSecond', 100),
    of('busyTimeMsPerSecond', 250 * request.parallelism),
  ]
  return {
    job: [
      { id: 'lastCheckpointDuration', value: checkpoint === undefined ? -1 : 40 },
      { id: 'lastCheckpointSize', value: checkpoint === undefined ? -1 : 1_000 },
      { id: 'numberOfFailedCheckpoints', value: 0 },
    ],
    jobManager: [],
    taskManagers: [of('Status.JVM.Memory.Heap.Used', 100 * mebibyte), of('Status.JVM.Memory.Heap.Max', 200 * mebibyte)],
    tasks: [
      {
        name: 'Source: fake -> Map',
        aggregates: numbers,
        subtasks: Array.from({ length: request.parallelism }, (_, index) => ({
          index,
          values: numbers.map(({ id, avg }) => ({ id, sum: avg, min: avg, max: avg, avg })),
        })),
      },
    ],
  }
}
