import type { Application, Operation, Repositories } from '@weir/domain'
import { endPhases } from '@weir/domain'
import type { ActionDeps } from './deps.ts'

/**
 * Cancels the operation in progress and gives up the snapshots that are not yet taken, for the reason `failure`; `keeping` says
 * which of them the interrupted operation may still bring. Returns the interrupted operation.
 */
export const interrupt = async (
  { clock }: Pick<ActionDeps, 'clock'>,
  tx: Repositories,
  { id }: Pick<Application, 'id'>,
  { failure, keeping }: { failure: string; keeping?: (operation: Operation) => string | undefined },
): Promise<Operation | undefined> => {
  const now = clock.now()
  const interrupted = await tx.operations.inProgress(id)
  if (interrupted !== undefined) {
    await tx.operations.save({ ...endPhases(interrupted, now), status: 'CANCELLED', endedAt: now })
  }
  const kept = interrupted && keeping?.(interrupted)
  for (const snapshot of await tx.snapshots.inFlight(id)) {
    if (snapshot.status !== 'CREATING' || snapshot.name === kept) continue
    await tx.snapshots.save({ ...snapshot, status: 'FAILED', failure })
  }
  return interrupted
}

/** The parallelism of an application whose operation is broken off: a scaling that is not carried through has not happened. */
export const parallelismWithout = (
  interrupted: Pick<Operation, 'intent'> | undefined,
  { currentParallelism }: Pick<Application, 'currentParallelism'>,
): number => interrupted?.intent.scaledFrom ?? currentParallelism
