import type { UsagePeriod, UsageQuery, UsageRepository } from '@weir/domain'
import { type Database, withoutNulls } from './columns.ts'
import type { Prisma, UsagePeriod as Row } from '../generated/client.ts'

export function createUsageRepository(database: Database): UsageRepository {
  return {
    open: async (period) => {
      await database.usagePeriod.createMany({ data: [{ ...period, ordinal: 0 }], skipDuplicates: true })
    },

    changeKpus: async (deploymentId, { kpus, at }) => {
      const moment = at.toISOString()
      // One statement: the old period ends where the new one begins, or neither happens.
      await database.$executeRaw`
        WITH ended AS (
          UPDATE usage_periods SET ended_at = greatest(${moment}::timestamptz, started_at), seen_at = NULL
           WHERE deployment_id = ${deploymentId}::uuid AND ended_at IS NULL AND kpus <> ${kpus} AND started_at IS NOT NULL
          RETURNING *)
        INSERT INTO usage_periods (deployment_id, ordinal, application_id, application_name, account_id, region, host,
                                   kpus, started_at, seen_at)
        SELECT deployment_id, ordinal + 1, application_id, application_name, account_id, region, host,
               ${kpus}, ended_at, ended_at FROM ended`
      // Not one process was seen yet: then it never had another number.
      await database.$executeRaw`
        UPDATE usage_periods SET kpus = ${kpus}
         WHERE deployment_id = ${deploymentId}::uuid AND ended_at IS NULL AND started_at IS NULL`
    },

    see: async (lives) => {
      if (lives.length === 0) return
      await database.$executeRaw`
        UPDATE usage_periods SET started_at = coalesce(usage_periods.started_at, seen.started_at),
                                 seen_at = greatest(usage_periods.seen_at, seen.seen_at)
          FROM unnest(${lives.map(({ deploymentId }) => deploymentId)}::uuid[],
                      ${lives.map(({ life }) => life.startedAt.toISOString())}::timestamptz[],
                      ${lives.map(({ life }) => life.lastSeenAt.toISOString())}::timestamptz[])
            AS seen (deployment_id, started_at, seen_at)
         WHERE usage_periods.deployment_id = seen.deployment_id AND usage_periods.ended_at IS NULL`
    },

    close: async (deploymentId, life) => {
      const [started, seen] = [life?.startedAt.toISOString() ?? null, life?.lastSeenAt.toISOString() ?? null]
      await database.$executeRaw`
        UPDATE usage_periods
           SET started_at = coalesce(started_at, ${started}::timestamptz),
               ended_at = greatest(seen_at, ${seen}::timestamptz, started_at)
         WHERE deployment_id = ${deploymentId}::uuid AND ended_at IS NULL
           AND coalesce(started_at, ${started}::timestamptz) IS NOT NULL`
      await database.usagePeriod.deleteMany({ where: { deploymentId, endedAt: null } })
    },

    openOn: async (host) => {
      const rows = await database.usagePeriod.findMany({
        where: { host, endedAt: null },
        select: { deploymentId: true },
        orderBy: { deploymentId: 'asc' },
      })
      return rows.map(({ deploymentId }) => deploymentId)
    },

    list: async (query, limit) => {
      const rows = await database.usagePeriod.findMany({
        where: conditions(query),
        orderBy: [{ startedAt: 'asc' }, { deploymentId: 'asc' }, { ordinal: 'asc' }],
        take: limit,
      })
      return rows.map((row: Row): UsagePeriod => withoutNulls(row))
    },

    totals: ({ accountId, region, applicationId, from, to }) => database.$queryRaw`
      SELECT application_id AS "applicationId", max(application_name) AS "applicationName",
             sum(kpus * extract(epoch FROM least(coalesce(ended_at, seen_at), ${to.toISOString()}::timestamptz)
                                         - greatest(started_at, ${from.toISOString()}::timestamptz)))::float8 AS "kpuSeconds"
        FROM usage_periods
       WHERE account_id = ${accountId} AND region = ${region}
         AND (${applicationId ?? null}::uuid IS NULL OR application_id = ${applicationId ?? null}::uuid)
         AND started_at < ${to.toISOString()}::timestamptz
         AND coalesce(ended_at, seen_at) > greatest(started_at, ${from.toISOString()}::timestamptz)
       GROUP BY application_id ORDER BY max(application_name), application_id LIMIT 10000`,
  }
}

const conditions = ({ accountId, region, applicationId, from, to }: UsageQuery): Prisma.UsagePeriodWhereInput => ({
  accountId,
  region,
  ...(applicationId !== undefined && { applicationId }),
  startedAt: { lt: to },
  OR: [{ endedAt: { gt: from } }, { endedAt: null, seenAt: { gt: from } }],
})
