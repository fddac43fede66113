import type { ClusterObservation, Deployment, Facts, SavepointSighting, Snapshot } from '@weir/domain'
import { beginPhase, currentSnapshot, endsJob, isLive, silenceOf, stateLayout } from '@weir/domain'
import type { ReconcilerDeps, StepContext } from '../deps.ts'
import { dueMaintenance } from './due-maintenance.ts'
import { changeOperation } from '../change-operation.ts'
import { sameSight } from './same-sight.ts'

/**
 * Reads and observes everything a plan needs. What was seen is stored before anything is done about it, and only when it
 * differs from what was seen before. Undefined when the application is gone.
 */
export const gather = async (context: StepContext): Promise<Facts | undefined> => {
  const { deps, lease } = context
  const { store } = deps
  const id = lease.applicationId
  const application = await store.applications.findById(id)
  if (application === undefined) return undefined
  const operation = await store.operations.inProgress(id)
  const deployments = await store.deployments.list(id, { limit: 10 })
  const inFlight = await store.snapshots.inFlight(id)
  const wanted = operation?.intent.snapshotName
  const asked =
    wanted === undefined || inFlight.some((each) => each.name === wanted)
      ? undefined
      : await store.snapshots.find(id, wanted)
  const stored: Facts = {
    application,
    operation,
    deployments,
    snapshots: asked === undefined ? inFlight : [...inFlight, asked],
    host: deps.host,
    now: deps.clock.now(),
  }
  const observation = await observe(context, stored)
  const seen = { ...stored, observation }
  const facts = { ...seen, maintenance: await dueMaintenance(deps, seen) }
  const snapshot = currentSnapshot(facts)
  return snapshot === undefined ? facts : { ...facts, savepoint: await sight(deps, facts, snapshot) }
}

const observe = async (context: StepContext, facts: Facts): Promise<ClusterObservation | undefined> => {
  const { deps, lease } = context
  const deployment = facts.deployments[0]
  if (!isLive(deployment) || deployment.host !== deps.host) return undefined
  if (deployment.engineRef === undefined || deployment.state === 'planned' || deployment.state === 'ending') {
    return undefined
  }
  const seen = await deps.engine.observe(deployment.engineRef)
  const silent = silenceOf(deployment, seen)
  const observation = silent === undefined ? seen : { ...seen, silent }
  if (sameSight(deployment.observation, observation)) return observation
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save({ ...deployment, observation })
    const served = deployment.observation?.manager === 'serving'
    if (
      facts.operation !== undefined &&
      deployment.state === 'launched' &&
      observation.manager === 'serving' &&
      !served
    ) {
      await changeOperation(tx, facts.operation, (operation) => beginPhase(operation, 'schedule', facts.now))
    }
  })
  return observation
}

/**
 * What became of the savepoint. The cluster is asked first; when it cannot tell (gone, restarted, answer expired, or it
 * says failed), the snapshot's own directory decides: Flink writes `_metadata` last.
 */
const sight = async (
  deps: ReconcilerDeps,
  facts: Facts,
  snapshot: Snapshot,
): Promise<SavepointSighting | undefined> => {
  if (snapshot.deploymentId === undefined) return undefined
  const deployment = facts.deployments.find((each) => each.id === snapshot.deploymentId)
  const directory = stateLayout.snapshot(deps.stateRoot, facts.application.id, snapshot.triggerId)
  const answer = await askCluster(deps, facts, deployment, snapshot, directory)
  if (answer?.state === 'completed' || answer?.state === 'in-progress') return answer
  const [found] = await deps.archive.completed(directory)
  if (found !== undefined) return { state: 'completed', location: found.location }
  if (answer !== undefined) return answer
  const gone = !isLive(deployment) || facts.observation?.manager === 'exited' || facts.observation?.manager === 'absent'
  return gone ? { state: 'lost' } : undefined
}

const askCluster = async (
  deps: ReconcilerDeps,
  facts: Facts,
  deployment: Deployment | undefined,
  snapshot: Snapshot,
  directory: string,
): Promise<SavepointSighting | undefined> => {
  if (!isLive(deployment) || deployment.engineRef === undefined) return undefined
  if (deployment.id !== facts.deployments[0]?.id || facts.observation?.manager !== 'serving') return undefined
  return deps.engine.savepointProgress(deployment.engineRef, {
    triggerId: snapshot.triggerId,
    directory,
    stop: endsJob(snapshot),
  })
}
