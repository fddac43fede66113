import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '@weir/domain'
import { type PostgresServer, startPostgresServer } from '@weir/testkit/servers/postgres-server'
import pg from 'pg'
import { applyMigrations } from './apply-migrations.ts'
import { createStore } from './create-store.ts'
import { sealStoredSecrets } from './seal-stored-secrets.ts'
import { createSecretBox } from './secret-box.ts'

const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const committed = join(import.meta.dirname, '../../prisma/migrations')

let server: PostgresServer
let databaseUrl: string
let directory: string
let databases = 0

beforeAll(async () => {
  server = await startPostgresServer()
})
afterAll(() => server.stop())

beforeEach(async () => {
  databaseUrl = await server.createDatabase(`weir_${++databases}`)
  directory = await mkdtemp(join(tmpdir(), 'weir-migrations-'))
  // the first migration alone: these tests are about applying, whatever has been added since
  for (const entry of ['0001_init', 'migration_lock.toml']) {
    await cp(join(committed, entry), join(directory, entry), { recursive: true })
  }
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const query = async (sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql)
  await client.end()
  return rows
}
const addMigration = async (name: string, sql: string): Promise<void> => {
  await mkdir(join(directory, name))
  await writeFile(join(directory, name, 'migration.sql'), sql)
}
const apply = (): Promise<readonly string[]> => applyMigrations({ databaseUrl, directory, logger })

it('applies each migration once and records it as the official CLI does', async () => {
  expect(await apply()).toEqual(['0001_init'])
  await addMigration('0002_more', 'CREATE TABLE more (id integer); CREATE TABLE most (id integer);')
  expect(await apply()).toEqual(['0002_more'])
  expect(await apply()).toEqual([])
  const [first, second] = await query('SELECT * FROM _prisma_migrations ORDER BY migration_name')
  const file = await readFile(join(committed, '0001_init/migration.sql'))
  expect(first).toMatchObject({
    migration_name: '0001_init',
    checksum: createHash('sha256').update(file).digest('hex'),
    finished_at: expect.any(Date),
    rolled_back_at: null,
    applied_steps_count: 1,
  })
  expect(second).toMatchObject({ migration_name: '0002_more' })
})

it('lets many processes start at once', async () => {
  const applied = await Promise.all(Array.from({ length: 6 }, apply))
  expect(applied.flat()).toEqual(['0001_init'])
})

it('leaves nothing of a migration that fails, and applies it once it is mended', async () => {
  await addMigration('0002_bad', 'CREATE TABLE half (id integer); SELECT * FROM nowhere;')
  await expect(apply()).rejects.toThrow('the migration 0002_bad failed and was rolled back: relation "nowhere"')
  expect(await query(`SELECT to_regclass('half') AS found`)).toEqual([{ found: null }])
  await writeFile(join(directory, '0002_bad/migration.sql'), 'CREATE TABLE half (id integer);')
  expect(await apply()).toEqual(['0002_bad'])
})

it('refuses a migration that was changed after it was applied', async () => {
  await apply()
  await writeFile(join(directory, '0001_init/migration.sql'), '-- nothing')
  await expect(apply()).rejects.toThrow('the migration 0001_init was applied from a different file')
})

it('refuses a database that a newer version wrote', async () => {
  await addMigration('0002_future', 'CREATE TABLE future (id integer)')
  await apply()
  await rm(join(directory, '0002_future'), { recursive: true })
  await expect(apply()).rejects.toThrow('0002_future, which this version of Weir does not know')
})

it('refuses a migration older than what is applied, and a history that failed half-way', async () => {
  await apply()
  await addMigration('0000_late', 'SELECT 1')
  await expect(apply()).rejects.toThrow('0000_late is older than 0001_init')
  await rm(join(directory, '0000_late'), { recursive: true })
  await query(`UPDATE _prisma_migrations SET finished_at = NULL`)
  await expect(apply()).rejects.toThrow('failed half-way')
})

it('says where it looked when there are no migrations', async () => {
  const missing = applyMigrations({ databaseUrl, directory: '/nowhere/at/all', logger })
  await expect(missing).rejects.toThrow('no migrations can be read from /nowhere/at/all')
})

it('takes the keys and roles of the first version along, whose secrets the start then seals', async () => {
  await apply()
  await query(`
    INSERT INTO access_keys VALUES
      ('AKIA1', 'secret-1', '123456789012', 'admin'), ('AKIA2', 'secret-2', '123456789012', 'admin');
    INSERT INTO roles VALUES
      ('arn:aws:iam::123456789012:role/weir-default', '123456789012', 'AKIAROLE', 'role-secret', NULL),
      ('arn:aws:iam::210987654321:role/service-role/x', '210987654321', 'AKIAX', 'x-secret', 'x-token')`)
  await cp(committed, directory, { recursive: true })
  await apply()
  const secrets = createSecretBox({ key: new Uint8Array(32).fill(3) })
  expect(await sealStoredSecrets({ databaseUrl, secrets })).toBe(5)
  const store = createStore({ databaseUrl, secrets, logger })
  const { accounts, principals, accessKeys, roles } = store.identity
  expect((await accounts.list()).map(({ id }) => id)).toEqual(['123456789012', '210987654321'])
  const admin = 'arn:aws:iam::123456789012:user/admin'
  expect(await principals.find(admin)).toMatchObject({ kind: 'user', name: 'admin' })
  const keys = (await accessKeys.list(admin)).map(({ accessKeyId, secretAccessKey, active }) => ({
    accessKeyId,
    secretAccessKey,
    active,
  }))
  expect(keys).toEqual([
    { accessKeyId: 'AKIA1', secretAccessKey: 'secret-1', active: true },
    { accessKeyId: 'AKIA2', secretAccessKey: 'secret-2', active: true },
  ])
  expect(await roles.find('arn:aws:iam::210987654321:role/service-role/x')).toMatchObject({
    credentials: { accessKeyId: 'AKIAX', secretAccessKey: 'x-secret', sessionToken: 'x-token' },
    endpoints: {},
  })
  expect(await principals.list('210987654321', 'role')).toMatchObject([{ name: 'service-role/x' }])
  expect(JSON.stringify(await query('SELECT * FROM access_keys, roles'))).not.toMatch(/secret-\d|role-secret|x-token/)
  await store.close()
})
