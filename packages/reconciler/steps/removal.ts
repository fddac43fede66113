import type { Facts, Step } from '@weir/domain'
import { stateLayout } from '@weir/domain'
import type { StepContext } from '../deps.ts'

/** Deletes an application: state and host files first, rows last, so that a death in between is repeated, never forgotten. */
export const removeApplication = async ({ deps, lease }: StepContext, facts: Facts): Promise<void> => {
  const { id } = facts.application
  await deps.archive.remove(stateLayout.application(deps.stateRoot, id))
  for (const { engineRef, host } of facts.deployments) {
    if (engineRef !== undefined && host === deps.host) await deps.engine.forget(engineRef)
  }
  await deps.store.fenced(lease, (tx) => tx.applications.remove(id))
  deps.logger.info({ applicationId: id, application: facts.application.name }, 'application deleted')
}

/** Removes an old deployment once the present one has a checkpoint of its own. Snapshots live elsewhere and stay. */
export const collectGarbage = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'collect-garbage' }>,
): Promise<void> => {
  const deployment = facts.deployments.find((each) => each.id === step.deploymentId)
  if (deployment?.state !== 'ended') return
  await deps.archive.remove(stateLayout.deployment(deps.stateRoot, facts.application.id, deployment.id))
  if (deployment.engineRef !== undefined && deployment.host === deps.host)
    await deps.engine.forget(deployment.engineRef)
  await deps.store.fenced(lease, (tx) => tx.deployments.remove(deployment.id))
}
