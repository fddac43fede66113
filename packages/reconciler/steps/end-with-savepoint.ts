import type { Deployment, Facts, SavepointProgress, SavepointRequest } from '@weir/domain'
import { EngineError, newestDeployment, stateLayout } from '@weir/domain'
import type { StepContext } from '../deps.ts'
import { tearDown } from './end-deployment.ts'

/**
 * Ends a deployment whose successor goes on from a savepoint that is nobody's snapshot, where one can be had in time; else from its newest
 * checkpoint. The trigger is stored before Flink is asked. Whoever dies between the savepoint and its record finds it in its directory
 * (`resumePoint`), also when the cluster is gone.
 */
export const endWithSavepoint = async (context: StepContext, facts: Facts): Promise<void> => {
  const { deps, lease } = context
  const deployment = newestDeployment(facts)
  if (deployment === undefined) return
  const end = (finalSavepoint?: string): Promise<void> =>
    tearDown(context, facts, {
      ...deployment,
      finalSavepoint: finalSavepoint ?? deployment.finalSavepoint,
      state: 'ending',
      outcome: 'superseded',
    })
  const { observation } = facts
  const asked = deployment.rescaling?.savepoint
  const job = observation?.manager === 'serving' ? observation.job : undefined
  if (asked === undefined && !(job?.state === 'RUNNING' && job.allTasksRunning)) return end()
  if (observation?.manager !== 'serving') return end()
  const savepoint = asked ?? { triggerId: deps.ids.hex(32), since: facts.now.toISOString() }
  if (asked === undefined) {
    const { currentParallelism: parallelism } = facts.application
    const rescaling = { ...(deployment.rescaling ?? { parallelism, since: savepoint.since }), savepoint }
    await deps.store.fenced(lease, (tx) => tx.deployments.save({ ...deployment, rescaling }))
  }
  const late = facts.now.getTime() - Date.parse(savepoint.since) > deps.plan.snapshotPatienceMs
  const progress = await advance(context, deployment, savepoint.triggerId)
  if (progress?.state === 'completed') return end(progress.location)
  if (progress?.state === 'failed' || late) return end()
}

/** Asks for the savepoint where Flink does not know of it; undefined when it does not answer. */
const advance = async (
  { deps }: StepContext,
  { applicationId, id, engineRef }: Deployment,
  triggerId: string,
): Promise<SavepointProgress | undefined> => {
  if (engineRef === undefined) return { state: 'failed', cause: 'There is no cluster.' }
  const directory = stateLayout.suspension(deps.stateRoot, applicationId, id)
  const request: SavepointRequest = { triggerId, directory, stop: true }
  try {
    const progress = await deps.engine.savepointProgress(engineRef, request)
    if (progress.state !== 'unknown') return progress
    await deps.engine.requestSavepoint(engineRef, request)
    return { state: 'in-progress' }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return error.kind === 'unreachable' ? undefined : { state: 'failed', cause: error.message }
  }
}
