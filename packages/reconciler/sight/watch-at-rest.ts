import type { ClusterObservation, EngineRef } from '@weir/domain'
import type { ReconcilerDeps } from '../deps.ts'
import { sameSight } from './same-sight.ts'

/** What is watched while nothing is to be done: the cluster, as it was when there was nothing to be done. */
export interface Watch {
  readonly engineRef: EngineRef
  readonly seen: ClusterObservation
}

/** How long a look at the cluster alone may stand in for a whole pass. */
const longestMs = 5_000

/**
 * Waits at the side of a job that runs: looks at its cluster as often as a pass would, and comes back as soon as something has
 * changed, so that at rest nothing is asked of Postgres that nobody has written. Ends at once when it is interrupted, and after a few
 * seconds anyway: a wake-up can be lost.
 */
export const watchAtRest = async (
  deps: Pick<ReconcilerDeps, 'engine' | 'sleeper' | 'clock'>,
  { engineRef, seen }: Watch,
  { everyMs, signal }: { everyMs: number; signal: AbortSignal },
): Promise<void> => {
  const until = deps.clock.now().getTime() + longestMs
  for (;;) {
    await deps.sleeper.sleep(everyMs, signal)
    if (signal.aborted || deps.clock.now().getTime() >= until) return
    const now = await deps.engine.observe(engineRef).catch(() => undefined)
    if (now === undefined || !sameSight(seen, now)) return
  }
}
