import { isLive } from '@weir/domain'
import type { StepContext } from './deps.ts'
import { gather } from './sight/gather.ts'
import { lastSavepoint } from './deployment/last-savepoint.ts'
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
  const finalSavepoint = await lastSavepoint(context, facts, deadline)
  await tearDown(context, facts, {
    ...deployment,
    finalSavepoint: deployment.finalSavepoint ?? finalSavepoint,
    state: 'ending',
    outcome: 'suspended',
  })
}
