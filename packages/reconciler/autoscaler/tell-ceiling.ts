import type { Deployment, ScalingBounds, ScalingState, ScalingVerdict } from '@weir/domain'
import type { AutoscalerDeps } from './deps.ts'

/**
 * Stores a point after which the job should have more tasks and may not: told in the history once for each ceiling, with all that it was
 * decided from, because nobody looks at the state every minute. An account whose quota is raised scales with the next point.
 */
export const tellCeiling = async (
  { store, logger }: Pick<AutoscalerDeps, 'store' | 'logger'>,
  {
    state,
    deployment: { id: deploymentId, parallelism },
    verdict: { refused: wanted, inputs },
    ceiling,
    limit,
  }: {
    state: ScalingState
    deployment: Deployment
    verdict: ScalingVerdict & { readonly refused: number }
  } & Pick<ScalingBounds, 'ceiling' | 'limit'>,
): Promise<void> => {
  const { applicationId, memory, verdict: reason, evaluatedAt: at, policy } = state
  if (memory.toldCeiling === ceiling) {
    await store.scaling.saveState(state)
    return
  }
  await store.transaction(async (tx) => {
    await tx.scaling.saveState({ ...state, memory: { ...memory, toldCeiling: ceiling } })
    await tx.events.add({
      applicationId,
      at,
      kind: 'scaling',
      message: `Parallelism stays at ${parallelism}, though ${wanted} is wanted: ${reason}`,
      deploymentId,
      detail: { from: parallelism, wanted, ceiling, limit, policy, reason, inputs },
    })
  })
  logger.info({ applicationId, parallelism, wanted, ceiling, limit }, 'scaling refused')
}
