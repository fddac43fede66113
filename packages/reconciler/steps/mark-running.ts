import type { Facts } from '@weir/domain'
import { newestDeployment } from '@weir/domain'
import type { StepContext } from '../deps.ts'
import { closeOperation } from './finish.ts'

/** All tasks were seen running: the deployment is, and a start or update that wanted it has succeeded. One transaction. */
export const markRunning = async ({ deps, lease }: StepContext, facts: Facts): Promise<void> => {
  const deployment = newestDeployment(facts)
  if (deployment === undefined) return
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save({
      ...deployment,
      state: 'running',
      runningAt: facts.now,
      observation: facts.observation ?? deployment.observation,
    })
    const { status, versionId } = facts.application
    if (status === 'STARTING') await closeOperation(tx, facts, { event: 'started' })
    if (status === 'UPDATING' && deployment.versionId === versionId)
      await closeOperation(tx, facts, { event: 'updated' })
  })
}
