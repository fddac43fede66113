import type { EnhancedSnapshot, Repositories } from '@weir/domain'
import { DuplicateError, requireRoomForEnhancedSnapshot } from '@weir/domain'
import { ResourceInUseException } from '@weir/service-model'
import type { ActionDeps } from './deps.ts'

/** Inserts an enhanced snapshot that a user asked for: its name must be free, and the account must have room for it. */
export const insertUserSnapshot = async (
  { settings: { quotas } }: Pick<ActionDeps, 'settings'>,
  { enhancedSnapshots }: Pick<Repositories, 'enhancedSnapshots'>,
  snapshot: EnhancedSnapshot,
): Promise<void> => {
  const taken = new ResourceInUseException(`Provided Snapshot name ${snapshot.name} already exists`)
  if ((await enhancedSnapshots.find(snapshot, snapshot.name)) !== undefined) throw taken
  requireRoomForEnhancedSnapshot(await enhancedSnapshots.count(snapshot), quotas)
  try {
    await enhancedSnapshots.insert(snapshot)
  } catch (error) {
    throw error instanceof DuplicateError ? taken : error
  }
}
