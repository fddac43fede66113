import type { Facts, PlanSettings } from './facts.ts'
import { isLive, newestDeployment } from './facts.ts'
import { bringUp } from './bring-up.ts'
import type { Step } from './step.ts'

/**
 * Runs the current version as the operation asks: StartApplication, and the second half of everything that replaces a job.
 * `onFailure` says what becomes of a start that cannot succeed; `first` where the first deployment gets its state from.
 */
export const start = (
  facts: Facts,
  settings: PlanSettings,
  { onFailure, first = 'intent' }: { onFailure: (error: string | undefined) => Step; first?: 'intent' | 'resume' },
): Step => {
  const deployment = newestDeployment(facts)
  if (isLive(deployment)) return bringUp(facts, settings)
  const versionId = facts.application.versionId
  const tried = facts.deployments.filter(
    (each) => each.operationId === facts.operation?.id && each.versionId === versionId,
  )
  const last = tried[0]
  if (last === undefined) return { kind: 'create-deployment', versionId, restore: first }
  if (last.outcome === 'failed') return onFailure(last.cause)
  const losses = tried.filter((each) => each.outcome === 'lost')
  if (losses.length >= settings.maxStartAttempts) {
    return onFailure(
      `The cluster was lost ${String(losses.length)} times while starting. Last cause: ${last.cause ?? 'unknown'}`,
    )
  }
  // The lost cluster may already have completed checkpoints, and with them committed output.
  return { kind: 'create-deployment', versionId, restore: 'resume' }
}
