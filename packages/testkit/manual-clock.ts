import type { Clock, Sleeper } from '@weir/domain'

export interface ManualClock extends Clock, Sleeper {
  /**
   * Moves time forward, waking sleepers in the order of their times; each gets a turn of the event loop, so that it can go
   * to sleep again within the same stretch.
   */
  advance(ms: number): Promise<void>
  /** How many sleepers wait now. */
  readonly sleeping: number
}

interface Sleeping {
  readonly until: number
  readonly wake: () => void
}

/** Time that stands still until a test moves it. */
export function createManualClock(start = new Date('2026-01-01T00:00:00Z')): ManualClock {
  let now = start.getTime()
  let sleepers: Sleeping[] = []
  const nextDue = (end: number): Sleeping | undefined =>
    sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0]

  return {
    now: () => new Date(now),
    get sleeping() {
      return sleepers.length
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve()
          return
        }
        const wake = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper: Sleeping = { until: now + ms, wake }
        signal?.addEventListener('abort', wake)
        sleepers.push(sleeper)
      }),
    advance: async (ms) => {
      const end = now + ms
      for (let due = nextDue(end); due; due = nextDue(end)) {
        now = Math.max(now, due.until)
        due.wake()
        await new Promise((resolve) => setImmediate(resolve))
      }
      now = Math.max(now, end)
    },
  }
}
