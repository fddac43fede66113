import type { ReconcilerDeps } from '../deps.ts'

const batch = 1_000

/** Removes what happened to applications longer ago than it is kept for. */
export const forgetEvents = async (
  { store, clock }: Pick<ReconcilerDeps, 'store' | 'clock'>,
  retentionMs: number,
): Promise<void> => {
  const moment = new Date(clock.now().getTime() - retentionMs)
  for (;;) if ((await store.events.removeBefore(moment, batch)) < batch) return
}
