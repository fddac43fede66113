import type { Deployment, EngineRef, Facts, Repositories } from '@weir/domain'
import { beginPhase, EngineError, newestDeployment, noteRescaled } from '@weir/domain'
import { changeOperation } from '../change-operation.ts'
import type { StepContext } from '../deps.ts'
import { closeOperation, countOperation } from './finish.ts'
import { requestFor } from './launch.ts'

/**
 * Has the running job go over to the application's version and parallelism. The intent is stored before the engine is asked, and asked
 * it is until it answers: whoever dies anywhere is followed by one who asks again. What the engine refuses is stored too: the plan then
 * replaces the cluster.
 */
export const rescale = async (context: StepContext, facts: Facts): Promise<void> => {
  const deployment = newestDeployment(facts)
  if (deployment?.engineRef === undefined) return
  const { versionId, currentParallelism: parallelism } = facts.application
  // Only settings of the service change, none of the job's.
  if (parallelism === deployment.parallelism) {
    await settle(context, facts, { ...deployment, versionId }, deployment.engineRef)
    return
  }
  const intended = await intend(context, facts, deployment)
  const target = { ...intended, versionId, parallelism }
  let moved: EngineRef | undefined
  try {
    const request = await requestFor(context, facts, target)
    moved = await context.deps.engine.rescale(deployment.engineRef, { request, from: deployment.parallelism })
  } catch (error) {
    if (!(error instanceof EngineError) || error.kind === 'unreachable') throw error
    await refuse(context, facts, intended, error.message)
    return
  }
  if (moved !== undefined) await settle(context, facts, target, moved)
}

const intend = async ({ deps, lease }: StepContext, facts: Facts, deployment: Deployment): Promise<Deployment> => {
  const { currentParallelism: parallelism } = facts.application
  if (deployment.rescaling?.parallelism === parallelism) return deployment
  const intended = { ...deployment, rescaling: { parallelism, since: facts.now.toISOString() } }
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save(intended)
    if (facts.operation === undefined) return
    await changeOperation(tx, facts.operation, (operation) => beginPhase(operation, 'rescale', facts.now))
  })
  return intended
}

/** All tasks run with the new parallelism: deployment, meter, status and operation say so at once. */
const settle = async (
  { deps, lease }: StepContext,
  facts: Facts,
  moved: Deployment,
  engineRef: EngineRef,
): Promise<void> => {
  const { status, spec } = facts.application
  const from = newestDeployment(facts)?.parallelism
  const { parallelism, id } = moved
  const parallelismPerKpu = spec.flink?.parallelism.parallelismPerKpu ?? 1
  // What was seen last is the job going over: whoever is told that it runs may ask for a snapshot in the next moment.
  const observation = await deps.engine.observe(engineRef)
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save({ ...moved, engineRef, rescaling: undefined, observation })
    await noteRescaled(tx, id, { parallelism, parallelismPerKpu, at: facts.now })
    if (from !== parallelism) {
      await tell(tx, facts, `Rescaled in place from ${String(from)} to ${parallelism}.`, { from, to: parallelism })
    }
    await closeOperation(tx, facts, { event: status === 'UPDATING' ? 'updated' : 'scaled' })
  })
  countOperation(deps, facts, undefined)
  deps.logger.info({ applicationId: moved.applicationId, deploymentId: id, from, to: parallelism }, 'rescaled in place')
}

const refuse = async ({ deps, lease }: StepContext, facts: Facts, asked: Deployment, why: string): Promise<void> => {
  const { rescaling } = asked
  if (rescaling === undefined) return
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save({ ...asked, rescaling: { ...rescaling, refused: why } })
    await tell(tx, facts, `Not rescaled in place, the cluster is replaced: ${why}`, {
      from: asked.parallelism,
      to: rescaling.parallelism,
      refused: why,
    })
  })
  deps.logger.info({ applicationId: asked.applicationId, deploymentId: asked.id, why }, 'not rescaled in place')
}

const tell = (
  tx: Repositories,
  facts: Facts,
  message: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  tx.events.add({
    applicationId: facts.application.id,
    at: facts.now,
    kind: 'scaling',
    message,
    operationId: facts.operation?.id,
    deploymentId: newestDeployment(facts)?.id,
    detail,
  })
