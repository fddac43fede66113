import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createManualClock, createMemoryStore } from '@weir/testkit'
import { createFakeEngine } from '@weir/testkit/fake-engine/fake-engine'
import { createCrashPoints } from './crash-points.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'weir-crash-points-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

class Death extends Error {}
const clock = createManualClock()
const points = (at?: string) => {
  const die = () => {
    throw new Death()
  }
  const crash = createCrashPoints({ faults: { crashes: { at } }, dataDir, die })
  return { store: crash.store(createMemoryStore({ clock })), spawned: crash.spawned }
}
const log = () => readFileSync(join(dataDir, 'crash-points.log'), 'utf8').trim().split('\n')
const write = async (store: ReturnType<typeof points>['store']) => {
  let ran = false
  const died = await store
    .transaction(async () => {
      ran = true
    })
    .then(
      () => false,
      (error: unknown) => error instanceof Death,
    )
  return { ran, died }
}

it('are the ports themselves where nobody tests crashes', () => {
  const store = createMemoryStore({ clock })
  const engine = createFakeEngine({ clock })
  const crash = createCrashPoints({ faults: {}, dataDir })
  expect(crash.store(store)).toBe(store)
  expect(crash.engine(engine)).toBe(engine)
  expect(crash.spawned).toBeUndefined()
})

it('are counted, and kill nobody, while none is named', async () => {
  const { store, spawned } = points()
  await write(store)
  spawned?.('taskmanager-3')
  expect(await store.leases.holder('a')).toBeUndefined()
  expect(log()).toEqual(['1 store.transaction:1 before', '1 store.transaction:1 after', '2 spawn.taskmanager:1 after'])
})

it.each([
  ['2', { ran: false, died: true }],
  ['2+after', { ran: true, died: true }],
  ['store.transaction:2', { ran: false, died: true }],
  ['store.fenced:2', { ran: true, died: false }],
])('kill at %s, before or after what happens there', async (at, expected) => {
  const { store } = points(at)
  expect(await write(store)).toEqual({ ran: true, died: false })
  expect(await write(store)).toEqual(expected)
})

it('are named anew by a file, from when on they are counted', async () => {
  const { store } = points()
  await write(store)
  writeFileSync(join(dataDir, 'crash-point'), '1+after\n')
  expect(await write(store)).toEqual({ ran: true, died: true })
  expect(existsSync(join(dataDir, 'crash-point'))).toBe(false)
})

it('are named for several lives, one a line, each counting for itself', async () => {
  const first = points()
  writeFileSync(join(dataDir, 'crash-point'), '2\nstore.transaction:1+after\n')
  expect(await write(first.store)).toEqual({ ran: true, died: false })
  expect(await write(first.store)).toEqual({ ran: false, died: true })
  const second = points()
  expect(await write(second.store)).toEqual({ ran: true, died: true })
  const third = points()
  expect(await write(third.store)).toEqual({ ran: true, died: false })
})
