import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { inToolCache } from './tool-cache.ts'

/** moto's server of a test's own on a free port: CloudWatch, CloudWatch Logs and more, in memory. Any credentials will do. */
export interface MotoServer {
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Ends it as a network that breaks off would; it answers nothing from then on. */
  stop(): Promise<void>
}

export async function startMotoServer(given: { port?: number } = {}): Promise<MotoServer> {
  const program = inToolCache('test-tools/bin/moto_server')
  if (!existsSync(program)) throw new Error(`no moto at ${program}: run npm test once`)
  const port = given.port ?? (await freePort())
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL')
    await ended
  }
  const endpoint = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 600 && server.exitCode === null; attempt += 1) {
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined)
    if (answer?.ok) return { endpoint, accessKeyId: 'AKIAMOTO', secretAccessKey: 'a secret of the tests', stop }
    await pause(100)
  }
  await stop()
  throw new Error('moto does not answer')
}
