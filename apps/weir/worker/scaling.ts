import { type Keeper, startScalingKeeper } from '@weir/app-worker'
import type { OutboxRelay } from '@weir/control-plane'
import { type Engine, quotasOf, type Store } from '@weir/domain'
import type { Logger } from '@weir/telemetry'
import type { Config } from '../settings/config.ts'
import { systemClock, systemIds, systemSleeper } from '../system.ts'

/** Scales the jobs of this host. */
export const hostScaling = ({
  config,
  relay,
  ...parts
}: {
  config: Pick<Config, 'scaling' | 'operationRetentionMs' | 'edge'>
  store: Store
  engine: Engine
  host: string
  logger: Logger
  relay: Pick<OutboxRelay, 'flush'>
}): Keeper =>
  startScalingKeeper(
    {
      ...parts,
      ...config.scaling,
      clock: systemClock,
      ids: systemIds,
      sleeper: systemSleeper,
      quotasOf: quotasOf(config.edge),
      // One that fails is published by the next round of the relay.
      publish: () => void relay.flush().catch(() => undefined),
    },
    { retentionMs: config.operationRetentionMs },
  )
