import type { ReconcilerDeps } from '../deps.ts'

/** Removed at a time, so that no transaction is long. */
const batch = 500

/** Removes operations that ended longer ago than AWS keeps them. Several workers may do it at once. */
export const forgetOperations = async (
  { store, clock, logger }: Pick<ReconcilerDeps, 'store' | 'clock' | 'logger'>,
  retentionMs: number,
): Promise<void> => {
  const moment = new Date(clock.now().getTime() - retentionMs)
  let removed = 0
  for (let last = batch; last === batch; removed += last) {
    last = await store.operations.removeEndedBefore(moment, batch)
  }
  if (removed > 0) logger.info({ operations: removed, endedBefore: moment }, 'old operations forgotten')
}
