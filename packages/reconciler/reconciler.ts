import type { Lease } from '@weir/domain'
import type { ReconcilerDeps } from './deps.ts'
import { forgetEvents } from './upkeep/forget-events.ts'
import { forgetOperations } from './upkeep/forget-operations.ts'
import type { Runner } from './runner.ts'
import { startRunner } from './runner.ts'
import { suspend } from './suspend.ts'
import { endStrangers } from './upkeep/sweep.ts'

/** Times of the worker's half, in milliseconds. */
export interface ReconcilerSettings {
  /** A host that is silent for so long loses its applications; its clusters stop themselves by then. */
  readonly leaseMs: number
  /** How often Postgres is searched for work nobody was woken for. */
  readonly sweepMs: number
  /** How often processes without an owner are looked for. */
  readonly strangerSweepMs: number
  /** How long clusters may go on without a worker after `stop({ clusters: 'keep' })`. */
  readonly handoverMs: number
  /** How long operations are kept after their end. */
  readonly operationRetentionMs: number
  /** How long what happened to an application is kept. */
  readonly eventRetentionMs: number
  /** How often older ones are looked for. */
  readonly retentionSweepMs: number
}

/** What of these is a setting is docs/operations.md's to say; the rest is fixed. */
export const defaultReconcilerSettings: ReconcilerSettings = {
  leaseMs: 30_000,
  sweepMs: 2_000,
  strangerSweepMs: 30_000,
  handoverMs: 10 * 60_000,
  operationRetentionMs: 90 * 24 * 3_600_000,
  eventRetentionMs: 30 * 24 * 3_600_000,
  retentionSweepMs: 3_600_000,
}

/** The worker's half of Weir, as its host sees it. */
export interface Reconciler {
  start(): void
  /** Look at this application: take it if it is free, look again if it is ours, ignore it if it is another host's. */
  poke(applicationId: string): void
  /** True while the last lease renewal and sweep went well. */
  healthy(): boolean
  /**
   * Stops acting. `keep`: the clusters go on for a successor on this host; `suspend`: they are ended, with a savepoint where
   * one can be had by `deadline`.
   */
  stop(how: { clusters: 'keep' } | { clusters: 'suspend'; deadline: Date }): Promise<void>
}

