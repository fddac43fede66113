import type { Keeper } from './keeper.ts'
import { startKeeper } from './keeper.ts'
import { createMetricsCollector, type MetricsCollectorDeps } from './metrics-collector.ts'

/** How often old points are removed, and how many at most in one statement and one round. */
const forgetEveryMs = 60_000
const chunk = 5_000
const chunks = 50

/** Measures the applications of this host every so often, and forgets what is older than the retention. */
export function startMetricsKeeper(
  deps: MetricsCollectorDeps,
  { everyMs, retentionMs }: { readonly everyMs: number; readonly retentionMs: number },
): Keeper {
  const { sleeper, logger, store, clock } = deps
  const collecting = startKeeper({ name: 'metrics', everyMs, round: createMetricsCollector(deps), sleeper, logger })
  const forgetting = startKeeper({
    name: 'old metrics',
    everyMs: forgetEveryMs,
    round: async (signal) => {
      const moment = new Date(clock.now().getTime() - retentionMs)
      for (let done = 0; done < chunks && !signal.aborted; done += 1) {
        if ((await store.metrics.removeBefore(moment, chunk)) < chunk) return
      }
    },
    sleeper,
    logger,
  })
  return {
    stop: async () => {
      await Promise.all([collecting.stop(), forgetting.stop()])
    },
  }
}
