import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

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

// At once and not through the thread pool: the kernel makes both up without waiting, and a supervisor asks for ever.
function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startTicks] = [fields[0], fields[19]]
    return state === 'Z' || state === 'X' || startTicks === undefined ? undefined : `${bootId()}/${startTicks}`
  } catch {
    return undefined
  }
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
