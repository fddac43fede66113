import type { Operation, Repositories } from '@weir/domain'

/**
 * Changes an operation only while it is still IN_PROGRESS: a force stop may have cancelled it since it was read. The
 * application's row is locked first, as the actions do, so the two cannot cross.
 */
export const changeOperation = async (
  tx: Repositories,
  read: Operation,
  change: (operation: Operation) => Operation,
): Promise<void> => {
  await tx.applications.findById(read.applicationId, { lock: true })
  const operation = await tx.operations.find(read.applicationId, read.id)
  if (operation?.status !== 'IN_PROGRESS') return
  const changed = change(operation)
  if (changed !== operation) await tx.operations.save(changed)
}
