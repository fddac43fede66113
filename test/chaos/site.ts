import { readAllProcStats } from '@weir/engine/process/processes/proc-stat'
import { send } from './send.ts'

/** Everything that a run put on this machine, and how it goes away again: also when the run ends half way, or is told to. */
export interface Site {
  /** Remembers how to undo what was just made; undoes it at once where all is being cleared. */
  onClear(undo: () => unknown): Promise<void>
  /** Undoes all, last first, whatever fails on the way. */
  clear(): Promise<void>
}

export function openSite(): Site {
  const undone: (() => unknown)[] = []
  let clearing: Promise<void> | undefined
  const attempt = async (undo: () => unknown): Promise<void> => {
    try {
      await undo()
    } catch (error) {
      process.stderr.write(`not undone in order: ${String(error)}\n`)
    }
  }
  const clear = async (): Promise<void> => {
    for (let undo = undone.pop(); undo !== undefined; undo = undone.pop()) await attempt(undo)
  }
  return {
    onClear: async (undo) => {
      if (clearing === undefined) undone.push(undo)
      else await attempt(undo)
    },
    clear: () => (clearing ??= clear()),
  }
}

/** Ends what this process has started: a part that a fault was replacing when all was cleared is on no list. */
export function endOwnChildren(): void {
  for (const { pid } of readAllProcStats().filter(({ parent }) => parent === process.pid)) send(pid, 'SIGKILL')
}
