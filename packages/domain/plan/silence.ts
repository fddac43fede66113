import type { Deployment } from '../model/deployment.ts'
import type { ClusterObservation } from '../ports/engine.ts'
import type { PlanSettings } from './facts.ts'

/**
 * Who of a cluster is silent in `seen`, and since when. A process that lives is not enough: it may hang or be stopped, and nobody else would
 * ever notice. A cluster that has not answered yet is starting, which has a time limit of its own. A job is silent whose tasks have failed
 * and that Flink does not restart: its adaptive scheduler waits, after a stop with a savepoint was asked for, for the rest of a savepoint
 * that nobody takes any more, until that is given up (10 minutes).
 */
export const silenceOf = (deployment: Deployment, seen: ClusterObservation): ClusterObservation['silent'] => {
  const before = deployment.observation
  const answered = deployment.state === 'running' || before?.manager === 'serving' || before?.silent !== undefined
  const { live, registered = live } = seen.taskManagers
  const who =
    seen.manager === 'starting' && answered
      ? 'manager'
      : deployment.state === 'running' && seen.manager === 'serving' && registered < live
        ? 'task-manager'
        : seen.job?.state === 'RUNNING' && (seen.job.failedTasks ?? 0) > 0
          ? 'job'
          : undefined
  if (who === undefined) return undefined
  return before?.silent?.who === who ? before.silent : { who, since: seen.observedAt }
}

/** Why a cluster is to be replaced that has been silent for too long. */
export const deafness = (
  seen: ClusterObservation,
  now: Date,
  { silenceTimeoutMs }: Pick<PlanSettings, 'silenceTimeoutMs'>,
): string | undefined => {
  if (seen.silent === undefined) return undefined
  const { who, since } = seen.silent
  const { patience, says } = silences[who]
  const limit = patience * silenceTimeoutMs
  if (now.getTime() - since.getTime() <= limit) return undefined
  return `${says} for ${String(Math.round(limit / 1_000))} seconds.`
}

/** How much of the patience for a JobManager each of them is given. */
const silences = {
  manager: { patience: 1, says: 'The JobManager lives and has not answered' },
  'task-manager': { patience: 2, says: 'A TaskManager lives and has not answered' },
  job: { patience: 0.25, says: 'Flink has left failed tasks of the job as they are' },
} as const
