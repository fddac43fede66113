import type { BacklogSettings, ScalingMemory } from '@weir/domain'
import { backlogPolicy, defaultBacklogSettings, memoryOf } from '@weir/domain'

const start = Date.UTC(2026, 0, 1)

/** A job whose one costly task does `perTask` records a second and subtask; what it cannot do waits at the source. */
const live = ({
  minutes,
  arrivals,
  perTask = 100,
  settings = {},
  speedUp = (parallelism) => parallelism,
}: {
  minutes: number
  arrivals: (minute: number) => number
  perTask?: number
  settings?: Partial<BacklogSettings>
  /** How many subtasks' worth the parallelism brings. */
  speedUp?: (parallelism: number) => number
}) => {
  const policy = backlogPolicy({ ...defaultBacklogSettings, ...settings })
  let parallelism = 1
  let backlog = 0
  let memory: ScalingMemory = memoryOf('run 0')
  let reason = ''
  const changes: [minute: number, to: number][] = []
  for (let minute = 1; minute <= minutes; minute += 1) {
    const waiting = backlog + arrivals(minute) * 60
    const done = Math.min(waiting, speedUp(parallelism) * perTask * 60)
    backlog = waiting - done
    const rate = done / 60
    const busy = rate / (speedUp(parallelism) * perTask)
    const tasks = [
      { name: 'Source: in', busy: 0.05, recordsPerSecond: rate },
      { name: 'work', busy, recordsPerSecond: rate },
    ]
    const point = { at: new Date(start + minute * 60_000), tasks, sourceRate: rate, backlog }
    const verdict = policy.judge({ point, memory, parallelism, floor: 1, ceiling: 64 })
    memory = verdict.memory
    reason = verdict.reason
    if (verdict.to === undefined) continue
    parallelism = verdict.to
    changes.push([minute, parallelism])
    memory = memoryOf(`run ${String(changes.length)}`, memory)
  }
  return { parallelism, changes, backlog, reason }
}

it('does nothing for a job in balance', () => {
  expect(live({ minutes: 24 * 60, arrivals: () => 70 }).changes).toEqual([])
})

it('gives a job what the arrivals need, works the backlog off and comes back', () => {
  const { changes, backlog, parallelism } = live({
    minutes: 24 * 60,
    arrivals: (minute) => (minute < 300 ? 650 : 60),
  })
  expect(Math.max(...changes.map(([, to]) => to))).toBeGreaterThanOrEqual(9)
  expect(backlog).toBe(0)
  expect(parallelism).toBe(1)
})

it('takes no step larger than is set, and leaves time after each', () => {
  const { changes } = live({ minutes: 60, arrivals: () => 2_000, settings: { raiseFactor: 2 } })
  const raises = changes.filter(([minute]) => minute <= 30)
  raises.forEach(([minute, to], index) => {
    const [before, from] = raises[index - 1] ?? [0, 1]
    expect(to).toBeLessThanOrEqual(2 * from)
    expect(minute - before).toBeGreaterThan(defaultBacklogSettings.stabilization)
  })
  expect(raises.length).toBeGreaterThan(2)
})

it('raises for a backlog alone when it would not be worked off in time', () => {
  const burst = (minute: number): number => (minute === 1 ? 50_000 : 60)
  expect(live({ minutes: 20, arrivals: burst, settings: { catchUpSeconds: 600 } }).changes[0]?.[1]).toBeGreaterThan(1)
})

it('gives up raising what does not get faster, and says so', () => {
  const { changes, reason } = live({ minutes: 600, arrivals: () => 300, speedUp: () => 1 })
  expect(changes).toHaveLength(1)
  expect(reason).toContain('The last raise brought nothing')
})

it('judges nothing that it was not told', () => {
  const question = { memory: memoryOf('run'), parallelism: 2, floor: 1, ceiling: 4 }
  const { to, reason } = backlogPolicy().judge({ ...question, point: { at: new Date(start), tasks: [] } })
  expect(to).toBeUndefined()
  expect(reason).toBe('The tasks told nothing of their load.')
})
