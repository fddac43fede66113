import { DuplicateError, type Operation, type OperationRepository, type Phase, StaleWriteError } from '@weir/domain'
import { type Database, json, textOrNull, text, withoutNulls } from './columns.ts'
import { translated } from './database-errors.ts'
import type { Operation as Row, Prisma } from './generated/client.ts'

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
      const older = await olderThan(database, applicationId, after)
      if (!older) return []
      const rows = await database.operation.findMany({
        where: {
          applicationId,
          ...older,
          ...(name === undefined ? {} : { name }),
          ...(status === undefined ? {} : { status }),
        },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows.map(toOperation)
    },
  }
}

/** The condition for what comes after an entry of the list; undefined when that entry is not there. */
async function olderThan(
  database: Database,
  applicationId: string,
  after: string | undefined,
): Promise<Prisma.OperationWhereInput | undefined> {
  if (after === undefined) return {}
  const last = await database.operation.findUnique({
    where: { applicationId_id: { applicationId, id: text(after) } },
    select: { startedAt: true, id: true },
  })
  return last
    ? { OR: [{ startedAt: { lt: last.startedAt } }, { startedAt: last.startedAt, id: { lt: last.id } }] }
    : undefined
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
