import type { Deployment } from '@weir/domain'
import { stateLayout } from '@weir/domain'
import type { ReconcilerDeps } from './deps.ts'

/** Where a new deployment starts so that nothing its predecessor had done is lost or done twice. */
export interface ResumePoint {
  readonly restoreFrom?: string | undefined
  /** Instead: state outside of the application's prefix, to be copied into the new deployment's. */
  readonly restoreSource?: string | undefined
  readonly allowNonRestoredState: boolean
}

/**
 * The newest state of a deployment that ended. A savepoint that stopped the job is newer than any of its checkpoints; a
 * deployment that never completed a checkpoint hands on what it started from itself.
 */
export const resumePoint = async (
  { archive, stateRoot }: Pick<ReconcilerDeps, 'archive' | 'stateRoot'>,
  deployment: Deployment,
): Promise<ResumePoint> => {
  const { applicationId, id, allowNonRestoredState } = deployment
  if (deployment.finalSavepoint !== undefined)
    return { restoreFrom: deployment.finalSavepoint, allowNonRestoredState: false }
  // The worker may have died between Flink's completing the suspension savepoint and our storing its place.
  const [suspended] = await archive.completed(stateLayout.suspension(stateRoot, applicationId, id))
  if (suspended !== undefined) return { restoreFrom: suspended.location, allowNonRestoredState: false }
  const [checkpoint] = await archive.completed(stateLayout.checkpoints(stateRoot, applicationId, id))
  if (checkpoint !== undefined) return { restoreFrom: checkpoint.location, allowNonRestoredState: false }
  const { restoreFrom, restoreSource } = deployment
  // It may have died before its own copy of what it was to start from was complete.
  if (restoreSource !== undefined && !(restoreFrom !== undefined && (await archive.exists(restoreFrom))))
    return { restoreSource, allowNonRestoredState }
  return { restoreFrom, allowNonRestoredState }
}
