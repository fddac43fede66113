import type { Sleeper } from '@weir/domain'
import { createAutoscaler, type AutoscalerDeps } from '@weir/reconciler'
import { type Keeper, startKeeper } from './keeper.ts'

/** A round looks who is due: often enough that a point is not much late, and that one missed does not cost a whole one. */
const roundsAPoint = 6
const forgetEveryMs = 3_600_000
const chunk = 1_000

/** Judges the jobs of this host every so often, and forgets decisions that are older than the retention. */
export function startScalingKeeper(
  deps: AutoscalerDeps & { readonly sleeper: Sleeper },
  { retentionMs }: { readonly retentionMs: number },
): Keeper {
  const { sleeper, logger, store, clock, pointMs } = deps
  const common = { sleeper, logger }
  const judging = startKeeper({
    ...common,
    name: 'autoscaling',
    everyMs: Math.ceil(pointMs / roundsAPoint),
    round: createAutoscaler(deps),
  })
  const forgetting = startKeeper({
    ...common,
    name: 'old scaling decisions',
    everyMs: forgetEveryMs,
    round: async () => {
      await store.scaling.removeDecisionsBefore(new Date(clock.now().getTime() - retentionMs), chunk)
    },
  })
  return {
    stop: async () => {
      await Promise.all([judging.stop(), forgetting.stop()])
    },
  }
}
