import type { ScalingMemory } from '@weir/domain'
import { cpuPolicy, memoryOf } from '@weir/domain'

const start = Date.UTC(2026, 0, 1)

/** Days of points, one a minute: `load` is the processors' work in units of one task; tasks share it. */
const live = ({
  minutes,
  load,
  floor = 1,
  ceiling = 64,
}: {
  minutes: number
  load: (minute: number) => number | undefined
  floor?: number
  ceiling?: number
}) => {
  let parallelism = floor
  let memory: ScalingMemory = memoryOf('run 0')
  const changes: [minute: number, to: number][] = []
  for (let minute = 1; minute <= minutes; minute += 1) {
    const work = load(minute)
    const cpuPercent = work === undefined ? undefined : Math.min(100, (work / parallelism) * 100)
    const point = { at: new Date(start + minute * 60_000), cpuPercent, tasks: [] }
    const verdict = cpuPolicy.judge({ point, memory, parallelism, floor, ceiling })
    memory = verdict.memory
    if (verdict.to === undefined) continue
    parallelism = verdict.to
    changes.push([minute, parallelism])
    memory = memoryOf(`run ${String(changes.length)}`, memory)
  }
  return { parallelism, changes, memory }
}

it('doubles after 15 minutes at 75 %, again and again until there is room', () => {
  const { changes } = live({ minutes: 100, load: () => 5 })
  expect(changes).toEqual([
    [15, 2],
    [30, 4],
    [45, 8],
  ])
})

it('counts only points in a row', () => {
  const { changes } = live({ minutes: 1_000, load: (minute) => (minute % 15 === 0 ? 0.74 : 1) })
  expect(changes).toEqual([])
})

it('takes exactly 75 % for enough, and exactly 10 % for too much to halve', () => {
  expect(live({ minutes: 15, load: () => 0.75 }).changes).toEqual([[15, 2]])
  expect(live({ minutes: 2_000, load: (minute) => (minute <= 15 ? 1 : 0.2) }).parallelism).toBe(2)
})

it('halves, rounding up, after six hours below 10 %, down to the configured parallelism', () => {
  const { changes } = live({ minutes: 3 * 24 * 60, floor: 3, load: (minute) => (minute <= 30 ? 12 : 0.01) })
  expect(changes).toEqual([
    [15, 6],
    [30, 12],
    [390, 6],
    [750, 3],
  ])
})

it('stays at the limit, and reaches it when doubling would pass it', () => {
  const { changes, parallelism } = live({ minutes: 24 * 60, ceiling: 5, load: () => 100 })
  expect(parallelism).toBe(5)
  expect(changes.map(([, to]) => to)).toEqual([2, 4, 5])
})

it('goes on counting over points that could not be measured', () => {
  expect(live({ minutes: 16, load: (minute) => (minute === 7 ? undefined : 1) }).changes).toEqual([[16, 2]])
})

it('says why it does nothing', () => {
  const memory = memoryOf('run')
  const judge = (cpuPercent: number | undefined) =>
    cpuPolicy.judge({
      point: { at: new Date(start), cpuPercent, tasks: [] },
      memory,
      parallelism: 2,
      floor: 2,
      ceiling: 2,
    }).reason
  expect(judge(undefined)).toBe('The CPU utilization could not be measured.')
  expect(judge(50)).toBe('CPU is at 50 %, between the thresholds.')
  expect(judge(80)).toBe('CPU is at 80 %, 1 of 15 points for more.')
  expect(judge(5)).toBe('CPU is at 5 %, 1 of 360 points for less.')
})

it('lives through a week of days and nights', () => {
  const { changes } = live({
    minutes: 7 * 24 * 60,
    load: (minute) => (minute % 1440 < 720 ? 3.5 : 0.05),
  })
  expect(changes.slice(0, 5)).toEqual([
    [15, 2],
    [30, 4],
    [45, 8],
    [1079, 4],
    [1439, 2],
  ])
  expect(changes.length).toBeGreaterThan(20)
})
