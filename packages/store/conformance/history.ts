import { type Application, type Store } from '@weir/domain'
import { anApplication, anOperation, aSnapshot, aVersion } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'
import { at } from './subject.ts'

/** What is kept of an application's past: versions, operations, snapshots; who may write it, and how long it is kept. */
export function describeHistory(underTest: () => StoreUnderTest): void {
  let store: Store
  let application: Application
  let applicationId: string
  beforeEach(async () => {
    ;({ store } = underTest())
    application = anApplication()
    applicationId = application.id
    await store.applications.insert(application)
  })

  describe('history', () => {
    it('keeps what a rollback leaves: where it came from, and the operation that answers a failed one', async () => {
      const version = aVersion({
        applicationId,
        versionId: 3,
        rolledBackFrom: 2,
        rolledBackTo: 1,
        previousStatus: 'UPDATING',
      })
      await store.versions.insert(version)
      expect(await store.versions.find(applicationId, 3)).toEqual(version)
      const failed = anOperation({ applicationId, status: 'FAILED', rollbackOperationId: 'abc123' })
      await store.operations.insert(failed)
      expect(await store.operations.find(applicationId, failed.id)).toEqual(failed)
    })

    it('goes on with a list behind an entry that is gone', async () => {
      for (const second of [1, 2, 3]) {
        const id = `o${second}`
        await store.operations.insert(anOperation({ applicationId, id, startedAt: at(second), endedAt: at(second) }))
        await store.snapshots.insert(aSnapshot({ applicationId, name: `s${second}`, createdAt: at(second) }))
      }
      await store.snapshots.remove(applicationId, 's2')
      await store.operations.removeEndedBefore(at(2), 10)
      const older = await store.operations.list(applicationId, { after: { at: at(1), id: 'o1' }, limit: 9 })
      expect(older).toEqual([])
      const rest = await store.operations.list(applicationId, { after: { at: at(3), id: 'o3x' }, limit: 9 })
      expect(rest.map(({ id }) => id)).toEqual(['o3', 'o2'])
      const newer = await store.snapshots.list(applicationId, { after: { at: at(2), id: 's2' }, limit: 9 })
      expect(newer.map(({ name }) => name)).toEqual(['s3'])
    })

    it('keeps what is in a snapshot, and knows which automatic ones are spent', async () => {
      const contents = { sizeInBytes: 7, operators: [{ name: 'Source -> map', parallelism: 2, sizeInBytes: 7 }] }
      const location = 'file:/s'
      for (const [name, kind, second] of [
        ['u', 'user', 1],
        ['a', 'stop', 2],
        ['b', 'update', 3],
        ['c', 'stop', 4],
      ] as const) {
        const given = { applicationId, name, kind, status: 'READY', location, createdAt: at(second), contents } as const
        await store.snapshots.insert(aSnapshot(given))
      }
      await store.snapshots.insert(aSnapshot({ applicationId, name: 'd', kind: 'stop', createdAt: at(5) }))
      expect((await store.snapshots.find(applicationId, 'a'))?.contents).toEqual(contents)
      const spent = async (kept: number) =>
        (await store.snapshots.spentAutomatic(applicationId, kept)).map(({ name }) => name)
      expect(await spent(1)).toEqual(['a', 'b'])
      expect(await spent(3)).toEqual([])
    })

    it('knows the newest snapshot that was taken before a version', async () => {
      for (const [versionId, second] of [
        [1, 1],
        [1, 2],
        [2, 3],
      ] as const) {
        const name = `v${versionId}-${second}`
        const location = 'file:/s'
        await store.snapshots.insert(
          aSnapshot({ applicationId, name, versionId, createdAt: at(second), status: 'READY', location }),
        )
      }
      expect((await store.snapshots.newestReady(applicationId))?.name).toBe('v2-3')
      expect((await store.snapshots.newestReady(applicationId, { belowVersion: 2 }))?.name).toBe('v1-2')
      expect(await store.snapshots.newestReady(applicationId, { belowVersion: 1 })).toBeUndefined()
    })

    it('forgets operations that ended long ago, the oldest first, and none that is in progress', async () => {
      const years = (n: number): Date => new Date(Date.UTC(1900 + n, 0, 1))
      for (const n of [3, 1, 2]) {
        const id = `old-${n}`
        await store.operations.insert(anOperation({ applicationId, id, startedAt: years(n), endedAt: years(n) }))
      }
      const open = anOperation({ applicationId, id: 'open', status: 'IN_PROGRESS', startedAt: years(1) })
      await store.operations.insert(open)
      const left = async (): Promise<string[]> =>
        (await store.operations.list(applicationId, { limit: 9 })).map(({ id }) => id)
      expect(await store.operations.removeEndedBefore(years(3), 1)).toBe(1)
      expect(await left()).toEqual(['old-3', 'old-2', 'open'])
      expect(await store.operations.removeEndedBefore(years(3), 10)).toBe(1)
      expect(await left()).toEqual(['old-3', 'open'])
      expect(await store.operations.removeEndedBefore(years(3), 10)).toBe(0)
    })

    it('is written by one of 32 writers at a time: one winner a version, no number left out', async () => {
      await store.versions.insert(aVersion({ applicationId, versionId: 1 }))
      const winners = new Map<number, number>()
      const write = (seen: number, writer: number): Promise<boolean> =>
        store.transaction(async (tx) => {
          const current = (await tx.applications.findById(applicationId, { lock: true }))!
          if (current.versionId !== seen) return false
          const versionId = seen + 1
          await tx.applications.save({ ...current, versionId })
          await tx.versions.insert(aVersion({ applicationId, versionId, updatedFrom: seen }))
          winners.set(versionId, writer)
          return true
        })
      const untilWritten = async (writer: number): Promise<void> => {
        for (;;) {
          const { versionId } = (await store.applications.findById(applicationId))!
          if (await write(versionId, writer)) return
        }
      }
      await Promise.all(Array.from({ length: 32 }, (_, writer) => untilWritten(writer)))
      expect(new Set(winners.values()).size).toBe(32)
      const versions = await store.versions.list(applicationId, { limit: 50 })
      expect(versions.map(({ versionId, updatedFrom }) => [versionId, updatedFrom])).toEqual(
        Array.from({ length: 33 }, (_, index) => [33 - index, index === 32 ? undefined : 32 - index]),
      )
    })
  })
}
