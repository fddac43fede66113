import type { Deployment } from '../model/deployment.ts'
import type { Facts, PlanSettings } from './facts.ts'
import { currentSnapshot, isLive, newestDeployment, snapshotToClear } from './facts.ts'
import { bringUp } from './bring-up.ts'
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
  if (!isLive(deployment)) return replace(facts, versionId, settings)
  if (deployment.state !== 'running') return bringUp(facts, settings)

  const seen = facts.observation
  if (seen === undefined) return { kind: 'launch' }
  if (seen.manager === 'exited' || seen.manager === 'absent') {
    return { kind: 'end-deployment', outcome: 'lost', cause: seen.failure ?? 'The JobManager process ended.' }
  }
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
  if (seen.taskManagers.live < seen.taskManagers.wanted) return { kind: 'launch' }
  if (snapshot !== undefined) return takeSavepoint(facts, snapshot, settings)

  const covered = seen.job?.lastCheckpoint !== undefined
  // The only copy of the state a job started from is not removed before the job has a checkpoint of its own.
  const clearing = snapshotToClear(facts, covered ? undefined : deployment.restoreFrom)
  if (clearing !== undefined) return clearing
  const leftover = facts.deployments.find((each) => each.id !== deployment.id && each.state === 'ended')
  if (covered && leftover !== undefined) return { kind: 'collect-garbage', deploymentId: leftover.id }
  return { kind: 'wait', ms: settings.pollMs.calm }
}

/** A new cluster for one that is gone; troubles in a row are answered more and more slowly. */
const replace = (facts: Facts, versionId: number, settings: PlanSettings): Step => {
  const troubles = facts.deployments.findIndex((each) => !wasTrouble(each, settings))
  const inARow = troubles < 0 ? facts.deployments.length : troubles
  const last = newestDeployment(facts)?.endedAt?.getTime() ?? 0
  const pause = inARow < 2 ? 0 : Math.min(settings.backoffMs.first * 2 ** (inARow - 2), settings.backoffMs.cap)
  const left = last + pause - facts.now.getTime()
  return left > 0
    ? { kind: 'wait', ms: Math.min(left, settings.pollMs.calm) }
    : { kind: 'create-deployment', versionId, restore: 'resume' }
}

const wasTrouble = (deployment: Deployment, settings: PlanSettings): boolean => {
  if (deployment.outcome !== 'lost' && deployment.outcome !== 'failed') return false
  if (deployment.runningAt === undefined || deployment.endedAt === undefined) return true
  return deployment.endedAt.getTime() - deployment.runningAt.getTime() < settings.stableAfterMs
}
