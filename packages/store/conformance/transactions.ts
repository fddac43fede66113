import { type Application, DuplicateError, LeaseLostError, type Store } from '@weir/domain'
import { anApplication, anOperation, aVersion } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'

export function describeTransactions(underTest: () => StoreUnderTest): void {
  let store: Store
  let application: Application
  beforeEach(async () => {
    ;({ store } = underTest())
    application = anApplication()
    await store.applications.insert(application)
  })

  describe('a transaction', () => {
    it('makes all of its changes and gives its result', async () => {
      const operation = anOperation({ applicationId: application.id })
      const saved = await store.transaction(async (tx) => {
        const read = await tx.applications.findById(application.id, { lock: true })
        await tx.operations.insert(operation)
        await tx.outbox.add(application.id)
        expect(await tx.operations.find(application.id, operation.id)).toEqual(operation)
        return tx.applications.save({ ...read!, status: 'STARTING' })
      })
      expect(await store.applications.findById(application.id)).toEqual(saved)
      expect(await store.operations.find(application.id, operation.id)).toEqual(operation)
    })

    it('that throws leaves nothing and throws on', async () => {
      const failure = new Error('not today')
      const attempt = store.transaction(async (tx) => {
        await tx.applications.save({ ...application, status: 'STARTING' })
        await tx.versions.insert(aVersion({ applicationId: application.id }))
        await tx.applications.putTags(application.id, [{ key: 'k', value: 'v' }])
        await tx.applications.insert(anApplication({ name: `${application.name}-2` }))
        throw failure
      })
      await expect(attempt).rejects.toBe(failure)
      expect(await store.applications.findById(application.id)).toEqual(application)
      expect(await store.versions.find(application.id, 1)).toBeUndefined()
      expect(await store.applications.findByName(application, `${application.name}-2`)).toBeUndefined()
    })

    it('may go on after a duplicate', async () => {
      await store.transaction(async (tx) => {
        await expect(tx.applications.insert(anApplication({ name: application.name }))).rejects.toThrow(DuplicateError)
        await tx.applications.save({ ...application, status: 'STARTING' })
      })
      expect((await store.applications.findById(application.id))?.status).toBe('STARTING')
    })

    it('does not show its changes to others before it is over', async () => {
      await store.transaction(async (tx) => {
        await tx.applications.save({ ...application, status: 'STARTING' })
        expect((await store.applications.findById(application.id))?.status).toBe('READY')
      })
      expect((await store.applications.findById(application.id))?.status).toBe('STARTING')
    })

    it('that locks what it changes loses no update among many', async () => {
      const increments = Array.from({ length: 10 }, () =>
        store.transaction(async (tx) => {
          const read = await tx.applications.findById(application.id, { lock: true })
          await tx.applications.save({ ...read!, currentParallelism: read!.currentParallelism + 1 })
        }),
      )
      await Promise.all(increments)
      const { currentParallelism } = (await store.applications.findById(application.id))!
      expect(currentParallelism).toBe(application.currentParallelism + 10)
    })
  })

  describe('a fenced transaction', () => {
    it('writes while the lease is held', async () => {
      const lease = (await store.leases.claim(application.id, 'host-1', 60_000))!
      await store.fenced(lease, (tx) => tx.applications.save({ ...application, status: 'STARTING' }))
      expect((await store.applications.findById(application.id))?.status).toBe('STARTING')
    })

    it('writes nothing once the lease has expired', async () => {
      const lease = (await store.leases.claim(application.id, 'host-1', 40))!
      await underTest().letPass(60)
      const late = store.fenced(lease, (tx) => tx.applications.save({ ...application, status: 'STARTING' }))
      await expect(late).rejects.toThrow(LeaseLostError)
      expect(await store.applications.findById(application.id)).toEqual(application)
    })

    it('writes nothing under an older epoch or another owner', async () => {
      const lease = (await store.leases.claim(application.id, 'host-1', 60_000))!
      const never = async (): Promise<void> => {
        throw new Error('must not run')
      }
      await expect(store.fenced({ ...lease, epoch: lease.epoch - 1 }, never)).rejects.toThrow(LeaseLostError)
      await expect(store.fenced({ ...lease, owner: 'host-2' }, never)).rejects.toThrow(LeaseLostError)
      await store.applications.remove(application.id)
      await expect(store.fenced(lease, never)).rejects.toThrow(LeaseLostError)
    })

    it('rolls back when its work throws', async () => {
      const lease = (await store.leases.claim(application.id, 'host-1', 60_000))!
      const attempt = store.fenced(lease, async (tx) => {
        await tx.applications.save({ ...application, status: 'STARTING' })
        throw new Error('not today')
      })
      await expect(attempt).rejects.toThrow('not today')
      expect(await store.applications.findById(application.id)).toEqual(application)
    })
  })
}
