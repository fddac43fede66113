import type { Application, OperationIntent, Repositories } from '@weir/domain'
import { endPhases, requestStatus, requireRunningJob, seenJobState, stopSnapshotName } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { newOperation, newSnapshot } from '../../new-records.ts'
import { operationIdOf } from '../../operation-id-of.ts'
import { requireForceable } from '../../require-kind.ts'

/** Says that the application is to stop: with a last snapshot where snapshots are enabled, or at once by Force. */
export const stopApplication =
  (deps: ActionDeps): ActionHandler<'StopApplication'> =>
  async ({ ApplicationName, Force: force = false }, context) => {
    const operationId = await deps.store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      if (force) requireForceable(application)
      const status = requestStatus(application, force ? 'forceStop' : 'stop')
      const intent = force ? await interrupt(deps, tx, application) : await lastSnapshot(deps, tx, application)
      const operation = newOperation(deps, application, { name: 'StopApplication', intent })
      await tx.applications.save({ ...application, status })
      await tx.operations.insert(operation)
      await tx.outbox.add(application.id)
      return operationIdOf(application, operation)
    })
    deps.publish()
    context.logger.info({ application: ApplicationName, operationId, force }, 'application is to stop')
    return { OperationId: operationId }
  }

/** A force stop cancels what is under way: the operation in progress and the snapshots not yet taken. */
const interrupt = async ({ clock }: ActionDeps, tx: Repositories, { id }: Application): Promise<OperationIntent> => {
  const now = clock.now()
  const interrupted = await tx.operations.inProgress(id)
  if (interrupted !== undefined) {
    await tx.operations.save({ ...endPhases(interrupted, now), status: 'CANCELLED', endedAt: now })
  }
  for (const snapshot of await tx.snapshots.inFlight(id)) {
    if (snapshot.status !== 'CREATING') continue
    await tx.snapshots.save({ ...snapshot, status: 'FAILED', failure: 'The application was stopped by Force.' })
  }
  return { force: true }
}

const lastSnapshot = async (deps: ActionDeps, tx: Repositories, application: Application): Promise<OperationIntent> => {
  if (application.spec.snapshotsEnabled !== true) return {}
  const deployment = await tx.deployments.newest(application.id)
  // A job that has read all its input is gone from Flink, and with it the state that a snapshot would keep.
  if (seenJobState(deployment) === 'FINISHED') return {}
  requireRunningJob(application, deployment)
  const name = stopSnapshotName(application.name, deps.clock.now())
  await tx.snapshots.insert(newSnapshot(deps, application, { name, kind: 'stop' }))
  return { snapshotName: name }
}
