import type { Facts, Repositories, Snapshot, SnapshotContents, Step } from '@weir/domain'
import { beginPhase, endsJob, EngineError, newestDeployment, stateLayout } from '@weir/domain'
import { changeOperation } from '../change-operation.ts'
import type { StepContext } from '../deps.ts'

/** Stores which deployment is asked and by which trigger id, then asks: a repeated request is one savepoint to Flink. */
export const requestSavepoint = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'request-savepoint' }>,
): Promise<void> => {
  const deployment = newestDeployment(facts)
  if (deployment?.engineRef === undefined) return
  const triggerId = step.again ? deps.ids.hex(32) : undefined
  const snapshot = await deps.store.fenced(lease, async (tx) => {
    const asked = await changeSnapshot(tx, facts, step.snapshot, (read) => {
      const known = triggerId === undefined && read.deploymentId === deployment.id
      return known
        ? read
        : {
            ...read,
            deploymentId: deployment.id,
            triggerId: triggerId ?? read.triggerId,
            attempts: read.attempts + 1,
          }
    })
    if (asked !== undefined && asked.kind !== 'user' && facts.operation !== undefined) {
      await changeOperation(tx, facts.operation, (operation) => beginPhase(operation, 'savepoint', facts.now))
    }
    return asked
  })
  if (snapshot === undefined) return
  try {
    await deps.engine.requestSavepoint(deployment.engineRef, {
      triggerId: snapshot.triggerId,
      directory: stateLayout.snapshot(deps.stateRoot, facts.application.id, snapshot.triggerId),
      stop: endsJob(snapshot),
    })
  } catch (error) {
    // Flink's no is an attempt used up; anything else is asked again under the same trigger id.
    if (error instanceof EngineError && error.kind === 'rejected') {
      await deps.store.fenced(lease, (tx) =>
        changeSnapshot(tx, facts, step.snapshot, (read) => ({ ...read, deploymentId: undefined })),
      )
    }
    throw error
  }
}

/** The savepoint is there: the snapshot is READY, and one that stopped the job is the newest state of its deployment. */
export const completeSnapshot = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'complete-snapshot' }>,
): Promise<void> => {
  // READY is a promise that it can be restored.
  const fault = await deps.archive.fault(step.location)
  if (fault !== undefined) {
    const cause = `The savepoint cannot be read back: ${fault}.`
    await failSnapshot({ deps, lease }, facts, { kind: 'fail-snapshot', snapshot: step.snapshot, cause }, step.location)
    return
  }
  const contents = await contentsOf(deps, facts, step)
  await deps.store.fenced(lease, async (tx) => {
    const snapshot = await changeSnapshot(tx, facts, step.snapshot, (read) => ({
      ...read,
      status: 'READY',
      location: step.location,
      contents,
    }))
    if (snapshot !== undefined) await forgetSpent(deps, tx, facts.application.id)
    if (snapshot !== undefined) await noteEnd(tx, snapshot, step.location)
  })
  deps.logger.info({ applicationId: facts.application.id, snapshot: step.snapshot }, 'snapshot ready')
}

/** What a deployment ended with is the newest state there is of it. */
const noteEnd = async (tx: Repositories, snapshot: Snapshot, location: string): Promise<void> => {
  if (!endsJob(snapshot) || snapshot.deploymentId === undefined) return
  const deployment = await tx.deployments.find(snapshot.deploymentId)
  if (deployment !== undefined) await tx.deployments.save({ ...deployment, finalSavepoint: location })
}

/** The cluster tells what is in it while it is there; else the files at least have a size. */
const contentsOf = async (
  deps: StepContext['deps'],
  facts: Facts,
  { location }: Extract<Step, { kind: 'complete-snapshot' }>,
): Promise<SnapshotContents> => {
  const ref = facts.observation === undefined ? undefined : newestDeployment(facts)?.engineRef
  const told = ref && (await deps.engine.savepointContents(ref, location))
  return told ?? { sizeInBytes: await deps.archive.size(location), operators: [] }
}

/** By setting, old snapshots of stops and updates go; the loop removes their files when nothing needs them any more. */
const forgetSpent = async (
  { automaticSnapshotsKept: kept }: StepContext['deps'],
  tx: Repositories,
  applicationId: string,
): Promise<void> => {
  if (kept === undefined) return
  for (const spent of await tx.snapshots.spentAutomatic(applicationId, kept)) {
    await tx.snapshots.save({ ...spent, status: 'DELETING' })
  }
}

/**
 * `written`: a savepoint that is there and cannot be read. One that ended the job is its newest state all the same: nothing older may pass
 * for it unnoticed, because output has been committed up to there. Whoever starts from it fails by name.
 */
export const failSnapshot = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'fail-snapshot' }>,
  written?: string,
): Promise<void> => {
  await deps.store.fenced(lease, async (tx) => {
    const failed = await changeSnapshot(tx, facts, step.snapshot, (read) => ({
      ...read,
      status: 'FAILED',
      failure: step.cause,
    }))
    if (failed !== undefined && written !== undefined) await noteEnd(tx, failed, written)
  })
  deps.logger.warn(
    { applicationId: facts.application.id, snapshot: step.snapshot, cause: step.cause },
    'snapshot failed',
  )
}

/** Files first: a row without files would promise a restore, files without a row are removed by the retry. */
export const removeSnapshot = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'remove-snapshot' }>,
): Promise<void> => {
  const snapshot = await deps.store.snapshots.find(facts.application.id, step.snapshot)
  if (snapshot?.status !== 'DELETING') return
  await deps.archive.remove(stateLayout.snapshot(deps.stateRoot, facts.application.id, snapshot.triggerId))
  await deps.store.fenced(lease, (tx) => tx.snapshots.remove(facts.application.id, step.snapshot))
}

/**
 * The application's own copy of an enhanced snapshot goes; from now on the application finds it where the account keeps it. Files
 * first: until the row says so, nobody starts from the other place, and a retry removes what is left.
 */
export const settleSnapshot = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'settle-snapshot' }>,
): Promise<void> => {
  const applicationId = facts.application.id
  const snapshot = await deps.store.snapshots.find(applicationId, step.snapshot)
  if (snapshot?.status !== 'READY' || snapshot.copiedTo === undefined) return
  await deps.archive.remove(stateLayout.snapshot(deps.stateRoot, applicationId, snapshot.triggerId))
  await deps.store.fenced(lease, async (tx) => {
    const read = await tx.snapshots.find(applicationId, step.snapshot, { lock: true })
    if (read?.copiedTo !== undefined) await tx.snapshots.save({ ...read, location: read.copiedTo })
  })
}

/** Changes a snapshot only while it is still CREATING: a force stop may have given it up since it was read. */
const changeSnapshot = async (
  tx: Repositories,
  facts: Facts,
  name: string,
  change: (snapshot: Snapshot) => Snapshot,
): Promise<Snapshot | undefined> => {
  const read = await tx.snapshots.find(facts.application.id, name, { lock: true })
  if (read?.status !== 'CREATING') return undefined
  const changed = change(read)
  if (changed !== read) await tx.snapshots.save(changed)
  return changed
}
