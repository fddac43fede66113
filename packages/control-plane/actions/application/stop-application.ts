import type { Application, Operation, OperationIntent, Repositories } from '@weir/domain'
import { endPhases, requestStatus, requireRunningJob, seenJobState } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { newOperation } from '../../new-records.ts'
import { operationIdOf } from '../../operation-id-of.ts'
import { orderSnapshot } from '../../order-snapshot.ts'
import { requireForceable } from '../../require-kind.ts'

/** Says that the application is to stop: with a last snapshot where snapshots are enabled, or at once by Force. */
export const stopApplication =
  (deps: ActionDeps): ActionHandler<'StopApplication'> =>
  async ({ ApplicationName, Force: force = false }, context) => {
    const operationId = await deps.store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      if (force) requireForceable(application)
      const status = requestStatus(application, force ? 'forceStop' : 'stop')
      const intent = force ? await interrupt(deps, tx, application) : {}
      const asked = newOperation(deps, application, { name: 'StopApplication', intent })
      const operation = force ? asked : await withLastSnapshot(deps, tx, { application, operation: asked })
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

const withLastSnapshot = async (
  deps: ActionDeps,
  tx: Repositories,
  { application, operation }: { application: Application; operation: Operation },
): Promise<Operation> => {
  if (application.spec.snapshotsEnabled !== true) return operation
  const deployment = await tx.deployments.newest(application.id)
  // A job that has read all its input is gone from Flink, and with it the state that a snapshot would keep.
  if (seenJobState(deployment) === 'FINISHED') return operation
  requireRunningJob(application, deployment)
  const snapshotName = await orderSnapshot(deps, tx, { application, operation, kind: 'stop' })
  return { ...operation, intent: { ...operation.intent, snapshotName } }
}
