import type { Deployment, Facts, Repositories } from '@weir/domain'
import { replacementAfter } from '@weir/domain'
import type { ReconcilerDeps } from '../deps.ts'

/** From so many on it is said that they do not stop. */
const many = 3

/** Tells that a cluster died from outside, why, how often in a row, and when the next one is started: it is never given up. */
export const tellLoss = async (
  tx: Repositories,
  { plan }: Pick<ReconcilerDeps, 'plan'>,
  facts: Pick<Facts, 'deployments' | 'operation'>,
  ended: Deployment,
): Promise<void> => {
  if (ended.outcome !== 'lost' || ended.endedAt === undefined) return
  const others = facts.deployments.filter(({ id }) => id !== ended.id)
  const { inARow, notBefore } = replacementAfter([ended, ...others], plan)
  const what = inARow < many ? 'The cluster was lost' : `The cluster keeps dying, ${String(inARow)} times in a row`
  await tx.events.add({
    applicationId: ended.applicationId,
    at: ended.endedAt,
    kind: 'deployment',
    message: `${what}: ${ended.cause ?? 'no cause is known'}`,
    operationId: facts.operation?.id,
    deploymentId: ended.id,
    detail: { outcome: 'lost', cause: ended.cause, inARow, nextTryAt: notBefore.toISOString() },
  })
}
