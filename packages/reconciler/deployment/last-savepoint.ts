import type { Deployment, Facts } from '@weir/domain'
import { stateLayout } from '@weir/domain'
import type { StepContext } from '../deps.ts'

/**
 * Stops the job of the newest deployment with a savepoint that is nobody's snapshot; undefined where none can be had by `deadline`: its
 * last checkpoint serves then. Whoever dies before its place is stored finds it again (`resumePoint`).
 */
export const lastSavepoint = async (
  context: StepContext,
  { deployments: [deployment], observation, snapshots }: Facts,
  deadline: Date,
): Promise<string | undefined> => {
  if (deployment === undefined) return undefined
  // A savepoint under way for a stop or an update already ends the job; a second one would be refused.
  const asked = snapshots.some((each) => each.status === 'CREATING' && each.deploymentId === deployment.id)
  const steady =
    deployment.state === 'running' && observation?.job?.state === 'RUNNING' && observation.job.allTasksRunning
  return steady && !asked ? stopWithSavepoint(context, deployment, deadline) : undefined
}

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
