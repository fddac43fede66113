import type { Deployment, Facts, Step } from '@weir/domain'
import { beginPhase, newestDeployment } from '@weir/domain'
import { changeOperation } from '../change-operation.ts'
import type { StepContext } from '../deps.ts'
import { sayInLog } from './say-in-log.ts'
import { tellLoss } from './tell-loss.ts'

/** Ends every process of the newest deployment. Stored as `ending` first: whoever finds it so goes on with the teardown. */
export const endDeployment = async (
  context: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'end-deployment' }>,
): Promise<void> => {
  const deployment = newestDeployment(facts)
  if (deployment === undefined) return
  await tearDown(context, facts, {
    ...deployment,
    state: 'ending',
    outcome: step.outcome,
    cause: step.cause ?? deployment.cause,
  })
}

/** Also used by the suspension of a service that stops. */
export const tearDown = async ({ deps, lease }: StepContext, facts: Facts, ending: Deployment): Promise<void> => {
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save(ending)
    const onPurpose = ending.outcome === 'stopped' || ending.outcome === 'superseded'
    if (facts.operation !== undefined && onPurpose) {
      await changeOperation(tx, facts.operation, (operation) => beginPhase(operation, 'end cluster', facts.now))
    }
  })
  if (ending.engineRef !== undefined) await deps.engine.teardown(ending.engineRef)
  const life = (await deps.engine.lifetimes([ending.id])).get(ending.id)
  // Before it counts as ended: a death in between says it twice, never not at all.
  await sayInLog(deps, facts, ending)
  const ended: Deployment = { ...ending, state: 'ended', endedAt: deps.clock.now() }
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save(ended)
    await tx.usage.close(ended.id, life)
    await tellLoss(tx, deps, facts, ended)
  })
  const { id: deploymentId, applicationId, outcome, cause } = ending
  deps.logger.info({ applicationId, deploymentId, outcome, cause }, 'deployment ended')
}
