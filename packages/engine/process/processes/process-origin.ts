import { readFile } from 'node:fs/promises'

/**
 * The process that vouches for another: the one of the worker's own PID namespace that it descends from. What runs in a sandbox
 * writes its own command line and so could carry the marks of another application; whom it descends from it cannot choose.
 * Undefined when it is gone, or belongs to somebody else on this machine.
 */
export async function originOf(pid: number, isMarked: (pid: number) => Promise<boolean>): Promise<number | undefined> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      return await climb(pid, isMarked)
    } catch (error) {
      // An ancestor may end while we look; then the child has another one.
      if ((await readStatus(pid).catch(() => undefined)) === undefined) return undefined
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
  return undefined
}

async function climb(pid: number, isMarked: (pid: number) => Promise<boolean>): Promise<number | undefined> {
  for (let at = pid; at > 0;) {
    const { parent, uid, numbers } = await readStatus(at)
    if (numbers.length === 1) return uid === process.getuid?.() ? at : undefined
    // The first process of a sandbox whose wrapper was killed: the worker made it, and only the worker makes such.
    const isFirst = numbers.length === 2 && numbers[1] === 1
    if (isFirst && (parent === 0 || !(await isMarked(parent)))) return at
    at = parent
  }
  return undefined
}

interface Status {
  readonly parent: number
  readonly uid: number
  /** Its number in each PID namespace, from ours inwards. */
  readonly numbers: readonly number[]
}

async function readStatus(pid: number): Promise<Status> {
  return parseStatus(await readFile(`/proc/${pid}/status`, 'utf8'))
}

/** Reads `/proc/<pid>/status`. */
export function parseStatus(text: string): Status {
  const numbers = (name: string): readonly number[] =>
    (new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(text)?.[1] ?? '').trim().split(/\s+/).map(Number)
  return { parent: numbers('PPid')[0] ?? 0, uid: numbers('Uid')[0] ?? -1, numbers: numbers('NSpid') }
}
