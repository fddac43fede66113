import type { Facts } from '@weir/domain'
import { newestDeployment, orderSnapshot, StaleWriteError } from '@weir/domain'
import type { StepContext } from '../deps.ts'

/**
 * An update cannot be carried out in place: from now on it is one like any other, and gets a snapshot that ends the job. The one it has is
 * from before: a job that started from that would write again what has been written since.
 */
export const snapshotBeforeEnd = async ({ deps, lease }: StepContext, facts: Facts): Promise<void> => {
  const { id } = facts.application
  const deployment = newestDeployment(facts)
  await deps.store.fenced(lease, async (tx) => {
    const current = await tx.applications.findById(id, { lock: true })
    if (current?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
    const update = facts.operation && (await tx.operations.find(id, facts.operation.id))
    if (update?.status !== 'IN_PROGRESS' || deployment === undefined) throw new StaleWriteError('the update is over')
    const application = { ...current, versionId: deployment.versionId }
    const snapshotName = await orderSnapshot(deps, tx, { application, operation: update, kind: 'update' })
    await tx.operations.save({ ...update, intent: { ...update.intent, inPlace: false, snapshotName } })
  })
  deps.logger.info({ applicationId: id, operationId: facts.operation?.id }, 'update goes on with a new cluster')
}
