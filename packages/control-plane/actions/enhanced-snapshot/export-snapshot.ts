import type { EnhancedSnapshot } from '@weir/domain'
import {
  DuplicateError,
  exportedPrefix,
  newSnapshotOperation,
  readS3Prefix,
  readSnapshotEncryption,
  requireOwnRole,
} from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { LimitExceededException, ResourceInUseException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findEnhancedSnapshot } from '../../find-enhanced-snapshot.ts'
import { resolveRole } from '../../import-code.ts'

/** Says that the savepoint is to be written to the user's S3; the courier does it with the access of the role. */
export const exportSnapshot =
  (deps: ActionDeps): ActionHandler<'ExportSnapshot'> =>
  async ({ SnapshotName, ExportDestinationConfiguration: destination }, context) => {
    requireExportable(await findEnhancedSnapshot(deps.store, context, SnapshotName))
    const roleArn = destination.ExportRoleArn
    const place = readS3Prefix(destination.DestinationS3PrefixLocation)
    const destinationEncryption = readSnapshotEncryption(destination.DestinationEncryptionConfiguration)
    requireOwnRole(roleArn, context.principal.accountId)
    await resolveRole(deps, roleArn, context)
    const operation = await deps.store.transaction(async (tx) => {
      const snapshot = await findEnhancedSnapshot(tx, context, SnapshotName, { lock: true })
      requireExportable(snapshot)
      if ((await tx.snapshotOperations.exporting(snapshot.id)) !== undefined) throw alreadyExporting(SnapshotName)
      const { order, ...ordered } = newSnapshotOperation(deps, snapshot, { kind: 'ExportSnapshot' })
      const transfer = { place, roleArn, destinationEncryption, exportedPrefix: exportedPrefix(place, ordered.id) }
      const operation = { ...ordered, order: { ...order, transfer } }
      await tx.snapshotOperations.insert(operation).catch((error: unknown) => {
        throw error instanceof DuplicateError ? alreadyExporting(SnapshotName) : error
      })
      return operation
    })
    context.logger.info({ snapshot: SnapshotName, operationId: operation.id }, 'enhanced snapshot is to be exported')
    return { SnapshotOperationId: operation.id, SnapshotOperationStatus: operation.status }
  }

const requireExportable = ({ name, status }: EnhancedSnapshot): void => {
  if (status === 'READY') return
  throw new ResourceInUseException(`Snapshot ${name} cannot be exported in '${status}' state`)
}

const alreadyExporting = (name: string): LimitExceededException =>
  new LimitExceededException(`Snapshot ${name} has an export in progress. It can have only one at a time.`)
