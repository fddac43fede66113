import type { HealthWatch } from '../model/health.ts'

/**
 * How long a job must run without failure before it counts as recovered: twice the longest time that it ran between the failures of
 * the present loop, so that none of its own pauses can be taken for recovery.
 */
export function neededCalm(
  { troubles, runningAt }: Pick<HealthWatch, 'troubles' | 'runningAt'>,
  { calmMs, loopMs }: { readonly calmMs: number; readonly loopMs: number },
): number {
  const times = [...(runningAt === undefined ? [] : [runningAt]), ...troubles]
    .map((each) => Date.parse(each))
    .sort(byValue)
  let longest = 0
  for (let at = times.length - 1; at > 0; at -= 1) {
    const gap = (times[at] ?? 0) - (times[at - 1] ?? 0)
    if (gap > loopMs) break
    longest = Math.max(longest, gap)
  }
  return Math.max(calmMs, 2 * longest)
}

const byValue = (a: number, b: number): number => a - b
