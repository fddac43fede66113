import { randomUUID } from 'node:crypto'
import type { NewUsagePeriod, Store } from '@weir/domain'
import type { StoreUnderTest } from './store-under-test.ts'
import { at } from './subject.ts'

const life = (from: number, to: number, live = true) => ({ startedAt: at(from), lastSeenAt: at(to), live })

/** The meter. */
export function describeUsage(underTest: () => StoreUnderTest): void {
  let store: Store
  let period: NewUsagePeriod
  beforeEach(async () => {
    ;({ store } = underTest())
    period = {
      deploymentId: randomUUID(),
      applicationId: randomUUID(),
      applicationName: 'metered',
      accountId: '123456789012',
      region: 'us-east-1',
      host: randomUUID(),
      kpus: 3,
    }
    await store.usage.open(period)
  })
  const asked = (from: number, to: number) => {
    const { accountId, region, applicationId } = period
    return { accountId, region, applicationId, from: at(from), to: at(to) }
  }
  const used = async (from: number, to: number): Promise<number> =>
    (await store.usage.totals(asked(from, to)))[0]?.kpuSeconds ?? 0
  const periods = async () => store.usage.list(asked(0, 3_600), 10)

  describe('usage', () => {
    it('counts from the first process to the last time one was seen, while it goes on too', async () => {
      expect(await store.usage.openOn(period.host)).toEqual([period.deploymentId])
      expect(await used(0, 3_600)).toBe(0)
      await store.usage.see([{ deploymentId: period.deploymentId, life: life(10, 12) }])
      expect(await used(0, 3_600)).toBe(6)
      await store.usage.open({ ...period, kpus: 9 })
      await store.usage.see([
        { deploymentId: period.deploymentId, life: life(11, 20) },
        { deploymentId: randomUUID(), life: life(1, 99) },
      ])
      await store.usage.see([{ deploymentId: period.deploymentId, life: life(10, 15) }])
      expect(await used(0, 3_600)).toBe(30)
      expect(await used(12, 15)).toBe(9)
      expect(await used(20, 30)).toBe(0)
      expect(await store.usage.totals(asked(0, 11))).toEqual([
        { applicationId: period.applicationId, applicationName: 'metered', kpuSeconds: 3 },
      ])
    })

    it('closes once, at the later of what is known', async () => {
      const { deploymentId } = period
      await store.usage.see([{ deploymentId, life: life(10, 20) }])
      await store.usage.close(deploymentId, life(10, 18, false))
      await store.usage.close(deploymentId, life(10, 40, false))
      await store.usage.see([{ deploymentId, life: life(10, 50) }])
      expect(await periods()).toEqual([{ ...period, ordinal: 0, startedAt: at(10), seenAt: at(20), endedAt: at(20) }])
      expect(await store.usage.openOn(period.host)).toEqual([])
      expect(await used(0, 3_600)).toBe(30)
    })

    it('closes what nobody saw by what its processes left, and forgets what never ran', async () => {
      await store.usage.close(period.deploymentId, life(10, 14, false))
      expect(await used(0, 3_600)).toBe(12)
      const other = { ...period, deploymentId: randomUUID() }
      await store.usage.open(other)
      await store.usage.close(other.deploymentId, undefined)
      expect(await periods()).toHaveLength(1)
      expect(await store.usage.openOn(period.host)).toEqual([])
    })

    it('counts other KPUs from the moment they change', async () => {
      const { deploymentId } = period
      await store.usage.changeKpus(deploymentId, { kpus: 2, at: at(5) })
      await store.usage.see([{ deploymentId, life: life(10, 20) }])
      await store.usage.changeKpus(deploymentId, { kpus: 5, at: at(20) })
      await store.usage.changeKpus(deploymentId, { kpus: 5, at: at(25) })
      await store.usage.see([{ deploymentId, life: life(10, 30) }])
      await store.usage.close(deploymentId, life(10, 31, false))
      await store.usage.changeKpus(deploymentId, { kpus: 7, at: at(40) })
      const found = await periods()
      expect(found.map(({ ordinal, kpus, startedAt, endedAt }) => ({ ordinal, kpus, startedAt, endedAt }))).toEqual([
        { ordinal: 0, kpus: 2, startedAt: at(10), endedAt: at(20) },
        { ordinal: 1, kpus: 5, startedAt: at(20), endedAt: at(31) },
      ])
      expect(await used(0, 3_600)).toBe(20 + 55)
    })

    it('keeps accounts and regions apart', async () => {
      await store.usage.close(period.deploymentId, life(10, 14, false))
      expect(await store.usage.totals({ ...asked(0, 99), accountId: '210987654321' })).toEqual([])
      expect(await store.usage.totals({ ...asked(0, 99), region: 'eu-west-1' })).toEqual([])
      const { applicationId: _, ...all } = asked(0, 99)
      const mine = (await store.usage.totals(all)).filter((each) => each.applicationId === period.applicationId)
      expect(mine).toEqual([{ applicationId: period.applicationId, applicationName: 'metered', kpuSeconds: 12 }])
    })
  })
}
