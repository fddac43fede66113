import { randomUUID } from 'node:crypto'
import type { Store } from '@weir/domain'
import type { StoreUnderTest } from './store-under-test.ts'
import { withApplication } from './subject.ts'

export function describeLeases(underTest: () => StoreUnderTest): void {
  let store: Store
  let applicationId: string
  beforeEach(async () => {
    ;({ store, applicationId } = await withApplication(underTest()))
  })

  describe('a lease', () => {
    it('is held by one owner', async () => {
      expect(await store.leases.holder(applicationId)).toBeUndefined()
      const lease = await store.leases.claim(applicationId, 'host-1', 60_000)
      expect(lease).toMatchObject({ applicationId, owner: 'host-1' })
      expect(await store.leases.claim(applicationId, 'host-2', 60_000)).toBeUndefined()
      expect(await store.leases.holder(applicationId)).toBe('host-1')
      expect((await store.leases.claim(applicationId, 'host-1', 60_000))?.epoch).toBe(lease?.epoch)
    })

    it('goes to exactly one of many that claim it at once', async () => {
      const claims = Array.from({ length: 10 }, (_, index) =>
        store.leases.claim(applicationId, `host-${index}`, 60_000),
      )
      const won = (await Promise.all(claims)).filter((lease) => lease !== undefined)
      expect(won).toHaveLength(1)
      expect(await store.leases.holder(applicationId)).toBe(won[0]?.owner)
    })

    it('passes on when it has expired, with a newer epoch, to exactly one', async () => {
      const first = (await store.leases.claim(applicationId, 'host-1', 40))!
      await underTest().letPass(60)
      expect(await store.leases.holder(applicationId)).toBeUndefined()
      const claims = Array.from({ length: 6 }, (_, index) =>
        store.leases.claim(applicationId, `host-${index + 2}`, 60_000),
      )
      const won = (await Promise.all(claims)).filter((lease) => lease !== undefined)
      expect(won).toHaveLength(1)
      expect(won[0]?.epoch).toBeGreaterThan(first.epoch)
      expect(await store.leases.renew([first], 60_000)).toEqual([])
      await store.leases.release(first)
      expect(await store.leases.holder(applicationId)).toBe(won[0]?.owner)
    })

    it('is extended by renewal, which tells the lost from the held', async () => {
      const held = (await store.leases.claim(applicationId, 'host-1', 30_000))!
      const lost = { ...held, applicationId: randomUUID() }
      const renewed = await store.leases.renew([held, lost], 60_000)
      expect(renewed).toEqual([{ ...held, expiresAt: expect.any(Date) }])
      expect(renewed[0]?.expiresAt.getTime()).toBeGreaterThan(held.expiresAt.getTime())
      expect(await store.leases.renew([], 60_000)).toEqual([])
    })

    it('is not renewed once expired, even when nobody took it', async () => {
      const lease = (await store.leases.claim(applicationId, 'host-1', 40))!
      await underTest().letPass(60)
      expect(await store.leases.renew([lease], 60_000)).toEqual([])
      expect(await store.leases.holder(applicationId)).toBeUndefined()
    })

    it('is free after release, and the next one has a newer epoch', async () => {
      const lease = (await store.leases.claim(applicationId, 'host-1', 60_000))!
      await store.leases.release(lease)
      expect(await store.leases.holder(applicationId)).toBeUndefined()
      const next = await store.leases.claim(applicationId, 'host-2', 60_000)
      expect(next?.epoch).toBeGreaterThan(lease.epoch)
    })

    it('cannot be had for an application that is gone', async () => {
      expect(await store.leases.claim(randomUUID(), 'host-1', 60_000)).toBeUndefined()
    })
  })

  it('workers are live while they beat and until they leave', async () => {
    const [steady, silent, gone] = [randomUUID(), randomUUID(), randomUUID()]
    for (const host of [steady, silent, gone]) await store.workers.beat(host)
    await store.workers.leave(gone)
    expect(await store.workers.live(60_000)).toEqual(expect.arrayContaining([steady, silent]))
    expect(await store.workers.live(60_000)).not.toContain(gone)
    await underTest().letPass(80)
    expect(await store.workers.live(60)).not.toContain(silent)
    await store.workers.beat(steady)
    expect(await store.workers.live(60_000)).toEqual(expect.arrayContaining([steady, silent]))
  })
}
