import type { LoadPoint, Raise, ScalingPoint } from '../model/scaling.ts'
import type { ScalingPolicy, ScalingQuestion } from './scaling-verdict.ts'
import { bounded, ceilingReached } from './scaling-verdict.ts'

/** What a user may set; lengths are points, of one minute unless the service is told otherwise. */
export interface BacklogSettings {
  /** How busy the busiest task should be, 0 to 1, and how far it may be from that before anything is done. */
  readonly targetUtilization: number
  readonly tolerance: number
  /** In how many seconds a backlog is to be worked off, beside what comes. */
  readonly catchUpSeconds: number
  /** Points that are averaged. */
  readonly window: number
  /** Points that are looked at and not judged after a change: caches fill, a backlog from the pause is worked off. */
  readonly stabilization: number
  /** Largest steps. */
  readonly raiseFactor: number
  readonly lowerFactor: number
}

/** Near those of Flink's autoscaler; docs/operations.md tells them. */
export const defaultBacklogSettings: BacklogSettings = {
  targetUtilization: 0.7,
  tolerance: 0.2,
  catchUpSeconds: 1_800,
  window: 5,
  stabilization: 5,
  raiseFactor: 4,
  lowerFactor: 0.5,
}

/** A raise that brought less than this share of what it should have: what holds the job up is not the number of its tasks. */
const leastEffect = 0.1

/**
 * In the manner of Flink's autoscaler: a task's true rate is what it does divided by the share of its time that it is busy; what has to be
 * done is what the sources emit and the part of the backlog that is due. All tasks have the application's one parallelism, so it is the
 * busiest that decides.
 */
export const backlogPolicy = (settings: BacklogSettings = defaultBacklogSettings): ScalingPolicy => ({
  name: 'backlog',
  judge: (question) => {
    const { memory: before, parallelism, point } = question
    const load = loadOf(point, settings)
    if (load === undefined) {
      return { memory: before, reason: 'The tasks told nothing of their load.', inputs: { parallelism } }
    }
    const window = [...before.window, load].slice(-settings.window)
    const memory = { ...before, window, age: before.age + 1 }
    const demand = average(window.map((each) => each.demand))
    const inputs = {
      parallelism,
      floor: question.floor,
      ceiling: question.ceiling,
      demand,
      task: load.task,
      capacity: load.capacity,
      backlog: load.backlog,
      sourceRate: point.sourceRate,
      points: window.length,
      targetUtilization: settings.targetUtilization,
    }
    const stay = (reason: string) => ({ memory, reason, inputs })
    const needs = `the busiest task (${load.task}) needs ${percent(demand)} of its time`
    if (memory.age <= settings.stabilization) return stay('The job has only just begun with this parallelism.')
    if (window.length < settings.window) return stay(`Only ${window.length} of ${settings.window} points are there.`)
    const { targetUtilization, tolerance } = settings
    if (Math.abs(demand - targetUtilization) <= tolerance * targetUtilization) return stay(`In balance: ${needs}.`)
    const wanted = target(question, demand, settings)
    const to = bounded(wanted, question)
    if (wanted > parallelism && to <= parallelism) {
      return { ...stay(`${sentence(needs)}; ${ceilingReached(question)}.`), refused: wanted }
    }
    if (to === parallelism) return stay(`No other parallelism is allowed or better: ${needs}.`)
    const inVain = to > parallelism && before.raised !== undefined && ineffective(before.raised, load, parallelism)
    if (inVain) return stay(`The last raise brought nothing, so there is no other: ${needs}.`)
    const raised = to > parallelism ? { from: parallelism, to, task: load.task, capacity: load.capacity } : undefined
    const waiting =
      load.backlog === undefined || load.backlog === 0 ? '' : ` (${Math.round(load.backlog)} records wait)`
    return { memory: { ...memory, raised }, reason: `Over ${window.length} points ${needs}${waiting}.`, to, inputs }
  },
})

const loadOf = (point: ScalingPoint, { catchUpSeconds }: BacklogSettings): LoadPoint | undefined => {
  const busiest = point.tasks.toSorted((a, b) => b.busy - a.busy)[0]
  if (busiest === undefined) return undefined
  const { backlog = 0, sourceRate } = point
  const due = backlog / catchUpSeconds
  // A job of one task alone does not tell what its source emits: then how busy it is has to do.
  const share = sourceRate !== undefined && sourceRate > 0 ? 1 + due / sourceRate : 1
  const demand = busiest.busy * share
  const capacity = busiest.busy > 0.01 ? busiest.recordsPerSecond / busiest.busy : 0
  return { demand, task: busiest.name, capacity, ...(point.backlog === undefined ? {} : { backlog }) }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const target = ({ parallelism }: ScalingQuestion, demand: number, settings: BacklogSettings): number => {
  const factor = Math.min(settings.raiseFactor, Math.max(settings.lowerFactor, demand / settings.targetUtilization))
  return Math.ceil(parallelism * factor)
}

/** Only the same task can tell, and only while the job still has what the raise gave it. */
const ineffective = (raised: Raise, now: LoadPoint, parallelism: number): boolean => {
  if (raised.to !== parallelism || raised.task !== now.task || raised.capacity <= 0) return false
  const hoped = raised.capacity * (raised.to / raised.from - 1)
  return now.capacity - raised.capacity < leastEffect * hoped
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`
