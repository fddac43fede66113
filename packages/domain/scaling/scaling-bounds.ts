import type { Quotas } from '../limits/quota.ts'

/** Flink's limit for a job that never said another and began with at most so much. */
const flinkMaxParallelism = 128

/** Where automatic scaling may go, both ends included. */
export interface ScalingBounds {
  readonly floor: number
  readonly ceiling: number
  /** What does not let the ceiling be higher, for people. */
  readonly limit: string
}

/**
 * Between which parallelisms automatic scaling moves. AWS: never below the configured one, never beyond what the quota of KPUs
 * allows, nor beyond the job's maximum parallelism (128, by Flink's default for a job that starts with no more). What the user has
 * configured is always allowed.
 */
export const scalingBounds = (
  configured: { readonly parallelism: number; readonly parallelismPerKpu: number },
  quotas: Pick<Quotas, 'kpusPerApplication' | 'parallelism'>,
): ScalingBounds => {
  const { parallelism: floor, parallelismPerKpu } = configured
  const limits: readonly (readonly [number, string])[] = [
    [
      parallelismPerKpu * quotas.kpusPerApplication,
      `the quota of ${quotas.kpusPerApplication} KPUs (ParallelismPerKPU is ${parallelismPerKpu})`,
    ],
    [quotas.parallelism, `the quota of a parallelism of ${quotas.parallelism}`],
    [flinkMaxParallelism, `the maximum parallelism of a job (${flinkMaxParallelism})`],
  ]
  const [most, limit] = limits.reduce((least, each) => (each[0] < least[0] ? each : least))
  return { floor, ceiling: Math.max(floor, most), limit }
}
