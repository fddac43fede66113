import { describeStore, type StoreUnderTest } from '@weir/store/conformance/store-conformance'
import { anApplication } from '../builders.ts'
import { createManualClock } from '../manual-clock.ts'
import { createMemoryStore } from './memory-store.ts'

const startStore = (): StoreUnderTest => {
  const clock = createManualClock()
  return { store: createMemoryStore({ clock }), letPass: clock.advance }
}

let current = startStore()
beforeEach(() => (current = startStore()))

describeStore('memory', () => current)

it('shares no objects with its callers', async () => {
  const application = anApplication({ tags: [{ key: 'a', value: '1' }] })
  await current.store.applications.insert(application)
  const read = await current.store.applications.findById(application.id)
  ;(read!.tags as { key: string; value: string }[]).push({ key: 'b', value: '2' })
  expect((await current.store.applications.findById(application.id))?.tags).toHaveLength(1)
})

it('says so when the store itself is written inside a transaction', async () => {
  const attempt = current.store.transaction(async () => current.store.applications.insert(anApplication()))
  await expect(attempt).rejects.toThrow('inside a transaction')
})

it('refuses to be used after it is closed', async () => {
  await current.store.close()
  await expect(current.store.ping()).rejects.toThrow('closed')
})
