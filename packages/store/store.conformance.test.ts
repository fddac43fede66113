import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger, Store } from '@weir/domain'
import { anAccessKey, anApplication, aPrincipal } from '@weir/testkit'
import { type PostgresServer, startPostgresServer } from '@weir/testkit/servers/postgres-server'
import pg from 'pg'
import { applyMigrations } from './apply-migrations.ts'
import { describeStore } from './conformance/store-conformance.ts'
import { createStore } from './create-store.ts'
import { sealStoredSecrets } from './seal-stored-secrets.ts'
import { createSecretBox } from './secret-box.ts'
import { waitForDatabase } from './wait-for-database.ts'

const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const keyOf = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const secrets = createSecretBox({ key: keyOf(1) })
const directory = join(import.meta.dirname, '../../prisma/migrations')

let server: PostgresServer
let databaseUrl: string
let store: Store

beforeAll(async () => {
  server = await startPostgresServer()
  databaseUrl = await server.createDatabase('weir')
  await applyMigrations({ databaseUrl, directory, logger })
  store = createStore({ databaseUrl, secrets, logger })
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

describe('secrets at rest', () => {
  const accountId = '555555555555'
  const user = aPrincipal({ accountId })
  const session = { token: 'session-token', expiresAt: new Date('2099-01-01'), name: 'x' }
  const key = anAccessKey({ accountId, principalArn: user.arn, secretAccessKey: 'at-rest-secret', session })
  const stored = async (): Promise<string> => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query('SELECT * FROM access_keys WHERE access_key_id = $1', [key.accessKeyId])
    await client.end()
    return JSON.stringify(rows)
  }
  const change = async (secret: string): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query('UPDATE access_keys SET secret_access_key = $1 WHERE access_key_id = $2', [
      secret,
      key.accessKeyId,
    ])
    await client.end()
  }

  it('cannot be read in the database', async () => {
    await store.identity.accounts.insert({ id: accountId, name: 'x', createdAt: new Date() })
    await store.identity.principals.insert(user)
    await store.identity.accessKeys.insert(key)
    expect(await stored()).toContain('sealed:')
    expect(await stored()).not.toMatch(/at-rest-secret|session-token/)
  })

  it('are sealed at the start where an earlier version has left them as they were', async () => {
    await change('at-rest-secret')
    expect(await store.identity.accessKeys.find(key.accessKeyId)).toEqual(key)
    expect(await sealStoredSecrets({ databaseUrl, secrets })).toBe(1)
    expect(await stored()).not.toContain('at-rest-secret')
    expect(await store.identity.accessKeys.find(key.accessKeyId)).toEqual(key)
    expect(await sealStoredSecrets({ databaseUrl, secrets })).toBe(0)
  })

  it('move to a new key while the previous one is given, and stop a start with the wrong one', async () => {
    const wrong = sealStoredSecrets({ databaseUrl, secrets: createSecretBox({ key: keyOf(2) }) })
    await expect(wrong).rejects.toThrow(/was sealed with the key \w+, which is not WEIR_SECRET_KEY/)
    expect(await store.identity.accessKeys.find(key.accessKeyId)).toEqual(key)
    const rotated = createSecretBox({ key: keyOf(2), previous: keyOf(1) })
    expect(await sealStoredSecrets({ databaseUrl, secrets: rotated })).toBeGreaterThanOrEqual(2)
    await expect(store.identity.accessKeys.find(key.accessKeyId)).rejects.toThrow('was sealed with the key')
    const back = createSecretBox({ key: keyOf(1), previous: keyOf(2) })
    await sealStoredSecrets({ databaseUrl, secrets: back })
    expect(await store.identity.accessKeys.find(key.accessKeyId)).toEqual(key)
  })
})

it('keeps secrets out of its errors', async () => {
  const { store: broken } = {
    store: createStore({ databaseUrl: databaseUrl.replace('weir:weir', 'weir:hunter2'), secrets, logger }),
  }
  const key = anAccessKey({ secretAccessKey: 'top-secret' })
  const error: unknown = await broken.identity.accessKeys.insert(key).catch((reason: unknown) => reason)
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
