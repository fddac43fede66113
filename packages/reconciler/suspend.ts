import type { Deployment } from '@weir/domain'
import { isLive, stateLayout } from '@weir/domain'
import type { StepContext } from './deps.ts'
import { gather } from './gather.ts'
import { tearDown } from './steps/end-deployment.ts'

/**
 * Suspends one application's cluster because the service stops: with a savepoint where one can be had by `deadline`, else on
 * its last checkpoint. The status stays as it is; the next worker resumes what it finds.
 */
export const suspend = async (context: StepContext, deadline: Date): Promise<void> => {
  const facts = await gather(context)
  const deployment = facts?.deployments[0]
  if (facts === undefined || !isLive(deployment) || deployment.host !== context.deps.host) return
  if (deployment.state === 'ending') {
    await tearDown(context, facts, deployment)
    return
  }
  const { observation } = facts
  // A savepoint under way for a stop or an update already ends the job; a second one would be refused.
  const asked = facts.snapshots.some((each) => each.status === 'CREATING' && each.deploymentId === deployment.id)
  const steady =
    deployment.state === 'running' && observation?.job?.state === 'RUNNING' && observation.job.allTasksRunning
  const finalSavepoint = steady && !asked ? await stopWithSavepoint(context, deployment, deadline) : undefined
  await tearDown(context, facts, {
    ...deployment,
    finalSavepoint: deployment.finalSavepoint ?? finalSavepoint,
    state: 'ending',
    outcome: 'suspended',
  })
}

/** Undefined when the cluster refuses, fails or takes too long: its last checkpoint serves then. */
const stopWithSavepoint = async (
  { deps }: StepContext,
  deployment: Deployment,
  deadline: Date,
): Promise<string | undefined> => {
  const { engineRef } = deployment
  if (engineRef === undefined) return undefined
  const directory = stateLayout.suspension(deps.stateRoot, deployment.applicationId, deployment.id)
  const request = { triggerId: deps.ids.hex(32), directory, stop: true }
  try {
    await deps.engine.requestSavepoint(engineRef, request)
    while (deps.clock.now() < deadline) {
      const progress = await deps.engine.savepointProgress(engineRef, request)
      if (progress.state === 'completed') return progress.location
      if (progress.state !== 'in-progress') break
      await deps.sleeper.sleep(deps.plan.pollMs.busy)
    }
  } catch (error) {
    deps.logger.warn({ applicationId: deployment.applicationId, err: error }, 'suspended without a savepoint')
  }
  return undefined
}
