import type { Census } from '@weir/domain'
import type { Database } from './columns.ts'

/** Numbers of the installation, in three short statements. */
export async function takeCensus(database: Database): Promise<Census> {
  const [outbox, workers, applications] = await Promise.all([
    database.outboxEntry.count(),
    database.$queryRaw<{ host: string; silentSeconds: number; leases: number }[]>`
      SELECT worker.host, greatest(0, extract(epoch FROM clock_timestamp() - worker.beaten_at))::float8 AS "silentSeconds",
             (SELECT count(*) FROM leases
               WHERE leases.owner = worker.host AND leases.expires_at > clock_timestamp())::integer AS leases
        FROM workers AS worker ORDER BY worker.host LIMIT 1000`,
    database.$queryRaw<{ status: string; count: number }[]>`
      SELECT status, count(*)::integer AS count FROM applications GROUP BY status ORDER BY status`,
  ])
  return { outbox, workers, applications }
}
