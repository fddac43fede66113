import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Logger } from '@weir/domain'
import { freePort } from './free-port.ts'
import { choosePostgresAccount, type AccountKind, type PostgresAccount } from './postgres-account.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { orphanedPostmaster, runningPostmaster } from './postmaster.ts'
import { readIfThere, writePrivateFile } from './private-file.ts'
import { spawnServer } from './spawn-server.ts'
import type { IdentifiedProcess } from './stop-process.ts'
import { supervise } from './supervise.ts'

export interface EmbeddedPostgres {
  readonly url: string
  /** The server that runs now; another one after it was restarted. */
  pid(): number
  /** Ends the server in order; what was committed is on disk. */
  stop(): Promise<void>
}

interface Settings {
  readonly port: number
  readonly password: string
  readonly account: AccountKind
}

const USER = 'weir'
const HOST = '127.0.0.1'
const UNFINISHED = 'cluster.new-'

/**
 * The embedded Postgres on `<dataDir>/postgres`: made at the first start, adopted when it outlived a killed parent, started again
 * when it dies. Loopback only, password by SCRAM; its port is chosen once and kept.
 */
export async function startEmbeddedPostgres({
  dataDir,
  port,
  logger,
}: {
  dataDir: string
  port?: number | undefined
  logger: Logger
}): Promise<EmbeddedPostgres> {
  const home = join(dataDir, 'postgres')
  const cluster = join(home, 'cluster')
  const binaries = await findPostgresBinaries()
  await mkdir(home, { recursive: true })
  // The server's own account must be able to pass; what it keeps below is closed to everybody else.
  await chmod(home, 0o711)
  const { settings, account } = await prepare({ home, cluster, binaries, port })

  let current = settings
  const start = async (): Promise<IdentifiedProcess> => {
    const orphan = await orphanedPostmaster(cluster)
    if (orphan !== undefined) {
      logger.info({ pid: orphan.pid, port: orphan.port }, 'found the embedded Postgres running')
      // Its url is known to others already when this is a restart; otherwise this is where it is learnt.
      current = { ...current, port: orphan.port }
      return orphan
    }
    return launch({
      home,
      cluster,
      binaries,
      account,
      settings: current,
      logFile: join(dataDir, 'logs', 'postgres.log'),
    })
  }
  const server = await supervise({
    name: 'postgres',
    start,
    // Fast shutdown: sessions are ended, a checkpoint is written. Immediate: recovery at the next start.
    persuasion: [
      { signal: 'SIGINT', waitMs: 10_000 },
      { signal: 'SIGQUIT', waitMs: 3_000 },
    ],
    logger,
  })
  return {
    url: `postgresql://${USER}:${current.password}@${HOST}:${current.port}/postgres`,
    pid: server.pid,
    stop: server.stop,
  }
}

async function prepare({
  home,
  cluster,
  binaries,
  port,
}: {
  home: string
  cluster: string
  binaries: PostgresBinaries
  port: number | undefined
}): Promise<{ settings: Settings; account: PostgresAccount }> {
  const file = join(home, 'settings.json')
  const text = await readIfThere(file)
  const known = text === undefined ? undefined : (JSON.parse(text) as Settings)
  const account = await choosePostgresAccount({
    // The files of a cluster belong to the account that made it.
    remembered: (await exists(cluster)) ? known?.account : undefined,
    probe: { program: '/bin/sh', args: ['-c', '"$0" --version && cd "$1"', binaries.postgres, home] },
  })
  const running = await runningPostmaster(cluster)
  const settings: Settings = {
    // A port that somebody else took meanwhile is given up; nobody outside this data directory knows it.
    port: running?.port ?? (await freePort(HOST, port ?? known?.port)),
    password: known?.password ?? randomBytes(24).toString('hex'),
    account: account.kind,
  }
  if (JSON.stringify(settings) !== JSON.stringify(known)) await writePrivateFile(file, JSON.stringify(settings))
  if (!(await exists(cluster))) await initialise({ home, cluster, binaries, account, password: settings.password })
  return { settings, account }
}

/** Makes the cluster beside its place and moves it there: a start that is killed half-way leaves nothing that looks complete. */
async function initialise({
  home,
  cluster,
  binaries,
  account,
  password,
}: {
  home: string
  cluster: string
  binaries: PostgresBinaries
  account: PostgresAccount
  password: string
}): Promise<void> {
  const leftovers = (await readdir(home)).filter((name) => name.startsWith(UNFINISHED))
  await Promise.all(leftovers.map((name) => rm(join(home, name), { recursive: true, force: true })))
  // A name of its own: the initdb of a parent that was killed may still be writing into the earlier one.
  const unfinished = await mkdtemp(join(home, UNFINISHED))
  const passwordFile = `${unfinished}.password`
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account.owner !== undefined) {
    for (const path of [unfinished, passwordFile]) await chown(path, account.owner.uid, account.owner.gid)
  }
  const { program, args } = account.wrap(binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ])
  try {
    await promisify(execFile)(program, args, { cwd: home, env: { LC_ALL: 'C', TZ: 'UTC' }, ...account.owner })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(unfinished, cluster)
}

async function launch({
  home,
  cluster,
  binaries,
  account,
  settings,
  logFile,
}: {
  home: string
  cluster: string
  binaries: PostgresBinaries
  account: PostgresAccount
  settings: Settings
  logFile: string
}): Promise<IdentifiedProcess> {
  const { program, args } = account.wrap(binaries.postgres, [
    '-D',
    cluster,
    '-p',
    String(settings.port),
    ...Object.entries(laptopSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  const command = {
    name: 'Postgres',
    program,
    args,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    logFile,
    cwd: home,
    ...account.owner,
  }
  const ready = async ({ pid }: IdentifiedProcess): Promise<boolean> => {
    const found = await runningPostmaster(cluster)
    return found?.pid === pid && found.ready
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await spawnServer(command, { ready, timeoutMs: 60_000 })
    } catch (error) {
      // After kill -9 of the server alone its sessions live on for a moment, and with them its shared memory.
      if (attempt === 5) throw error
      await delay(500)
    }
  }
}

/** For one service on one machine: little memory, no network but loopback, no replication; durable like any Postgres. */
const laptopSettings = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  jit: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
} as const

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