/** The worker's half of Weir: owns applications by lease and runs one loop for each. */
export const createReconciler = (deps: ReconcilerDeps, settings = defaultReconcilerSettings): Reconciler => {
  const runners = new Map<string, Runner>()
  const turns = new Map<string, Promise<void>>()
  const background: Promise<void>[] = []
  const halt = new AbortController()
  let well = false
  const halted = (): boolean => halt.signal.aborted

  const take = (applicationId: string): Promise<void> =>
    inTurn(applicationId, async () => {
      const runner = runners.get(applicationId)
      if (runner !== undefined) runner.poke()
      if (runner !== undefined || halted()) return
      const lease = await deps.store.leases.claim(applicationId, deps.host, settings.leaseMs)
      if (lease === undefined || halted()) return
      const started = startRunner(deps, lease)
      runners.set(applicationId, started)
      void started.done.then((end) => letGo(applicationId, started, end))
    })

  /** Taking and giving back one lease never overlap: a release must not drop what a later claim has just taken. */
  const inTurn = async (applicationId: string, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(applicationId) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      deps.logger.warn({ applicationId, err: error }, 'lease not taken or not given back')
    })
    turns.set(applicationId, turn)
    await turn
    if (turns.get(applicationId) === turn) turns.delete(applicationId)
  }

  const letGo = async (applicationId: string, runner: Runner, end: 'released' | 'lost' | 'stopped'): Promise<void> => {
    if (end === 'stopped') return
    await inTurn(applicationId, async () => {
      runners.delete(applicationId)
      if (end === 'released') await deps.store.leases.release(runner.lease())
      else await fence(applicationId)
    })
  }

  /** Another host may own the application now: what runs of it here is ended at once, without asking Postgres. */
  const fence = async (applicationId: string): Promise<void> => {
    deps.logger.error({ applicationId }, 'lease lost; ending its cluster')
    for (const each of await deps.store.deployments.list(applicationId, { limit: 5 })) {
      if (each.host === deps.host && each.engineRef !== undefined) await deps.engine.teardown(each.engineRef)
    }
  }

  const renew = async (): Promise<void> => {
    const held = [...runners.values()].map((runner) => runner.lease())
    if (held.length === 0) return
    const renewed = new Map(
      (await deps.store.leases.renew(held, settings.leaseMs)).map((each) => [each.applicationId, each]),
    )
    await Promise.all(held.map(async (lease) => applyRenewal(lease, renewed.get(lease.applicationId))))
  }

  const applyRenewal = async (old: Lease, lease: Lease | undefined): Promise<void> => {
    const runner = runners.get(old.applicationId)
    if (runner === undefined) return
    // A lost lease needs no word from here: the next write of the runner is refused and it ends itself.
    if (lease === undefined) {
      runner.poke()
      return
    }
    runner.setLease(lease)
    await extendCluster(lease)
  }

  const extendCluster = async (lease: Lease): Promise<void> => {
    const [newest] = await deps.store.deployments.list(lease.applicationId, { limit: 1 })
    if (newest === undefined || newest.state === 'ended' || newest.host !== deps.host) return
    if (newest.engineRef !== undefined) await deps.engine.extendLease(newest.engineRef, lease.expiresAt)
  }

  const sweep = async (): Promise<void> => {
    for (const id of await deps.store.applications.needingWork(1_000)) if (!runners.has(id)) await take(id)
  }

  /** Runs `work` again and again; one failure is a log line, not the end. */
  const every = async (name: string, ms: number, work: () => Promise<void>): Promise<void> => {
    while (!halted()) {
      try {
        await work()
        if (name === 'sweep') well = true
      } catch (error) {
        if (name === 'sweep') well = false
        deps.logger.warn({ err: error, task: name }, 'background task failed')
      }
      await deps.sleeper.sleep(ms, halt.signal)
    }
  }

  return {
    start: () => {
      background.push(
        every('beat', settings.sweepMs, () => deps.store.workers.beat(deps.host)),
        every('renew', Math.floor(settings.leaseMs / 4), renew),
        every('sweep', settings.sweepMs, sweep),
        every('strangers', settings.strangerSweepMs, () => endStrangers(deps)),
        every('retention', settings.retentionSweepMs, () => forgetOperations(deps, settings.operationRetentionMs)),
        every('forget-events', settings.retentionSweepMs, () => forgetEvents(deps, settings.eventRetentionMs)),
      )
    },
    poke: (applicationId) => {
      const runner = runners.get(applicationId)
      if (runner?.ended() === false) runner.poke()
      else void take(applicationId)
    },
    healthy: () => well,
    stop: async (how) => {
      halt.abort()
      const patience = how.clusters === 'keep' ? settings.leaseMs : how.deadline.getTime() - deps.clock.now().getTime()
      // A step that hangs (a download, say) is left alone: its records are such that the next worker goes on with it.
      await Promise.race([
        Promise.all([...[...runners.values()].map((runner) => runner.stop()), ...background]),
        deps.sleeper.sleep(patience),
      ])
      const held = [...runners.values()].map((runner) => runner.lease())
      await Promise.all(
        held.map((lease) => (how.clusters === 'keep' ? handOver(lease) : suspendAndRelease(lease, how.deadline))),
      )
      runners.clear()
      await deps.store.workers.leave(deps.host)
    },
  }

  async function handOver(lease: Lease): Promise<void> {
    const [kept] = await deps.store.leases.renew([lease], settings.handoverMs)
    if (kept !== undefined) await extendCluster(kept)
  }

  async function suspendAndRelease(lease: Lease, deadline: Date): Promise<void> {
    try {
      const [kept] = await deps.store.leases.renew([lease], settings.leaseMs * 2)
      if (kept === undefined) return
      await suspend({ deps, lease: kept }, deadline)
      await deps.store.leases.release(kept)
    } catch (error) {
      deps.logger.error({ applicationId: lease.applicationId, err: error }, 'not suspended in order')
    }
  }
}
