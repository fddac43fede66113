import { randomInt, randomUUID } from 'node:crypto'
import type { AuditRecord, AuditRepository } from '@weir/domain'
import { anAuditRecord } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'

const minute = (number: number): Date => new Date(Date.UTC(2026, 0, 1, 0, number))

export function describeAudit(underTest: () => StoreUnderTest): void {
  describe('audit records', () => {
    let audit: AuditRepository
    /** An account of its own for each test, because all share one database. */
    let accountId: string
    beforeEach(() => {
      audit = underTest().store.audit
      accountId = String(randomInt(100_000_000_000, 999_999_999_999))
    })

    const record = (given: Partial<AuditRecord> = {}) => anAuditRecord({ accountId, ...given })
    /** Cuts files until nothing waits, whatever other tests have left. */
    const cutAll = async (limit = 1000) => {
      await audit.cutFiles({ now: minute(90), limit, newId: randomUUID })
      return (await audit.openFiles(10_000)).filter((file) => file.accountId === accountId)
    }

    it('come back as they were written, once', async () => {
      const odd = record({ userName: 'a\u0000b', event: '{"text":"\\u0000ü€"}', resources: [] })
      const plain = record({ at: minute(1), readOnly: true, resources: ['flights', 'arn:aws:x'] })
      await audit.append([odd, plain])
      await audit.append([plain, record({ id: odd.id, eventName: 'Other' })])
      await audit.append([])
      const found = await audit.find({ accountId, limit: 10 })
      expect(found).toEqual([plain, { ...odd, userName: expect.stringMatching(/^a.b$/) as string }])
    })

    it('are looked up by each of their members, newest first', async () => {
      const records = [
        record({ at: minute(1), eventName: 'StopApplication', resources: ['a', 'arn:a'] }),
        record({ at: minute(2), userName: 'ann', resources: ['b'] }),
        record({ at: minute(3), readOnly: true, eventName: 'ListApplications', resources: [] }),
        record({ at: minute(4), resources: ['a'] }),
      ]
      await audit.append(records)
      const found = async (query: object) =>
        (await audit.find({ accountId, limit: 10, ...query })).map(({ id }) => records.findIndex((r) => r.id === id))
      expect(await found({})).toEqual([3, 2, 1, 0])
      expect(await found({ limit: 2 })).toEqual([3, 2])
      expect(await found({ from: minute(2), to: minute(3) })).toEqual([2, 1])
      expect(await found({ eventName: 'StopApplication' })).toEqual([0])
      expect(await found({ userName: 'ann' })).toEqual([1])
      expect(await found({ resource: 'a' })).toEqual([3, 0])
      expect(await found({ readOnly: true })).toEqual([2])
      expect(await found({ resource: 'a', readOnly: true })).toEqual([])
      expect(await audit.find({ accountId: '000000000000', limit: 10 })).toEqual([])
    })

    it('are paged without gaps, those of one moment too', async () => {
      const records = Array.from({ length: 7 }, (_, index) => record({ at: minute(Math.floor(index / 3)) }))
      await audit.append(records)
      const seen: string[] = []
      let after: { at: Date; id: string } | undefined
      for (;;) {
        const page = await audit.find({ accountId, after, limit: 2 })
        seen.push(...page.map(({ id }) => id))
        after = page.at(-1)
        if (page.length < 2) break
      }
      expect(new Set(seen)).toEqual(new Set(records.map(({ id }) => id)))
      expect(seen).toHaveLength(7)
    })

    it('are cut into files, one a region, that stay as they are until they are delivered', async () => {
      const [first, second] = [record({ at: minute(1) }), record({ at: minute(2) })]
      const elsewhere = record({ region: 'eu-west-1' })
      await audit.append([second, first, elsewhere])
      const files = await cutAll()
      expect(files.map(({ region }) => region).sort()).toEqual(['eu-west-1', 'us-east-1'])
      const file = files.find(({ region }) => region === 'us-east-1')!
      expect(file.cutAt).toEqual(minute(90))
      await audit.append([record({ at: minute(3) })])
      expect(await audit.recordsOf(file.id)).toEqual([first, second])
      await audit.delivered(file.id)
      await audit.delivered(file.id)
      const left = await cutAll()
      expect(left.map(({ id }) => id)).not.toContain(file.id)
      expect(left).toHaveLength(2)
    })

    it('go into files of a limited size, oldest first', async () => {
      const records = [record({ at: minute(1) }), record({ at: minute(2) }), record({ at: minute(3) })]
      await audit.append(records)
      const [file] = await cutAll(2)
      expect(await audit.recordsOf(file!.id)).toEqual(records.slice(0, 2))
    })

    it('are in one file each, however many workers cut', async () => {
      const records = Array.from({ length: 50 }, () => record())
      await audit.append(records)
      await Promise.all([cutAll(20), cutAll(20), cutAll(20), cutAll(20)])
      const files = await cutAll(1000)
      const inFiles = (await Promise.all(files.map(({ id }) => audit.recordsOf(id)))).flat().map(({ id }) => id)
      expect(inFiles.sort()).toEqual(records.map(({ id }) => id).sort())
    })

    it('are forgotten when they are old, and on demand not before they are delivered', async () => {
      const [old, waiting, young] = [record({ at: minute(1) }), record({ at: minute(2) }), record({ at: minute(60) })]
      await audit.append([old, young])
      for (const { id } of await cutAll()) await audit.delivered(id)
      await audit.append([waiting])
      const forget = async (onlyDelivered: boolean) => {
        while ((await audit.forget({ than: minute(30), limit: 100, onlyDelivered })) > 0);
        return (await audit.find({ accountId, limit: 10 })).map(({ id }) => id)
      }
      expect(await forget(true)).toEqual([young.id, waiting.id])
      await cutAll()
      expect(await forget(true)).toEqual([young.id, waiting.id])
      expect(await forget(false)).toEqual([young.id])
    })
  })
}
