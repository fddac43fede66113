import { setTimeout as pause } from 'node:timers/promises'

/** Asks again and again until `ask` answers something other than undefined or false; fails, with what was last known, when it never does. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  {
    seconds = 180,
    everyMs = 250,
    lastKnown = () => '',
  }: { seconds?: number; everyMs?: number; lastKnown?: () => string } = {},
): Promise<T> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > end) throw new Error(`never came: ${what} (waited ${seconds} s) ${lastKnown()}`)
    await pause(everyMs)
  }
}
