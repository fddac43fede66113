import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { processIdentity } from './process-identity.ts'
import { stopProcess, type IdentifiedProcess } from './stop-process.ts'

const LOG_LIMIT = 10 * 1024 * 1024

export interface ServerCommand {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
  readonly cwd?: string | undefined
  readonly uid?: number | undefined
  readonly gid?: number | undefined
}

/**
 * Starts a server in a session of its own (a Ctrl-C in the terminal is for us, who end it in order) and waits until it answers.
 * Throws with the end of its log when it ends first or is not ready in time.
 */
export async function spawnServer(
  command: ServerCommand,
  {
    spawned,
    ready,
    timeoutMs,
  }: {
    /** Before anything is awaited from it: a parent that is killed now must not leave a server that nobody finds. */
    spawned?: (server: IdentifiedProcess) => Promise<void>
    ready: (server: IdentifiedProcess) => Promise<boolean>
    timeoutMs: number
  },
): Promise<IdentifiedProcess> {
  const log = openLog(command.logFile)
  const child = spawn(command.program, command.args, {
    cwd: command.cwd ?? '/',
    env: command.env,
    detached: true,
    stdio: ['ignore', log, log],
    ...(command.uid === undefined ? {} : { uid: command.uid, gid: command.gid }),
  })
  closeSync(log)
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => (ended = `ended with ${signal ?? `exit code ${code}`}`))
  child.unref()
  const identity = child.pid === undefined ? undefined : await processIdentity(child.pid)
  if (child.pid === undefined || identity === undefined) {
    await delay(100) // for the reason
    throw new Error(`${command.name} ${ended ?? 'ended'} at its start: ${await tail(command.logFile)}`)
  }
  const server = { pid: child.pid, identity }
  await spawned?.(server)
  for (let waited = 0; waited < timeoutMs; waited += 50) {
    if (ended !== undefined) throw new Error(`${command.name} ${ended} at its start: ${await tail(command.logFile)}`)
    if (await ready(server)) return server
    await delay(50)
  }
  await stopProcess(server, [])
  throw new Error(`${command.name} does not answer after ${timeoutMs / 1000} s: ${await tail(command.logFile)}`)
}

/** Opens a log for appending; one that has grown too long becomes `.1` first. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return `${text.slice(-1500).trim() || 'nothing was logged'} (log: ${file})`
}
