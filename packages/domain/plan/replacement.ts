import type { Deployment } from '../model/deployment.ts'
import type { PlanSettings } from './facts.ts'

/** How often the cluster died in a row, without having run for long in between, and when the next one is started. */
export interface Replacement {
  readonly inARow: number
  readonly notBefore: Date
}

/** Troubles in a row are answered more and more slowly, and never given up. `deployments`: newest first. */
export const replacementAfter = (
  deployments: readonly Deployment[],
  settings: Pick<PlanSettings, 'backoffMs' | 'stableAfterMs'>,
): Replacement => {
  const end = deployments.findIndex((each) => !wasTrouble(each, settings))
  const inARow = end < 0 ? deployments.length : end
  const { first, cap } = settings.backoffMs
  const pause = inARow < 2 ? 0 : Math.min(first * 2 ** (inARow - 2), cap)
  return { inARow, notBefore: new Date((deployments[0]?.endedAt?.getTime() ?? 0) + pause) }
}

const wasTrouble = (deployment: Deployment, { stableAfterMs }: Pick<PlanSettings, 'stableAfterMs'>): boolean => {
  if (deployment.outcome !== 'lost' && deployment.outcome !== 'failed') return false
  if (deployment.runningAt === undefined || deployment.endedAt === undefined) return true
  return deployment.endedAt.getTime() - deployment.runningAt.getTime() < stableAfterMs
}
