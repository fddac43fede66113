import {
  DuplicateError,
  type ListPosition,
  type Snapshot,
  type SnapshotRepository,
  StaleWriteError,
} from '@weir/domain'
import { type Database, jsonOrNull, text, textOrNull, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { Prisma, Snapshot as Row } from '../generated/client.ts'

const oldestFirst = [{ createdAt: 'asc' }, { name: 'asc' }] satisfies Prisma.SnapshotOrderByWithRelationInput[]

export function createSnapshotRepository(database: Database): SnapshotRepository {
  return {
    insert: async (snapshot) => {
      const { applicationId, name } = snapshot
      const { count } = await translated(
        database.snapshot.createMany({ data: [{ applicationId, name, ...columns(snapshot) }], skipDuplicates: true }),
      )
      if (count === 0) throw new DuplicateError(`snapshot ${name} exists`)
    },

    save: async (snapshot) => {
      const { applicationId, name } = snapshot
      const { count } = await database.snapshot.updateMany({ where: { applicationId, name }, data: columns(snapshot) })
      if (count === 0) throw new StaleWriteError(`snapshot ${name} is gone`)
    },

    find: async (applicationId, name, options) => {
      if (options?.lock) {
        await database.$queryRaw`SELECT 1 AS locked FROM snapshots
          WHERE application_id = ${applicationId}::uuid AND name = ${text(name)} FOR UPDATE`
      }
      const row = await database.snapshot.findUnique({
        where: { applicationId_name: { applicationId, name: text(name) } },
      })
      return row ? toSnapshot(row) : undefined
    },

    list: async (applicationId, { after, limit }) => {
      const where = { applicationId, enhancedId: null, ...newerThan(after) }
      return (await database.snapshot.findMany({ where, orderBy: oldestFirst, take: limit })).map(toSnapshot)
    },

    inFlight: async (applicationId) => {
      const where = {
        applicationId,
        OR: [
          { status: { in: ['CREATING', 'DELETING'] } },
          { status: 'READY', enhancedId: { not: null }, copiedTo: null },
          { status: 'READY', location: { not: { equals: database.snapshot.fields.copiedTo } } },
        ],
      } satisfies Prisma.SnapshotWhereInput
      return (await database.snapshot.findMany({ where, orderBy: oldestFirst })).map(toSnapshot)
    },

    newestReady: async (applicationId, { belowVersion } = {}) => {
      const older = belowVersion === undefined ? {} : { versionId: { lt: belowVersion } }
      const row = await database.snapshot.findFirst({
        where: { applicationId, status: 'READY', ...older },
        orderBy: [{ createdAt: 'desc' }, { name: 'desc' }],
      })
      return row ? toSnapshot(row) : undefined
    },

    count: (applicationId) => database.snapshot.count({ where: { applicationId, enhancedId: null } }),

    spentAutomatic: async (applicationId, kept) => {
      const rows = await database.snapshot.findMany({
        where: { applicationId, enhancedId: null, status: 'READY', kind: { not: 'user' } },
        orderBy: [{ createdAt: 'desc' }, { name: 'desc' }],
        skip: kept,
      })
      return rows.reverse().map(toSnapshot)
    },

    remove: async (applicationId, name) => {
      await database.snapshot.deleteMany({ where: { applicationId, name } })
    },
  }
}

/** The condition for what comes after a place in the list. */
function newerThan(after: ListPosition | undefined): Prisma.SnapshotWhereInput {
  if (after === undefined) return {}
  const { at, id } = after
  return { OR: [{ createdAt: { gt: at } }, { createdAt: at, name: { gt: text(id) } }] }
}

function columns(snapshot: Snapshot) {
  return {
    status: snapshot.status,
    createdAt: snapshot.createdAt,
    versionId: snapshot.versionId,
    runtimeEnvironment: snapshot.runtimeEnvironment,
    kind: snapshot.kind,
    triggerId: snapshot.triggerId,
    deploymentId: snapshot.deploymentId ?? null,
    location: snapshot.location ?? null,
    failure: textOrNull(snapshot.failure),
    contents: jsonOrNull(snapshot.contents),
    attempts: snapshot.attempts,
    enhancedId: snapshot.enhancedId ?? null,
    copiedTo: snapshot.copiedTo ?? null,
  }
}

const toSnapshot = (row: Row): Snapshot => withoutNulls(row) as unknown as Snapshot
