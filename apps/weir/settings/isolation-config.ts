import type { ClusterLimits } from '@weir/engine/process/processes/limit-watch'
import type { ProcessLimits } from '@weir/engine/process/sandbox/sandbox'
import { setting } from './setting.ts'

/** What a cluster may use of its host. */
export const isolationLimits = (
  env: NodeJS.ProcessEnv,
): { readonly limits: Partial<ProcessLimits>; readonly clusterLimits: Partial<ClusterLimits> } => {
  const read = setting(env)
  const diskBytes = read.integer('WEIR_DISK_LIMIT_MB', { min: 100, max: 100_000_000, fallback: 50_000 }) * 1_000_000
  const stateBytes = read.integer('WEIR_STATE_LIMIT_MB', { min: 100, max: 100_000_000, fallback: 200_000 }) * 1_000_000
  const percent = read.integer('WEIR_MEMORY_LIMIT_PERCENT', { min: 110, max: 10_000, fallback: 200 })
  return {
    limits: {
      processes: read.integer('WEIR_PROCESS_LIMIT', { min: 200, max: 1_000_000, fallback: 4_096 }),
      fileBytes: diskBytes,
    },
    clusterLimits: { diskBytes, stateBytes, memoryFactor: percent / 100 },
  }
}
