import type { Deployment } from '../model/deployment.ts'
import type { ClusterObservation } from '../ports/engine.ts'

/** A job that waits for what it will not get, and why is known. One that has run before may only be moving. */
export const neverBegins = (
  { runningAt }: Pick<Deployment, 'runningAt'>,
  seen: Pick<ClusterObservation, 'job' | 'failure'> | undefined,
): boolean => runningAt === undefined && seen?.job?.state === 'CREATED' && seen.failure !== undefined
