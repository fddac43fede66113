import type { Snapshot } from '../model/snapshot.ts'
import type { Facts, PlanSettings } from './facts.ts'
import { currentSnapshot, isLive, newestDeployment, snapshotToClear } from './facts.ts'
import { bringUp } from './bring-up.ts'
import { replacementAfter } from './replacement.ts'
import { deafness } from './silence.ts'
import type { Step } from './step.ts'
import { takeSavepoint } from './take-savepoint.ts'

/**
 * Keeps a job of `versionId` alive, from the newest state there is, and takes the snapshots asked for meanwhile.
 * Serves RUNNING, and STOPPING and UPDATING until their snapshot is taken: a cluster lost in mid-stop is brought back so that
 * nothing it had read is lost.
 */
export const keepRunning = (facts: Facts, versionId: number, settings: PlanSettings): Step => {
  const deployment = newestDeployment(facts)
  const snapshot = currentSnapshot(facts)
  if (snapshot !== undefined && facts.savepoint?.state === 'completed') return takeSavepoint(facts, snapshot, settings)
  if (snapshot !== undefined && deployment?.state !== 'running') {
    const cause = neverCameBack(facts, snapshot, settings)
    if (cause !== undefined) return { kind: 'fail-snapshot', snapshot: snapshot.name, cause }
  }
  if (!isLive(deployment)) return replace(facts, versionId, settings)
  if (deployment.state !== 'running') return bringUp(facts, settings)

  const seen = facts.observation
  if (seen === undefined) return { kind: 'launch' }
  if (seen.manager === 'exited' || seen.manager === 'absent') {
    return { kind: 'end-deployment', outcome: 'lost', cause: seen.failure ?? 'The JobManager process ended.' }
  }
  const deaf = deafness(seen, facts.now, settings)
  if (deaf !== undefined) return { kind: 'end-deployment', outcome: 'lost', cause: deaf }
  if (seen.job?.state === 'FAILED' || seen.job?.state === 'CANCELED') {
    const cause = seen.failure ?? seen.job.rootException ?? `The Flink job ended in state ${seen.job.state}.`
    return { kind: 'end-deployment', outcome: 'lost', cause }
  }
  if (seen.job?.state === 'FINISHED') {
    if (snapshot === undefined) return { kind: 'wait', ms: settings.pollMs.calm }
    return facts.savepoint?.state === 'in-progress'
      ? { kind: 'wait', ms: settings.pollMs.busy }
      : {
          kind: 'fail-snapshot',
          snapshot: snapshot.name,
          cause: 'The Flink job has finished; it has no state to keep.',
        }
  }
  const { live, wanted, surplus = 0 } = seen.taskManagers
  if (live < wanted || surplus > 0) return { kind: 'launch' }
  if (snapshot !== undefined) return takeSavepoint(facts, snapshot, settings)

  const covered = seen.job?.lastCheckpoint !== undefined
  // The only copy of the state a job started from is not removed before the job has a checkpoint of its own.
  const clearing = snapshotToClear(facts, covered ? undefined : deployment.restoreFrom)
  if (clearing !== undefined) return clearing
  const leftover = facts.deployments.find((each) => each.id !== deployment.id && each.state === 'ended')
  if (covered && leftover !== undefined) return { kind: 'collect-garbage', deploymentId: leftover.id }
  return { kind: 'wait', ms: settings.pollMs.calm }
}

/** A new cluster for one that is gone. */
const replace = (facts: Facts, versionId: number, settings: PlanSettings): Step => {
  const left = replacementAfter(facts.deployments, settings).notBefore.getTime() - facts.now.getTime()
  // More than the longest pause is no pause: the clock was put back.
  return left > 0 && left <= settings.backoffMs.cap
    ? { kind: 'wait', ms: Math.min(left, settings.pollMs.calm) }
    : { kind: 'create-deployment', versionId, restore: 'resume' }
}

/** Why the snapshot is given up: for as long as a job may take to start, there was none that it could be taken from. */
const neverCameBack = (facts: Facts, snapshot: Snapshot, settings: PlanSettings): string | undefined => {
  const asked = Math.max(snapshot.createdAt.getTime(), facts.operation?.startedAt.getTime() ?? 0)
  if (facts.now.getTime() - asked <= settings.startTimeoutMs) return undefined
  const minutes = String(Math.round(settings.startTimeoutMs / 60_000))
  const cause = facts.deployments.find((each) => each.cause !== undefined)?.cause
  const text = `The application was not available for ${minutes} minutes; its snapshot could not be taken.`
  return cause === undefined ? text : `${text} Last cause: ${cause}`
}
