import {
  DuplicateError,
  type EnhancedSnapshotOperation,
  type Scope,
  type SnapshotOperationRepository,
  StaleWriteError,
} from '@weir/domain'
import { type Database, json, jsonOrNull, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { SnapshotOperation as Row } from '../generated/client.ts'

export function createSnapshotOperationRepository(database: Database): SnapshotOperationRepository {
  return {
    insert: async (operation) => {
      const { count } = await translated(
        database.snapshotOperation.createMany({
          data: [{ ...identity(operation), ...columns(operation) }],
          skipDuplicates: true,
        }),
      )
      if (count === 0) throw new DuplicateError(`operation ${operation.id} exists, or an export is in progress`)
    },

    save: async (operation) => {
      const where = identity(operation)
      const { count } = await database.snapshotOperation.updateMany({ where, data: columns(operation) })
      if (count === 0) throw new StaleWriteError(`operation ${operation.id} is gone`)
    },

    find: async ({ accountId, region }, snapshotName, id) => {
      const key = { accountId, region, snapshotName: text(snapshotName), id: text(id) }
      const row = await database.snapshotOperation.findUnique({ where: { accountId_region_snapshotName_id: key } })
      return row ? toSnapshotOperation(row) : undefined
    },

    list: async ({ accountId, region }, snapshotName, { after, limit, kind, status }) => {
      const rows = await database.snapshotOperation.findMany({
        where: {
          accountId,
          region,
          snapshotName: text(snapshotName),
          ...(kind === undefined ? {} : { kind }),
          ...(status === undefined ? {} : { status }),
          ...(after === undefined
            ? {}
            : { OR: [{ startedAt: { lt: after.at } }, { startedAt: after.at, id: { lt: text(after.id) } }] }),
        },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows.map(toSnapshotOperation)
    },

    exporting: async (snapshotId) => {
      const where = { snapshotId, kind: 'ExportSnapshot', status: 'IN_PROGRESS' }
      const row = await database.snapshotOperation.findFirst({ where })
      return row ? toSnapshotOperation(row) : undefined
    },

    removeBefore: async (moment) => {
      const where = { startedAt: { lt: moment }, status: { not: 'IN_PROGRESS' } }
      await database.snapshotOperation.deleteMany({ where })
    },
  }
}

const identity = (operation: EnhancedSnapshotOperation): Scope & { snapshotName: string; id: string } => ({
  accountId: operation.accountId,
  region: operation.region,
  snapshotName: operation.snapshotName,
  id: operation.id,
})

function columns(operation: EnhancedSnapshotOperation) {
  return {
    snapshotId: operation.snapshotId,
    snapshotArn: operation.snapshotArn,
    kind: operation.kind,
    status: operation.status,
    startedAt: operation.startedAt,
    endedAt: operation.endedAt ?? null,
    failure: jsonOrNull(operation.failure),
    order: json(operation.order),
  }
}

export function toSnapshotOperation(row: Row): EnhancedSnapshotOperation {
  const { claimedBy: _by, claimEpoch: _epoch, claimedUntil: _until, ...operation } = row
  return withoutNulls(operation) as unknown as EnhancedSnapshotOperation
}
