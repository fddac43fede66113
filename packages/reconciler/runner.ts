import type { Lease } from '@weir/domain'
import type { ReconcilerDeps } from './deps.ts'
import { reconcile } from './loop.ts'
import { watchAtRest, type Watch } from './sight/watch-at-rest.ts'

/** Drives one application for as long as this host holds its lease. */
export interface Runner {
  /** Looks at the application now instead of at the end of the present pause. */
  poke(): void
  /** Ends after the step in hand; resolves when nothing of it runs any more. */
  stop(): Promise<void>
  setLease(lease: Lease): void
  readonly lease: () => Lease
  /** True from the moment the loop has decided to end: a poke after that is not heard. */
  ended(): boolean
  /** Resolves with the reason why the loop ended. */
  readonly done: Promise<'released' | 'lost' | 'stopped'>
}

/** First and longest pause after a pass that threw, in milliseconds. */
const backoff = { first: 250, cap: 10_000 }

/** Begins to look after one application under a lease, pass after pass, until it is stopped, done or fenced. */
export const startRunner = (deps: ReconcilerDeps, firstLease: Lease): Runner => {
  let lease = firstLease
  let stopping = false
  let poked = false
  let pause = new AbortController()

  const interrupt = () => {
    pause.abort()
  }
  const rest = async (ms: number, watch?: Watch) => {
    if (!poked && !stopping && ms > 0) {
      pause = new AbortController()
      const { signal } = pause
      await (watch === undefined ? deps.sleeper.sleep(ms, signal) : watchAtRest(deps, watch, { everyMs: ms, signal }))
    }
    poked = false
  }
  const run = async (): Promise<'released' | 'lost' | 'stopped'> => {
    let troubles = 0
    for (;;) {
      if (stopping) return 'stopped'
      const began = deps.clock.now().getTime()
      const count = (outcome: 'done' | 'lost' | 'failed') =>
        deps.meter?.pass(outcome, (deps.clock.now().getTime() - began) / 1000)
      try {
        const next = await reconcile({ deps, lease })
        count(next === 'lost' ? next : 'done')
        troubles = 0
        if (next === 'lost') return next
        if (next === 'released') {
          if (!poked) return next
          poked = false
          continue
        }
        await rest(next.again, next.watch)
      } catch (error) {
        count('failed')
        troubles += 1
        const ms = Math.min(backoff.first * 2 ** (troubles - 1), backoff.cap)
        deps.logger.warn({ applicationId: lease.applicationId, err: error, retryInMs: ms }, 'reconcile pass failed')
        await rest(ms)
      }
    }
  }
  let over = false
  const done = run().finally(() => {
    over = true
  })
  return {
    poke: () => {
      poked = true
      interrupt()
    },
    stop: async () => {
      stopping = true
      interrupt()
      await done
    },
    setLease: (renewed) => {
      lease = renewed
    },
    lease: () => lease,
    ended: () => over,
    done,
  }
}
