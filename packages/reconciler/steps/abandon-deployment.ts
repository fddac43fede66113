import type { Deployment, Facts } from '@weir/domain'
import { newestDeployment } from '@weir/domain'
import type { StepContext } from '../deps.ts'
import { tellLoss } from './tell-loss.ts'

/**
 * Closes the record of a deployment on another host. We hold the lease, so that host's has expired, and its processes have
 * stopped themselves: their lease file never says later than the lease in Postgres.
 */
export const abandonDeployment = async ({ deps, lease }: StepContext, facts: Facts): Promise<void> => {
  const deployment = newestDeployment(facts)
  if (deployment === undefined) return
  const onPurpose = deployment.state === 'ending' ? deployment.outcome : undefined
  const cause = deployment.cause ?? `Worker host ${deployment.host} lost its lease.`
  const ended: Deployment = { ...deployment, state: 'ended', outcome: onPurpose ?? 'lost', cause, endedAt: facts.now }
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save(ended)
    await tellLoss(tx, deps, facts, ended)
  })
  deps.logger.warn(
    { applicationId: deployment.applicationId, deploymentId: deployment.id, cause },
    'deployment abandoned',
  )
}
