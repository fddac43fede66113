import type { Deployment, StatePoint } from '@weir/domain'
import { stateLayout } from '@weir/domain'
import type { ReconcilerDeps } from '../deps.ts'

/** Where a new deployment starts so that nothing its predecessor had done is lost or done twice. */
export interface ResumePoint {
  readonly restoreFrom?: string | undefined
  /** Instead: state outside of the application's prefix, to be copied into the new deployment's. */
  readonly restoreSource?: string | undefined
  readonly allowNonRestoredState: boolean
  /** Newer checkpoints that cannot be restored from, newest first. */
  readonly damaged?: readonly { readonly location: string; readonly fault: string }[] | undefined
}

/**
 * The newest state of a deployment that ended. A savepoint that stopped the job is newer than any of its checkpoints; a
 * deployment that never completed a checkpoint hands on what it started from itself. Checkpoints are verified before one is used:
 * where the newest is damaged an older one serves, which is told, because output since then is written again. A
 * damaged savepoint is not passed over: it fails the start by name, and people decide.
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
  const checkpoints = await archive.completed(stateLayout.checkpoints(stateRoot, applicationId, id))
  const { sound, damaged } = await newestSound(archive, checkpoints)
  const passedOver = damaged.length === 0 ? {} : { damaged }
  if (sound !== undefined) return { restoreFrom: sound.location, allowNonRestoredState: false, ...passedOver }
  const { restoreFrom, restoreSource } = deployment
  // It may have died before its own copy of what it was to start from was complete.
  if (restoreSource !== undefined && !(restoreFrom !== undefined && (await archive.exists(restoreFrom))))
    return { restoreSource, allowNonRestoredState, ...passedOver }
  return { restoreFrom, allowNonRestoredState, ...passedOver }
}

const newestSound = async (archive: ReconcilerDeps['archive'], newestFirst: readonly StatePoint[]) => {
  const damaged: { location: string; fault: string }[] = []
  for (const point of newestFirst) {
    const fault = await archive.fault(point.location)
    if (fault === undefined) return { sound: point, damaged }
    damaged.push({ location: point.location, fault })
  }
  return { sound: undefined, damaged }
}
