import {
  newEnhancedSnapshot,
  newSnapshotOperation,
  readS3Prefix,
  readSnapshotEncryption,
  readTags,
  requireDirectory,
  requireOwnRole,
  requireRoomForTags,
  requireUserSnapshotName,
} from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { scopeOf } from '../../find-enhanced-snapshot.ts'
import { resolveRole } from '../../import-code.ts'
import { insertUserSnapshot } from '../../insert-user-snapshot.ts'

/** Says that a savepoint of the user's S3 is to become an enhanced snapshot; the courier checks and copies it with the role's access. */
export const importSnapshot =
  (deps: ActionDeps): ActionHandler<'ImportSnapshot'> =>
  async (input, context) => {
    const { SnapshotName: name, SnapshotDescription, ImportSourceConfiguration: source } = input
    requireUserSnapshotName(name)
    const tags = readTags(input.Tags ?? [])
    requireRoomForTags([], tags, deps.settings.quotas.tagsPerApplication)
    const roleArn = source.ImportRoleArn
    const place = readS3Prefix(source.SourceS3PrefixLocation)
    requireDirectory(place)
    const sourceEncryption = readSnapshotEncryption(source.SourceEncryptionConfiguration)
    const destinationEncryption = readSnapshotEncryption(input.DestinationEncryptionConfiguration)
    requireOwnRole(roleArn, context.principal.accountId)
    await resolveRole(deps, roleArn, context)

    const snapshot = newEnhancedSnapshot(deps, scopeOf(context), {
      name,
      description: SnapshotDescription || undefined,
      initiator: 'USER',
      initiatorOperation: 'ImportSnapshot',
      source: { kind: 's3', place },
      encryption: destinationEncryption,
      tags,
    })
    const order = { transfer: { place, roleArn, sourceEncryption, destinationEncryption } }
    const operation = newSnapshotOperation(deps, snapshot, { kind: 'ImportSnapshot', order })
    await deps.store.transaction(async (tx) => {
      await insertUserSnapshot(deps, tx, snapshot)
      await tx.snapshotOperations.insert(operation)
    })
    context.logger.info({ snapshot: name, operationId: operation.id }, 'enhanced snapshot is to be imported')
    return {
      SnapshotArn: snapshot.arn,
      SnapshotStatus: snapshot.status,
      SnapshotOperationId: operation.id,
      SnapshotOperationStatus: operation.status,
    }
  }
