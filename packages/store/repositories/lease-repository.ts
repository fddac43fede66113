import type { Clock, Lease, LeaseRepository } from '@weir/domain'
import type { Database } from './columns.ts'

interface Held {
  readonly applicationId: string
  readonly owner: string
  readonly epoch: number
}

/** Leases expire by the database's clock; `clock` only dates what callers are told. */
export function createLeaseRepository({ database, clock }: { database: Database; clock: Clock }): LeaseRepository {
  return {
    claim: async (applicationId, owner, ttlMs) => {
      const asked = clock.now().getTime()
      const rows = await database.$queryRaw<{ epoch: number }[]>`
        INSERT INTO leases AS held (application_id, owner, epoch, expires_at)
        SELECT id, ${owner}, 1, clock_timestamp() + ${ttlMs} * interval '1 millisecond'
          FROM applications WHERE id = ${applicationId}::uuid FOR KEY SHARE
        ON CONFLICT (application_id) DO UPDATE
           SET owner = EXCLUDED.owner,
               epoch = CASE WHEN held.owner = EXCLUDED.owner THEN held.epoch ELSE held.epoch + 1 END,
               expires_at = clock_timestamp() + ${ttlMs} * interval '1 millisecond'
         WHERE held.owner = EXCLUDED.owner OR held.owner IS NULL OR held.expires_at <= clock_timestamp()
        RETURNING epoch`
      const [row] = rows
      return row && { applicationId, owner, epoch: row.epoch, expiresAt: new Date(asked + ttlMs) }
    },

    renew: async (leases, ttlMs) => {
      if (leases.length === 0) return []
      const asked = clock.now().getTime()
      const rows = await database.$queryRaw<Held[]>`
        UPDATE leases SET expires_at = clock_timestamp() + ${ttlMs} * interval '1 millisecond'
          FROM unnest(${leases.map(({ applicationId }) => applicationId)}::uuid[],
                      ${leases.map(({ owner }) => owner)}::text[],
                      ${leases.map(({ epoch }) => epoch)}::integer[]) AS mine (application_id, owner, epoch)
         WHERE leases.application_id = mine.application_id AND leases.owner = mine.owner
           AND leases.epoch = mine.epoch AND leases.expires_at > clock_timestamp()
        RETURNING leases.application_id AS "applicationId", leases.owner, leases.epoch`
      return rows.map((row): Lease => ({ ...row, expiresAt: new Date(asked + ttlMs) }))
    },

    release: async ({ applicationId, owner, epoch }) => {
      await database.$executeRaw`
        UPDATE leases SET owner = NULL, expires_at = clock_timestamp()
         WHERE application_id = ${applicationId}::uuid AND owner = ${owner} AND epoch = ${epoch}`
    },

    holder: async (applicationId) => {
      const rows = await database.$queryRaw<{ owner: string | null }[]>`
        SELECT owner FROM leases WHERE application_id = ${applicationId}::uuid AND expires_at > clock_timestamp()`
      return rows[0]?.owner ?? undefined
    },
  }
}

/** Locks the lease's row until the transaction ends; false when it is not held any more. */
export async function lockLease(transaction: Database, { applicationId, owner, epoch }: Lease): Promise<boolean> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT 1 AS held FROM leases
     WHERE application_id = ${applicationId}::uuid AND owner = ${owner} AND epoch = ${epoch}
       AND expires_at > clock_timestamp()
       FOR UPDATE`
  return rows.length === 1
}
