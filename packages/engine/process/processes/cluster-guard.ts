import { type Logger } from '@weir/domain'
import { readContainerMemory } from './container-memory.ts'
import {
  type ClusterLimits,
  createLimitWatch,
  defaultClusterLimits,
  type LimitWatch,
  type Looked,
} from './limit-watch.ts'
import type { ProcessWatch } from './process-watch.ts'
import { killDeployment } from './processes.ts'

/** Looks after what the clusters of this worker use, beside whatever else is asked about them. */
export function createClusterGuard({
  clusters,
  processes,
  memory,
  limits,
  now,
  logger,
}: {
  clusters: () => Promise<string>
  processes: ProcessWatch
  memory: { readonly jobManagerMb: number; readonly taskManagerMb: number }
  limits: Partial<ClusterLimits> | undefined
  now: () => number
  logger: Logger
}): {
  /** Returns at once. */
  readonly look: (cluster: Looked) => void
  readonly disk: LimitWatch['disk']
} {
  const given = { jobmanager: memory.jobManagerMb * 1_048_576, taskmanager: memory.taskManagerMb * 1_048_576 }
  const watch = createLimitWatch({
    now,
    limits: { ...defaultClusterLimits, ...limits },
    memoryOf: async (deploymentId) =>
      readContainerMemory({ processes: await processes.living(await clusters(), deploymentId), given }),
    kill: async (deploymentId) => {
      await killDeployment(await clusters(), deploymentId)
      processes.changed()
    },
  })
  return {
    look: (cluster) => {
      watch.look(cluster).catch((error: unknown) => {
        logger.warn({ ...cluster, layout: undefined, error: String(error) }, 'what a cluster uses cannot be measured')
      })
    },
    disk: watch.disk,
  }
}
