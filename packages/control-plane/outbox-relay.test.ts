import { anApplication, createManualClock, createMemoryStore } from '@weir/testkit'
import { createOutboxRelay } from './outbox-relay.ts'

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

const createStory = async () => {
  const store = createMemoryStore({ clock: createManualClock() })
  const woken: { applicationId: string; host?: string | undefined }[] = []
  const fault: { next?: Error | undefined } = {}
  const dispatch = {
    wake: async (wakeUp: (typeof woken)[number]) => {
      await new Promise((resolve) => setImmediate(resolve))
      if (fault.next !== undefined) throw fault.next
      woken.push(wakeUp)
    },
  }
  const relay = createOutboxRelay({ store, dispatch, logger: silent })
  const waiting = async (): Promise<string> => {
    const application = anApplication()
    await store.applications.insert(application)
    await store.outbox.add(application.id)
    return application.id
  }
  return { store, woken, fault, relay, waiting }
}

it('wakes the host that holds the lease, or any', async () => {
  const { store, woken, relay, waiting } = await createStory()
  const [held, free] = [await waiting(), await waiting()]
  await store.leases.claim(held, 'host-1', 30_000)
  await relay.flush()
  expect(woken).toEqual([
    { applicationId: held, host: 'host-1' },
    { applicationId: free, host: undefined },
  ])
  expect(await store.outbox.pending(10)).toEqual([])
})

it('publishes more than a batch', async () => {
  const { woken, relay, waiting } = await createStory()
  for (let n = 0; n < 230; n += 1) await waiting()
  await relay.flush()
  expect(woken).toHaveLength(230)
})

it('sees what was committed before each call, and publishes it once', async () => {
  const { woken, relay, waiting } = await createStory()
  const first = await waiting()
  const running = relay.flush()
  const second = await waiting()
  await Promise.all([running, relay.flush(), relay.flush(), relay.flush()])
  expect(woken.map(({ applicationId }) => applicationId)).toEqual([first, second])
})

it('never throws, keeps what it could not publish and publishes it the next time', async () => {
  const { store, woken, fault, relay, waiting } = await createStory()
  const id = await waiting()
  fault.next = new Error('redis is gone')
  await relay.flush()
  expect(await store.outbox.pending(10)).toHaveLength(1)
  fault.next = undefined
  await relay.flush()
  expect(woken).toEqual([{ applicationId: id, host: undefined }])
})
