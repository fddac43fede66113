import type { Facts, FailureEvidence } from '@weir/domain'
import { EngineError, newestDeployment } from '@weir/domain'
import type { StepContext } from '../deps.ts'

/** What the engine can tell of the newest deployment's failure; undefined when that is nothing. */
export const examineFailure = async (
  { deps }: StepContext,
  facts: Facts,
  since?: Date,
): Promise<FailureEvidence | undefined> => {
  const deployment = newestDeployment(facts)
  if (deployment?.engineRef === undefined || deployment.host !== deps.host) return undefined
  try {
    return await deps.engine.examine(deployment.engineRef, { since })
  } catch (error) {
    // An explanation is never worth more than what is explained: the loop goes on without it.
    if (!(error instanceof EngineError)) {
      deps.logger.error({ applicationId: facts.application.id, err: error }, 'a failure could not be examined')
    }
    return undefined
  }
}
