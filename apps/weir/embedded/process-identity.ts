import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { isDead, readProcStat } from '@weir/engine/process/processes/proc-stat'

/**
 * What tells one process from a later one that was given the same pid: its start, as the operating system keeps it.
 * Undefined when there is no such process, or only its unburied entry.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

/** Whether the process that was seen with this identity still runs. */
export async function isRunning({ pid, identity }: { pid: number; identity: string }): Promise<boolean> {
  return (await processIdentity(pid)) === identity
}

/** The command line of a process, blanks between its arguments; empty when there is no such process. */
export async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
      (text) => text.replaceAll('\0', ' ').trim(),
      () => '',
    )
  }
  return ps(pid, 'command=')
}

function fromProc(pid: number): string | undefined {
  const stat = readProcStat(pid)
  return stat === undefined || isDead(stat) ? undefined : `${bootId()}/${stat.startTime}`
}

let thisBoot: string | undefined

/** As long as we live it stays the same. */
const bootId = (): string => (thisBoot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())

async function fromPs(pid: number): Promise<string | undefined> {
  const [state, start] = await Promise.all([ps(pid, 'state='), ps(pid, 'lstart=')])
  return start === '' || state.startsWith('Z') ? undefined : start
}

async function ps(pid: number, column: string): Promise<string> {
  return promisify(execFile)('ps', ['-o', column, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  )
}
