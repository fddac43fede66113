import type { Application, Operation, Repositories } from '@weir/domain'
import { orderSnapshot, requestStatus, requireRunningJob, seenJobState } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { interrupt, parallelismWithout } from '../../interrupt.ts'
import { newOperation } from '../../new-records.ts'
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
      const interrupted = force
        ? await interrupt(deps, tx, application, { failure: 'The application was stopped by Force.' })
        : undefined
      const intent = force ? { force } : {}
      const asked = newOperation(deps, application, { name: 'StopApplication', intent })
      const operation = force ? asked : await withLastSnapshot(deps, tx, { application, operation: asked })
      const currentParallelism = parallelismWithout(interrupted, application)
      await tx.applications.save({ ...application, status, currentParallelism })
      await tx.operations.insert(operation)
      await tx.outbox.add(application.id)
      return operationIdOf(application, operation)
    })
    deps.publish()
    context.logger.info({ application: ApplicationName, operationId, force }, 'application is to stop')
    return { OperationId: operationId }
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
