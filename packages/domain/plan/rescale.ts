import type { Facts, PlanSettings } from './facts.ts'
import { newestDeployment } from './facts.ts'
import type { Step } from './step.ts'

/**
 * Lets the job that runs go over to the application's version and parallelism without a new cluster; undefined where that cannot be, or
 * no more: the job does not run, Flink refuses, or it has taken too long. Then the cluster is replaced.
 */
export const rescaleInPlace = (facts: Facts, settings: PlanSettings): Step | undefined => {
  const deployment = newestDeployment(facts)
  const seen = facts.observation
  if (deployment?.state !== 'running' || seen === undefined) return undefined
  if (seen.manager === 'exited' || seen.manager === 'absent') return undefined
  if (seen.job === undefined || over.has(seen.job.state)) return undefined
  const { rescaling } = deployment
  const begun = rescaling?.parallelism === facts.application.currentParallelism ? rescaling : undefined
  if (begun?.refused !== undefined) return undefined
  const late = begun !== undefined && facts.now.getTime() - Date.parse(begun.since) > settings.rescalePatienceMs
  return late ? undefined : { kind: 'rescale' }
}

const over: ReadonlySet<string> = new Set(['FAILED', 'CANCELED', 'FINISHED', 'FAILING', 'CANCELLING'])
