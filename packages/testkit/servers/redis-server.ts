import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { inToolCache } from './tool-cache.ts'

/** A real Redis of a test's own, on a free port. */
export interface RedisServer {
  readonly url: string
  /** Forgets everything, as an operator's FLUSHALL does. */
  wipe(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function startRedisServer(): Promise<RedisServer> {
  const program = findRedis()
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'weir-redis-'))

  const start = async (): Promise<ChildProcess> => {
    const settings = { port: String(port), bind: '127.0.0.1', dir: directory, save: '', appendonly: 'no' }
    const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
    const server = spawn(program, [...flags, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' })
    for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt += 1) {
      if ((await say(port, 'PING').catch(() => '')).startsWith('+PONG')) return server
      await pause(50)
    }
    throw new Error(`${program} does not answer on port ${port}`)
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }

  let server = await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    wipe: async () => {
      await say(port, 'FLUSHALL')
    },
    kill: () => end('SIGKILL'),
    restart: async () => {
      server = await start()
    },
    stop: async () => {
      await end('SIGTERM')
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** The one that `npm test` installs (scripts/test/tools.mjs), or the system's. */
function findRedis(): string {
  const folders = [inToolCache('test-tools/bin'), ...(process.env['PATH'] ?? '').split(delimiter)]
  const found = folders.map((folder) => join(folder, 'redis-server')).find((program) => existsSync(program))
  if (!found) throw new Error('no redis-server: run npm test once, or apt-get install redis-server')
  return found
}

function say(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.write(`${command}\r\n`))
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(answer.toString())
    })
    socket.once('error', reject)
  })
}
