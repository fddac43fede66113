import type { Engine, Logger, Sleeper, Store } from '@weir/domain'
import { type Keeper, startKeeper } from './keeper.ts'

export interface UsageKeeperDeps {
  readonly store: Pick<Store, 'deployments' | 'usage'>
  readonly engine: Pick<Engine, 'lifetimes'>
  readonly host: string
}

/**
 * One look at the meters of this host: those whose processes live have run until now; those whose processes are gone have run until
 * the engine's own proof. Closed are they when the deployment is: a cluster whose JobManager died is still to be torn down. That closes
 * also what ended while this worker was down, or had been declared lost by another host in the meantime.
 */
export function createUsageRound({ store, engine, host }: UsageKeeperDeps): () => Promise<void> {
  return async () => {
    const open = await store.usage.openOn(host)
    if (open.length === 0) return
    const lives = await engine.lifetimes(open)
    await store.usage.see([...lives].map(([deploymentId, life]) => ({ deploymentId, life })))
    for (const deploymentId of open) {
      const life = lives.get(deploymentId)
      if (life?.live === true) continue
      const deployment = await store.deployments.find(deploymentId)
      if (deployment === undefined || deployment.state === 'ended') await store.usage.close(deploymentId, life)
    }
  }
}

/** A second is how exact a meter is whose host is lost for ever: nobody can ask its disk. */
const everyMs = 1_000

/** Looks once a second: what a lost host ran is metered to its last look. */
export function startUsageKeeper(deps: UsageKeeperDeps & { sleeper: Sleeper; logger: Logger }): Keeper {
  return startKeeper({
    name: 'usage',
    everyMs,
    round: createUsageRound(deps),
    sleeper: deps.sleeper,
    logger: deps.logger,
  })
}
