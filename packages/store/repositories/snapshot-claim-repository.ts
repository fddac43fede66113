import type { SnapshotClaim, SnapshotClaimRepository } from '@weir/domain'
import type { Database } from './columns.ts'
import { toSnapshotOperation } from './snapshot-operation-repository.ts'

interface Claimed {
  readonly accountId: string
  readonly region: string
  readonly snapshotName: string
  readonly id: string
  readonly epoch: number
}

/** Claims expire by the database's clock. */
export function createSnapshotClaimRepository(database: Database): SnapshotClaimRepository {
  return {
    next: async (owner, ttlMs) => {
      const rows = await database.$queryRaw<Claimed[]>`
        UPDATE snapshot_operations
           SET claimed_by = ${owner}, claim_epoch = claim_epoch + 1,
               claimed_until = clock_timestamp() + ${ttlMs} * interval '1 millisecond'
         WHERE (account_id, region, snapshot_name, id) = (
            SELECT o.account_id, o.region, o.snapshot_name, o.id
              FROM snapshot_operations o
             WHERE o.status = 'IN_PROGRESS'
               AND (o.claimed_until IS NULL OR o.claimed_until <= clock_timestamp())
               AND NOT EXISTS (
                 SELECT 1 FROM snapshots s WHERE s.enhanced_id = o.snapshot_id AND s.status = 'CREATING')
               AND NOT (o.kind = 'DeleteSnapshot' AND (
                 EXISTS (
                   SELECT 1 FROM snapshot_operations e
                    WHERE e.snapshot_id = o.snapshot_id AND e.kind = 'ExportSnapshot' AND e.status = 'IN_PROGRESS')
                 OR EXISTS (
                   SELECT 1 FROM enhanced_snapshots x JOIN deployments d ON d.restore_source = x.location
                    WHERE x.id = o.snapshot_id AND d.state = 'planned')))
             ORDER BY o.started_at, o.id
             LIMIT 1
               FOR UPDATE SKIP LOCKED)
        RETURNING account_id AS "accountId", region, snapshot_name AS "snapshotName", id, claim_epoch AS epoch`
      const [claimed] = rows
      if (claimed === undefined) return undefined
      const { epoch, ...key } = claimed
      const row = await database.snapshotOperation.findUnique({ where: { accountId_region_snapshotName_id: key } })
      return row ? { operation: toSnapshotOperation(row), owner, epoch } : undefined
    },

    renew: async ({ operation: { accountId, region, snapshotName, id }, owner, epoch }, ttlMs) => {
      const renewed = await database.$executeRaw`
        UPDATE snapshot_operations SET claimed_until = clock_timestamp() + ${ttlMs} * interval '1 millisecond'
         WHERE account_id = ${accountId} AND region = ${region} AND snapshot_name = ${snapshotName} AND id = ${id}
           AND claimed_by = ${owner} AND claim_epoch = ${epoch} AND status = 'IN_PROGRESS'
           AND claimed_until > clock_timestamp()`
      return renewed === 1
    },

    postpone: async ({ operation: { accountId, region, snapshotName, id }, owner, epoch }, ms) => {
      await database.$executeRaw`
        UPDATE snapshot_operations
           SET claimed_by = NULL, claimed_until = clock_timestamp() + ${ms} * interval '1 millisecond'
         WHERE account_id = ${accountId} AND region = ${region} AND snapshot_name = ${snapshotName} AND id = ${id}
           AND claimed_by = ${owner} AND claim_epoch = ${epoch}`
    },
  }
}

/** Locks the operation's row until the transaction ends; false when it is not claimed any more, or over. */
export async function lockClaim(transaction: Database, claim: SnapshotClaim): Promise<boolean> {
  const { operation, owner, epoch } = claim
  const { accountId, region, snapshotName, id } = operation
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT 1 AS held FROM snapshot_operations
     WHERE account_id = ${accountId} AND region = ${region} AND snapshot_name = ${snapshotName} AND id = ${id}
       AND claimed_by = ${owner} AND claim_epoch = ${epoch} AND status = 'IN_PROGRESS'
       AND claimed_until > clock_timestamp()
       FOR UPDATE`
  return rows.length === 1
}
