// A real Redis server for one test run, empty at first and gone afterwards.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { toolsFolder } from './tools.mjs'

/** Starts Redis on a free loopback port; `stop` ends it and removes what it wrote. */
export async function startRedis() {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'weir-redis-'))
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
  const noEviction = ['--maxmemory-policy', 'noeviction']
  const server = spawn(join(toolsFolder, 'bin/redis-server'), [...settings, ...noEviction], { stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('close', resolve))
  server.once('error', () => undefined)
  const stop = async () => {
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) break
    if (await answersPing(port)) return { url: `redis://127.0.0.1:${port}`, port, stop }
    await pause(50)
  }
  await stop()
  throw new Error('the Redis server for the tests did not start')
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

function answersPing(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (value) => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', () => socket.write('PING\r\n'))
    socket.once('data', (data) => answer(String(data).startsWith('+PONG')))
    socket.once('error', () => answer(false))
  })
}
