import {
  DuplicateError,
  type ListPosition,
  type Operation,
  type OperationRepository,
  type Phase,
  StaleWriteError,
} from '@weir/domain'
import { type Database, json, textOrNull, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { Operation as Row, Prisma } from '../generated/client.ts'

export function createOperationRepository(database: Database): OperationRepository {
  return {
    insert: async (operation) => {
      const { applicationId, id } = operation
      const { count } = await translated(
        database.operation.createMany({ data: [{ applicationId, id, ...columns(operation) }], skipDuplicates: true }),
      )
      if (count === 0) throw new DuplicateError(`operation ${id} exists, or another one is in progress`)
    },

    save: async (operation) => {
      const { applicationId, id } = operation
      const { count } = await translated(
        database.operation.updateMany({ where: { applicationId, id }, data: columns(operation) }),
      )
      if (count === 0) throw new StaleWriteError(`operation ${id} is gone`)
    },

    find: async (applicationId, operationId) => {
      const row = await database.operation.findUnique({
        where: { applicationId_id: { applicationId, id: text(operationId) } },
      })
      return row ? toOperation(row) : undefined
    },

    inProgress: async (applicationId) => {
      const row = await database.operation.findFirst({ where: { applicationId, status: 'IN_PROGRESS' } })
      return row ? toOperation(row) : undefined
    },

    list: async (applicationId, { after, limit, name, status }) => {
      const rows = await database.operation.findMany({
        where: {
          applicationId,
          ...olderThan(after),
          ...(name === undefined ? {} : { name }),
          ...(status === undefined ? {} : { status }),
        },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows.map(toOperation)
    },

    removeEndedBefore: (moment, limit) =>
      database.$executeRaw`DELETE FROM operations WHERE (application_id, id) IN (
        SELECT application_id, id FROM operations WHERE ended_at < ${moment.toISOString()}::timestamptz ORDER BY ended_at LIMIT ${limit})`,
  }
}

/** The condition for what comes after a place in the list. */
function olderThan(after: ListPosition | undefined): Prisma.OperationWhereInput {
  if (after === undefined) return {}
  const { at, id } = after
  return { OR: [{ startedAt: { lt: at } }, { startedAt: at, id: { lt: text(id) } }] }
}

function columns(operation: Operation) {
  return {
    name: operation.name,
    status: operation.status,
    startedAt: operation.startedAt,
    endedAt: operation.endedAt ?? null,
    error: textOrNull(operation.error),
    versionFrom: operation.versionFrom ?? null,
    versionTo: operation.versionTo ?? null,
    rollbackOperationId: operation.rollbackOperationId ?? null,
    intent: json(operation.intent),
    phases: json(operation.phases),
  }
}

function toOperation(row: Row): Operation {
  const phases = (row.phases as unknown as readonly StoredPhase[]).map(({ startedAt, endedAt, ...phase }): Phase => ({
    ...phase,
    startedAt: new Date(startedAt),
    ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt) }),
  }))
  return { ...withoutNulls(row), phases } as unknown as Operation
}

interface StoredPhase {
  readonly name: string
  readonly startedAt: string
  readonly endedAt?: string
  readonly detail?: string
}
