import type { Quotas } from '../limits/quota.ts'

/** Flink's limit for a job that never said another and began with at most so much. */
const flinkMaxParallelism = 128

/**
 * Between which parallelisms automatic scaling moves. AWS: never below the configured one, never beyond what the quota of KPUs
 * allows, nor beyond the job's maximum parallelism (128, by Flink's default for a job that starts with no more). What the user has
 * configured is always allowed.
 */
export const scalingBounds = (
  configured: { readonly parallelism: number; readonly parallelismPerKpu: number },
  quotas: Pick<Quotas, 'kpusPerApplication' | 'parallelism'>,
): { readonly floor: number; readonly ceiling: number } => {
  const floor = configured.parallelism
  const most = Math.min(
    configured.parallelismPerKpu * quotas.kpusPerApplication,
    quotas.parallelism,
    flinkMaxParallelism,
  )
  return { floor, ceiling: Math.max(floor, most) }
}
