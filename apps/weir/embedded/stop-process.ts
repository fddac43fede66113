import { setTimeout as delay } from 'node:timers/promises'
import { isRunning } from './process-identity.ts'

export interface IdentifiedProcess {
  readonly pid: number
  readonly identity: string
}

/** How a process is asked to end, more firmly each time: a signal, and how long to wait for its effect. */
export type Persuasion = readonly { readonly signal: NodeJS.Signals; readonly waitMs: number }[]

/** Ends a process and returns when it is gone; SIGKILL comes last, whatever the persuasion. Harmless when it is gone already. */
export async function stopProcess(target: IdentifiedProcess, persuasion: Persuasion): Promise<void> {
  for (const { signal, waitMs } of [...persuasion, { signal: 'SIGKILL' as const, waitMs: 10_000 }]) {
    // Checked right before the signal: a pid that was given to somebody else meanwhile is not ours to end.
    if (!(await isRunning(target))) return
    try {
      process.kill(target.pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
    if (await goneWithin(target, waitMs)) return
  }
  throw new Error(`process ${target.pid} does not end, not even by SIGKILL`)
}

/** Resolves when the process is gone; for processes that are not our children, whose exit nobody tells us. */
export async function untilGone(target: IdentifiedProcess, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true && (await isRunning(target))) await delay(500)
}

async function goneWithin(target: IdentifiedProcess, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 25) {
    if (!(await isRunning(target))) return true
    await delay(25)
  }
  return !(await isRunning(target))
}
