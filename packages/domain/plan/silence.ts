import type { Deployment } from '../model/deployment.ts'
import type { ClusterObservation } from '../ports/engine.ts'
import type { PlanSettings } from './facts.ts'

/**
 * Who of a cluster is silent in `seen`, and since when. A process that lives is not enough: it may hang or be stopped, and nobody else would
 * ever notice. A cluster that has not answered yet is starting, which has a time limit of its own.
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
  const limit = who === 'manager' ? silenceTimeoutMs : 2 * silenceTimeoutMs
  if (now.getTime() - since.getTime() <= limit) return undefined
  const whose = who === 'manager' ? 'The JobManager lives and has' : 'A TaskManager lives and has'
  return `${whose} not answered for ${String(Math.round(limit / 1_000))} seconds.`
}
