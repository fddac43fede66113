import type { ScalingPolicy } from './scaling-verdict.ts'
import { bounded, ceilingReached } from './scaling-verdict.ts'

/** Amazon's numbers: a point is one minute. */
export const cpuRule = { upperPercent: 75, pointsToRaise: 15, lowerPercent: 10, pointsToLower: 360 } as const

/**
 * AWS's rule: 15 points in a row at 75 % CPU or more double the parallelism, 360 below 10 % halve it, between the configured parallelism
 * and the limit. A point that could not be measured is no point: it neither breaks a row nor makes it longer.
 */
export const cpuPolicy: ScalingPolicy = {
  name: 'cpu',
  judge: ({ point, memory: before, parallelism, floor, ceiling, limit }) => {
    const { cpuPercent } = point
    if (cpuPercent === undefined) {
      return { memory: before, reason: 'The CPU utilization could not be measured.', inputs: { parallelism } }
    }
    const above = cpuPercent >= cpuRule.upperPercent ? before.above + 1 : 0
    const below = cpuPercent < cpuRule.lowerPercent ? before.below + 1 : 0
    const memory = { ...before, above, below, age: before.age + 1 }
    const inputs = { cpuPercent, pointsAtOrAbove75: above, pointsBelow10: below, parallelism, floor, ceiling }
    const stay = (reason: string) => ({ memory, reason, inputs })
    const cpu = `CPU is at ${cpuPercent.toFixed(0)} %`
    if (above >= cpuRule.pointsToRaise) {
      const to = bounded(parallelism * 2, { floor, ceiling })
      if (to <= parallelism) {
        return { ...stay(`${cpu}; ${ceilingReached({ ceiling, limit })}.`), refused: parallelism * 2 }
      }
      const reason = `CPU was at ${cpuRule.upperPercent} % or more for ${above} points in a row.`
      return { memory: { ...memory, above: 0 }, reason, to, inputs }
    }
    if (below >= cpuRule.pointsToLower) {
      const to = bounded(Math.ceil(parallelism / 2), { floor, ceiling })
      if (to >= parallelism) return stay(`${cpu}; the configured parallelism of ${floor} is reached.`)
      const reason = `CPU was below ${cpuRule.lowerPercent} % for ${below} points in a row.`
      return { memory: { ...memory, below: 0 }, reason, to, inputs }
    }
    if (above > 0) return stay(`${cpu}, ${above} of ${cpuRule.pointsToRaise} points for more.`)
    if (below > 0) return stay(`${cpu}, ${below} of ${cpuRule.pointsToLower} points for less.`)
    return stay(`${cpu}, between the thresholds.`)
  },
}
