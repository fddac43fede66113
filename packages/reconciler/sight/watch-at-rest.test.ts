import type { ClusterObservation } from '@weir/domain'
import { watchAtRest } from './watch-at-rest.ts'

const steady: ClusterObservation = {
  observedAt: new Date(0),
  manager: 'serving',
  taskManagers: { wanted: 1, live: 1 },
  job: { state: 'RUNNING', allTasksRunning: true, parallelism: 1, restarts: 0 },
}

/** Watches a cluster that shows `shown` in turn, the last of them for ever; tells how often it was looked at and how long it took. */
const watch = async (shown: readonly (ClusterObservation | Error)[], interruptAtMs = Infinity) => {
  let now = 0
  let looks = 0
  const interrupt = new AbortController()
  const deps = {
    clock: { now: () => new Date(now) },
    sleeper: {
      sleep: async (ms: number) => {
        now += ms
        if (now >= interruptAtMs) interrupt.abort()
      },
    },
    engine: {
      observe: async () => {
        const next = shown[Math.min(looks, shown.length - 1)] ?? steady
        looks += 1
        if (next instanceof Error) throw next
        return { ...next, observedAt: new Date(now) }
      },
    } as unknown as Parameters<typeof watchAtRest>[0]['engine'],
  }
  await watchAtRest(deps, { engineRef: {}, seen: steady }, { everyMs: 1_000, signal: interrupt.signal })
  return { looks, ms: now }
}

describe('a watch at rest', () => {
  it('looks at the cluster every second, and leaves the rest to a pass after five', async () => {
    expect(await watch([steady])).toEqual({ looks: 4, ms: 5_000 })
  })

  it('ends with the first change', async () => {
    const dead: ClusterObservation = { ...steady, manager: 'exited' }
    expect(await watch([steady, dead])).toEqual({ looks: 2, ms: 2_000 })
  })

  it('ends when the cluster cannot be looked at', async () => {
    expect(await watch([new Error('no port')])).toEqual({ looks: 1, ms: 1_000 })
  })

  it('ends when it is interrupted, without another look', async () => {
    expect(await watch([steady], 3_000)).toEqual({ looks: 2, ms: 3_000 })
  })
})
