import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger, Store } from '@weir/domain'
import { anApplication } from '@weir/testkit'
import { type PostgresServer, startPostgresServer } from '@weir/testkit/servers/postgres-server'
import { applyMigrations } from './apply-migrations.ts'
import { describeStore } from './conformance/store-conformance.ts'
import { createStore } from './create-store.ts'
import { waitForDatabase } from './wait-for-database.ts'

const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const directory = join(import.meta.dirname, '../../prisma/migrations')

let server: PostgresServer
let databaseUrl: string
let store: Store

beforeAll(async () => {
  server = await startPostgresServer()
  databaseUrl = await server.createDatabase('weir')
  await applyMigrations({ databaseUrl, directory, logger })
  store = createStore({ databaseUrl, logger })
})
afterAll(async () => {
  await store.close()
  await server.stop()
})

describeStore('Postgres', () => ({ store, letPass: (ms) => pause(ms) }))

it('runs transactions that lock each other out again until both have succeeded', async () => {
  const [first, second] = [anApplication(), anApplication()]
  for (const application of [first, second]) await store.applications.insert(application)
  let runs = 0
  let bothHoldOne: () => void = () => {}
  const meeting = new Promise<void>((resolve) => (bothHoldOne = resolve))
  const lockBoth = (ids: readonly string[]): Promise<void> =>
    store.transaction(async (tx) => {
      await tx.applications.findById(ids[0]!, { lock: true })
      runs += 1
      if (runs === 2) bothHoldOne()
      await meeting
      await tx.applications.findById(ids[1]!, { lock: true })
    })
  await Promise.all([lockBoth([first.id, second.id]), lockBoth([second.id, first.id])])
  expect(runs).toBe(3)
})

it('keeps secrets out of its errors', async () => {
  const application = anApplication()
  const { store: broken } = {
    store: createStore({ databaseUrl: databaseUrl.replace('weir:weir', 'weir:hunter2'), logger }),
  }
  const key = { accessKeyId: 'AKIAX', secretAccessKey: 'top-secret', accountId: application.accountId, userName: 'u' }
  const error: unknown = await broken.accessKeys.put(key).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(Error)
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/top-secret|hunter2/)
  await broken.close()
})

describe('when Postgres fails', () => {
  const eventually = async <T>(attempt: () => Promise<T>): Promise<T> => {
    for (let failures = 0; ; failures += 1) {
      try {
        return await attempt()
      } catch (error) {
        if (failures === 100) throw error
        await pause(50)
      }
    }
  }

  it('says so, loses nothing acknowledged and goes on by itself after kill -9 and a restart', async () => {
    const application = anApplication()
    await store.applications.insert(application)
    await server.kill()
    await expect(store.ping()).rejects.toThrow()
    await expect(store.applications.findById(application.id)).rejects.toThrow()
    await server.restart()
    await waitForDatabase({ databaseUrl, timeoutMs: 30_000, logger })
    expect(await eventually(() => store.applications.findById(application.id))).toEqual(application)
    await Promise.all(Array.from({ length: 20 }, () => eventually(() => store.ping())))
  })

  it('rolls back what was in mid-transaction', async () => {
    const application = anApplication()
    await store.applications.insert(application)
    const cut = store.transaction(async (tx) => {
      await tx.applications.save({ ...application, status: 'STARTING' })
      await server.kill()
      await tx.outbox.add(application.id)
    })
    await expect(cut).rejects.toThrow()
    await server.restart()
    expect(await eventually(() => store.applications.findById(application.id))).toEqual(application)
    await eventually(() => store.applications.save({ ...application, status: 'STARTING' }))
  })

  it('notices one that hangs, and goes on when it answers again', async () => {
    await server.freeze(true)
    await expect(store.ping()).rejects.toThrow('did not answer within 3 s')
    await server.freeze(false)
    await eventually(() => store.ping())
  })

  it('waits for one that is not there, but not for ever', async () => {
    await server.kill()
    const waiting = waitForDatabase({ databaseUrl, timeoutMs: 300, logger })
    await expect(waiting).rejects.toThrow(/did not answer within 300 ms: .*ECONNREFUSED/)
    const patient = waitForDatabase({ databaseUrl, timeoutMs: 60_000, logger })
    await server.restart()
    await patient
    await eventually(() => store.ping())
  })
})
