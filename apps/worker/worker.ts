import type { Dispatch, SavepointExchange } from '@weir/domain'
import type { ReconcilerDeps, ReconcilerSettings } from '@weir/reconciler'
import { createCourier, createReconciler, defaultCourierSettings } from '@weir/reconciler'

export interface WorkerDeps extends ReconcilerDeps {
  readonly dispatch: Dispatch
  /** Carries enhanced snapshots to and from users' S3. */
  readonly exchange: SavepointExchange
  /** Publishes wake-ups an api process committed but died before publishing. */
  readonly flushOutbox: () => Promise<void>
  readonly settings: ReconcilerSettings
}

export interface Worker {
  /** Undefined when all is well, else what is wrong. */
  trouble(): string | undefined
  stop(how: { clusters: 'keep' } | { clusters: 'suspend'; deadline: Date }): Promise<void>
}

/** Owns applications and their clusters on this host until stopped. */
export const startWorker = async (deps: WorkerDeps): Promise<Worker> => {
  const reconciler = createReconciler(deps, deps.settings)
  reconciler.start()
  await deps.dispatch.consume(deps.host, reconciler.poke)
  const courier = createCourier(deps, {
    ...defaultCourierSettings,
    claimMs: deps.settings.leaseMs,
    retentionMs: deps.settings.operationRetentionMs,
  })
  courier.start()
  const halt = new AbortController()
  const relaying = relay(deps, halt.signal)
  return {
    trouble: () => (reconciler.healthy() ? undefined : 'the sweep of the database fails'),
    stop: async (how) => {
      halt.abort()
      await Promise.all([reconciler.stop(how), courier.stop(), relaying])
    },
  }
}

const relay = async (deps: WorkerDeps, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await deps.flushOutbox()
    await deps.sleeper.sleep(deps.settings.sweepMs, signal)
  }
}
