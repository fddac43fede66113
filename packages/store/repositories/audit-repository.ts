import type { AuditQuery, AuditRecord, AuditRepository } from '@weir/domain'
import { type Database, text } from './columns.ts'
import type { Prisma } from '../generated/client.ts'

/** Longest column that is looked up; nobody has a longer name. */
const longestName = 2_048

export function createAuditRepository(
  database: Database,
  atomically: <T>(work: (transaction: Database) => Promise<T>) => Promise<T>,
): AuditRepository {
  return {
    append: async (records) => {
      await database.auditRecord.createMany({ data: records.map(row), skipDuplicates: true })
    },

    find: async (query) => {
      const rows = await database.auditRecord.findMany({
        where: conditions(query),
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: query.limit,
        omit: { fileId: true },
      })
      return rows
    },

    cutFiles: ({ now, limit, newId }) =>
      atomically(async (transaction) => {
        const groups = await transaction.$queryRaw<{ account_id: string; region: string }[]>`
          SELECT DISTINCT account_id, region FROM audit_records WHERE file_id IS NULL`
        for (const { account_id: accountId, region } of groups) {
          const id = newId()
          // SKIP LOCKED: what another worker is cutting is its own.
          const taken = await transaction.$executeRaw`
            UPDATE audit_records SET file_id = ${id}::uuid
             WHERE id IN (SELECT id FROM audit_records
                           WHERE file_id IS NULL AND account_id = ${accountId} AND region = ${region}
                           ORDER BY at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)`
          if (taken > 0) await transaction.auditFile.create({ data: { id, accountId, region, cutAt: now } })
        }
      }),

    openFiles: (limit) => database.auditFile.findMany({ orderBy: [{ cutAt: 'asc' }, { id: 'asc' }], take: limit }),

    recordsOf: (fileId) =>
      database.auditRecord.findMany({
        where: { fileId },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        omit: { fileId: true },
      }),

    delivered: async (fileId) => {
      await database.auditFile.deleteMany({ where: { id: fileId } })
    },

    forget: ({ than, limit, onlyDelivered }) => {
      if (!onlyDelivered) {
        return database.$executeRaw`
          DELETE FROM audit_records WHERE id IN (SELECT id FROM audit_records WHERE at < ${than} ORDER BY at LIMIT ${limit})`
      }
      return database.$executeRaw`
        DELETE FROM audit_records WHERE id IN (
          SELECT id FROM audit_records
           WHERE at < ${than} AND file_id IS NOT NULL AND file_id NOT IN (SELECT id FROM audit_files)
           ORDER BY at LIMIT ${limit})`
    },
  }
}

function row(record: AuditRecord): Prisma.AuditRecordCreateManyInput {
  const { id, accountId, region, at, eventName, userName, readOnly, resources, event } = record
  return {
    id,
    accountId,
    region,
    at,
    eventName: name(eventName),
    userName: name(userName),
    readOnly,
    resources: resources.map(name),
    event: text(event),
  }
}

function conditions(query: AuditQuery): Prisma.AuditRecordWhereInput {
  const { accountId, from, to, eventName, userName, resource, readOnly, after } = query
  return {
    accountId,
    at: { ...(from && { gte: from }), ...(to && { lte: to }) },
    ...(eventName !== undefined && { eventName: name(eventName) }),
    ...(userName !== undefined && { userName: name(userName) }),
    ...(resource !== undefined && { resources: { has: name(resource) } }),
    ...(readOnly !== undefined && { readOnly }),
    ...(after && { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] }),
  }
}

const name = (value: string): string => text(value).slice(0, longestName)
