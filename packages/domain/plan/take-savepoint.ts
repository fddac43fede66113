import type { Snapshot } from '../model/snapshot.ts'
import type { Facts, PlanSettings } from './facts.ts'
import { newestDeployment } from './facts.ts'
import type { Step } from './step.ts'

/** The next step for a snapshot that is being taken from a running deployment (or was, before that was lost). */
export const takeSavepoint = (facts: Facts, snapshot: Snapshot, settings: PlanSettings): Step => {
  const name = snapshot.name
  const seen = facts.savepoint
  // A completed savepoint counts wherever it was asked for: a stop-with-savepoint has committed the sinks' output up
  // to it, so going on from an older checkpoint would write those rows twice.
  if (seen?.state === 'completed') return { kind: 'complete-snapshot', snapshot: name, location: seen.location }

  const job = facts.observation?.job
  if (seen?.state !== 'in-progress' && job?.allTasksRunning !== true) {
    return facts.now.getTime() - snapshot.createdAt.getTime() > settings.snapshotPatienceMs
      ? failed(name, job?.rootException ?? 'The job is not running.')
      : { kind: 'wait', ms: settings.pollMs.busy }
  }
  const asked = snapshot.deploymentId !== undefined && snapshot.deploymentId === newestDeployment(facts)?.id
  if (!asked) {
    return snapshot.attempts >= settings.maxSnapshotAttempts
      ? failed(name, 'The application was not available long enough to take the snapshot.')
      : { kind: 'request-savepoint', snapshot: name, again: snapshot.attempts > 0 }
  }
  if (seen === undefined || seen.state === 'unknown') return { kind: 'request-savepoint', snapshot: name, again: false }
  if (seen.state === 'failed') {
    return snapshot.attempts >= settings.maxSnapshotAttempts
      ? failed(name, seen.cause)
      : { kind: 'request-savepoint', snapshot: name, again: true }
  }
  return { kind: 'wait', ms: settings.pollMs.busy }
}

const failed = (snapshot: string, cause: string): Step => ({ kind: 'fail-snapshot', snapshot, cause })
