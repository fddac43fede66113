import type { Facts, Operation, Step } from '@weir/domain'
import { nextStatus, orderSnapshot, StaleWriteError } from '@weir/domain'
import type { StepContext } from '../deps.ts'

/**
 * Orders the maintenance of a running application, in one transaction: status MAINTENANCE, the operation with the release to go to, and
 * the snapshot from which the job goes on (where snapshots are enabled, in the application's snapshot mode; else it goes on from its newest
 * checkpoint).
 */
export const beginMaintenance = async (
  { deps, lease }: StepContext,
  facts: Facts,
  { release }: Extract<Step, { kind: 'begin-maintenance' }>,
): Promise<void> => {
  const { id, runtimeEnvironment, spec } = facts.application
  const ordered: Operation = {
    id: deps.ids.token(12),
    applicationId: id,
    name: 'ApplicationMaintenance',
    status: 'IN_PROGRESS',
    startedAt: facts.now,
    intent: { release },
    phases: [],
  }
  await deps.store.fenced(lease, async (tx) => {
    const current = await tx.applications.findById(id, { lock: true })
    if (current?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
    await tx.applications.save({ ...current, status: nextStatus(current.status, 'maintenanceBegun') })
    const snapshotName =
      spec.snapshotsEnabled === true
        ? await orderSnapshot(deps, tx, { application: current, operation: ordered, kind: 'maintenance' })
        : undefined
    await tx.operations.insert({ ...ordered, intent: { release, snapshotName } })
    await tx.events.add({
      applicationId: id,
      at: facts.now,
      kind: 'maintenance',
      message: `Maintenance begins: the application goes to release ${release} of ${runtimeEnvironment}.`,
      operationId: ordered.id,
      deploymentId: facts.deployments[0]?.id,
      detail: { release, from: facts.deployments[0]?.release },
    })
  })
  deps.logger.info({ applicationId: id, operationId: ordered.id, release }, 'maintenance begun')
}
