import type { JobObservation } from '@weir/domain'
import type { FlinkJobSummary } from '../../flink-rest/flink-types.ts'

/** How old the details of a job may get while nothing of its summary has changed. */
const DETAILS_MS = 3_000

/** How long after a change every look is a full one: Flink's exceptions and metrics follow the state by up to 2 s. */
const SETTLING_MS = 5_000

/** Details of jobs that run without a change: asked for every few seconds instead of with every look. */
export interface SteadyLooks {
  /** What the details said, when there is no reason to ask again. */
  recall(summary: FlinkJobSummary): JobObservation | undefined
  note(summary: FlinkJobSummary, observation: JobObservation): void
}

/**
 * The summary tells of every restart, failure and end at once: Flink gives the time at which the state of the job or of any of its
 * tasks last moved. Only what has no such sign, new checkpoints above all, is learned later.
 */
export function createSteadyLooks(now: () => number): SteadyLooks {
  const looks = new Map<string, { readonly sign: string; readonly at: number; readonly observation: JobObservation }>()
  return {
    recall: (summary) => {
      const last = looks.get(summary.jid)
      if (last?.sign !== signOf(summary) || now() - last.at >= DETAILS_MS) return undefined
      return last.observation
    },
    note: (summary, observation) => {
      for (const [jid, { at }] of looks) if (now() - at > 10 * DETAILS_MS) looks.delete(jid)
      const changedAt = summary['last-modification'] ?? Infinity
      const steady =
        now() - changedAt > SETTLING_MS &&
        summary.state === 'RUNNING' &&
        observation.state === 'RUNNING' &&
        observation.allTasksRunning
      if (steady) looks.set(summary.jid, { sign: signOf(summary), at: now(), observation })
      else looks.delete(summary.jid)
    },
  }
}

const signOf = (summary: FlinkJobSummary): string =>
  JSON.stringify([summary.state, summary['last-modification'], summary.tasks])
