/** Sizes in megabytes. */
export interface TaskManagerMemory {
  readonly total: number
  readonly frameworkHeap: number
  readonly taskHeap: number
  readonly frameworkOffHeap: number
  readonly network: number
  readonly managed: number
  readonly metaspace: number
  readonly overhead: number
}

const FRAMEWORK = 64
/** Below this nothing is left for the job itself. */
const LEAST_TASK_MANAGER_MB = 512
const LEAST_JOB_MANAGER_MB = 384

const between = (least: number, value: number, most: number): number =>
  Math.round(Math.min(most, Math.max(least, value)))

/**
 * Divides a TaskManager's memory. Flink's start scripts compute this for a process size; a TaskManager started by hand must be told
 * each part. Managed memory is RocksDB's, and 40 % of what the fixed parts leave, as Flink's default fraction has it.
 */
export function taskManagerMemory(totalMb: number): TaskManagerMemory {
  const total = Math.max(LEAST_TASK_MANAGER_MB, Math.floor(totalMb))
  const metaspace = between(128, total * 0.2, 256)
  const overhead = between(64, total * 0.1, 1_024)
  const network = between(32, total * 0.1, 1_024)
  const rest = total - metaspace - overhead - network - 2 * FRAMEWORK
  const managed = Math.floor(rest * 0.4)
  return {
    total,
    frameworkHeap: FRAMEWORK,
    taskHeap: rest - managed,
    frameworkOffHeap: FRAMEWORK,
    network,
    managed,
    metaspace,
    overhead,
  }
}

/** Sizes in megabytes. */
export interface JobManagerMemory {
  readonly heap: number
  readonly offHeap: number
  readonly metaspace: number
}

/** Divides what a JobManager is given; less than it can live with is raised to that. */
export function jobManagerMemory(totalMb: number): JobManagerMemory {
  const total = Math.max(LEAST_JOB_MANAGER_MB, Math.floor(totalMb))
  const metaspace = between(128, total * 0.2, 256)
  const offHeap = 64
  const overhead = between(48, total * 0.1, 1_024)
  return { heap: total - metaspace - offHeap - overhead, offHeap, metaspace }
}
