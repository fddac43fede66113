import type { Facts, Operation, Snapshot, Step } from '@weir/domain'
import { maintenanceSnapshotName, nextStatus, StaleWriteError } from '@weir/domain'
import type { StepContext } from '../deps.ts'

/**
 * Orders the maintenance of a running application, in one transaction: status MAINTENANCE, the operation with the release to go to, and
 * the snapshot from which the job goes on (where snapshots are enabled; else it goes on from its newest checkpoint).
 */
export const beginMaintenance = async (
  { deps, lease }: StepContext,
  facts: Facts,
  { release }: Extract<Step, { kind: 'begin-maintenance' }>,
): Promise<void> => {
  const { id, name, versionId, runtimeEnvironment, spec } = facts.application
  const snapshotName = spec.snapshotsEnabled === true ? maintenanceSnapshotName(name, facts.now) : undefined
  const operation: Operation = {
    id: deps.ids.token(12),
    applicationId: id,
    name: 'ApplicationMaintenance',
    status: 'IN_PROGRESS',
    startedAt: facts.now,
    intent: { release, snapshotName },
    phases: [],
  }
  await deps.store.fenced(lease, async (tx) => {
    const current = await tx.applications.findById(id, { lock: true })
    if (current?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
    await tx.applications.save({ ...current, status: nextStatus(current.status, 'maintenanceBegun') })
    await tx.operations.insert(operation)
    if (snapshotName !== undefined) {
      const snapshot: Snapshot = {
        applicationId: id,
        name: snapshotName,
        kind: 'update',
        status: 'CREATING',
        createdAt: facts.now,
        versionId,
        runtimeEnvironment,
        triggerId: deps.ids.hex(32),
        attempts: 0,
      }
      await tx.snapshots.insert(snapshot)
    }
    await tx.events.add({
      applicationId: id,
      at: facts.now,
      kind: 'maintenance',
      message: `Maintenance begins: the application goes to release ${release} of ${runtimeEnvironment}.`,
      operationId: operation.id,
      deploymentId: facts.deployments[0]?.id,
      detail: { release, from: facts.deployments[0]?.release },
    })
  })
  deps.logger.info({ applicationId: id, operationId: operation.id, release }, 'maintenance begun')
}
