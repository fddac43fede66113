import { readdirSync, readFileSync } from 'node:fs'

/** One line of /proc/<pid>/stat, as far as we ask for it. */
export interface ProcStat {
  readonly pid: number
  readonly parent: number
  /** One letter; Z and X are dead. */
  readonly state: string
  /** The kernel's flags of the task. */
  readonly flags: number
  /** Clock ticks since boot: with the pid it names one process for ever. */
  readonly startTime: string
  /** Processor time in clock ticks, with that of children that have ended and were waited for. */
  readonly ticks: number
  /** Resident memory. */
  readonly pages: number
}

/**
 * Reads it at once, in microseconds: the kernel makes it up without waiting for anything (unlike a command line, which waits for the
 * process's memory). Through the thread pool all processes of a machine cost fifty times as much. Undefined when there is none.
 */
export function readProcStat(pid: number): ProcStat | undefined {
  try {
    return parseProcStat(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined // gone between listing and reading
  }
}

/** All processes of the machine, as far as they can be seen. */
export const readAllProcStats = (): readonly ProcStat[] =>
  listPids().flatMap((pid) => {
    const stat = readProcStat(pid)
    return stat === undefined ? [] : [stat]
  })

/** The numbers of all processes of the machine. */
export const listPids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

/** proc(5), the fields from the third on. */
export function parseProcStat(pid: number, text: string): ProcStat {
  // The name, in parentheses, may hold anything; the state follows it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const number = (index: number): number => Number(fields[index] ?? 0)
  return {
    pid,
    state: fields[0] ?? '',
    parent: number(1),
    flags: number(6),
    startTime: fields[19] ?? '',
    ticks: number(11) + number(12) + number(13) + number(14),
    pages: number(21),
  }
}

export const isDead = ({ state }: ProcStat): boolean => state === 'Z' || state === 'X'
