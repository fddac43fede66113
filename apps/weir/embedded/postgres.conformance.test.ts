import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { startDoomedParent } from './doomed-parent.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './postgres.ts'
import { processIdentity } from './process-identity.ts'

const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

let dataDir: string
let server: EmbeddedPostgres | undefined

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weir-postgres-'))
  await chmod(dataDir, 0o711)
})

afterEach(async () => {
  await server?.stop()
  server = undefined
  await rm(dataDir, { recursive: true, force: true })
})

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

const eventually = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === 300) throw error
      await delay(100)
    }
  }
}

const inAParent = () =>
  startDoomedParent(`
    import { startEmbeddedPostgres } from './postgres.ts'
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, logger })
    report(JSON.stringify({ url: server.url, pid: server.pid() }))`)

it('keeps data, port and password over a stop and a start, and refuses a wrong password', async () => {
  const first = await startEmbeddedPostgres({ dataDir, logger })
  server = first
  await query(first.url, 'create table kept as select 42 as answer')
  await expect(query(first.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password')
  const pid = first.pid()
  await first.stop()
  expect(await processIdentity(pid)).toBeUndefined()

  server = await startEmbeddedPostgres({ dataDir, logger })
  expect(server.url).toBe(first.url)
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

it('adopts the server of a parent that was killed, and can stop it', async () => {
  const parent = await inAParent()
  const { url, pid } = JSON.parse(parent.line) as { url: string; pid: number }
  await query(url, 'create table kept as select 42 as answer')
  await parent.kill()
  expect(await processIdentity(pid)).toBeDefined()

  server = await startEmbeddedPostgres({ dataDir, logger })
  expect(server.pid()).toBe(pid)
  expect(server.url).toBe(url)
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await server.stop()
  expect(await processIdentity(pid)).toBeUndefined()
})

it('recovers when parent and server were both killed', async () => {
  const parent = await inAParent()
  const { url, pid } = JSON.parse(parent.line) as { url: string; pid: number }
  await query(url, 'create table kept as select 42 as answer')
  await parent.kill()
  process.kill(pid, 'SIGKILL')

  server = await startEmbeddedPostgres({ dataDir, logger })
  expect(server.pid()).not.toBe(pid)
  expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

it('starts again what was killed, and has lost nothing that was acknowledged', async () => {
  server = await startEmbeddedPostgres({ dataDir, logger })
  const { url } = server
  await query(url, 'create table kept as select generate_series(1, 1000) as n')
  const killed = server.pid()
  process.kill(killed, 'SIGKILL')
  expect(await eventually(() => query(url, 'select count(*)::int as count from kept'))).toEqual([{ count: 1000 }])
  // It answers a moment before its supervisor has seen that it does.
  await eventually(async () => expect(server?.pid()).not.toBe(killed))
})

it('starts on a lock file whose pid belongs to another program now', async () => {
  server = await startEmbeddedPostgres({ dataDir, logger })
  const lockFile = join(dataDir, 'postgres/cluster/postmaster.pid')
  const lock = await readFile(lockFile, 'utf8')
  await server.stop()
  await writeFile(lockFile, lock.replace(/^\d+/, String(process.pid)))
  server = await startEmbeddedPostgres({ dataDir, logger })
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('makes the cluster anew when the first start was killed half-way', async () => {
  const parent = await startDoomedParent(`
    import { mkdirSync, writeFileSync } from 'node:fs'
    mkdirSync(${JSON.stringify(join(dataDir, 'postgres/cluster.new-1'))}, { recursive: true })
    writeFileSync(${JSON.stringify(join(dataDir, 'postgres/cluster.new-1/PG_VERSION'))}, '18')
    report('half-way')`)
  await parent.kill()
  server = await startEmbeddedPostgres({ dataDir, logger })
  expect((await readdir(join(dataDir, 'postgres'))).sort()).toEqual(['cluster', 'settings.json'])
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
})
