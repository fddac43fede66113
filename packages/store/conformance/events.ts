import type { NewApplicationEvent, Store } from '@weir/domain'
import { StaleWriteError } from '@weir/domain'
import type { StoreUnderTest } from './store-under-test.ts'
import { at, withApplication } from './subject.ts'

/** What happened to an application, in order. */
export function describeEvents(underTest: () => StoreUnderTest): void {
  let store: Store
  let applicationId: string
  beforeEach(async () => {
    ;({ store, applicationId } = await withApplication(underTest()))
  })
  const add = (second: number, event: Partial<NewApplicationEvent> = {}): Promise<void> =>
    store.events.add({ applicationId, at: at(second), kind: 'status', message: `m${second}`, ...event })

  describe('events', () => {
    it('keeps them in order and whole, and goes on behind any of them', async () => {
      await add(1, { operationId: 'op', deploymentId: applicationId, detail: { from: 'READY' } })
      await add(2, { kind: 'phase', message: 'no \u0000 in Postgres' })
      await add(3)
      const all = await store.events.listAfter(applicationId, { after: 0, limit: 9 })
      expect(all.map(({ message }) => message)).toEqual(['m1', expect.stringContaining('in Postgres'), 'm3'])
      expect(all[0]).toEqual({
        sequence: all[0]?.sequence,
        applicationId,
        at: at(1),
        kind: 'status',
        message: 'm1',
        operationId: 'op',
        deploymentId: applicationId,
        detail: { from: 'READY' },
      })
      const [first, second, third] = all.map(({ sequence }) => sequence)
      const rest = await store.events.listAfter(applicationId, { after: first ?? 0, limit: 1 })
      expect(rest.map(({ sequence }) => sequence)).toEqual([second])
      const newest = await store.events.listNewest(applicationId, { limit: 2 })
      expect(newest.map(({ sequence }) => sequence)).toEqual([third, second])
      const older = await store.events.listNewest(applicationId, { before: third, limit: 9, kinds: ['status'] })
      expect(older.map(({ sequence }) => sequence)).toEqual([first])
    })

    it('forgets old ones and those of an application that is gone, and never gives a number twice', async () => {
      // Before all other tests' events: those of every application are forgotten.
      await add(-20)
      await add(-10)
      const [, last] = await store.events.listAfter(applicationId, { after: 0, limit: 9 })
      expect(await store.events.removeBefore(at(-5), 9)).toBe(2)
      await add(3)
      const [next] = await store.events.listAfter(applicationId, { after: 0, limit: 9 })
      expect(next?.sequence).toBeGreaterThan(last?.sequence ?? Infinity)
      await store.applications.remove(applicationId)
      expect(await store.events.listNewest(applicationId, { limit: 9 })).toEqual([])
      await expect(add(4)).rejects.toThrow(StaleWriteError)
    })
  })
}
