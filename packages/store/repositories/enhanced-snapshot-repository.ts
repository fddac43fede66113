import {
  DuplicateError,
  type EnhancedSnapshot,
  type EnhancedSnapshotPage,
  type EnhancedSnapshotRepository,
  type Scope,
  type SnapshotSource,
  StaleWriteError,
} from '@weir/domain'
import { type Database, json, text, textOrNull, withoutNulls } from './columns.ts'
import type { EnhancedSnapshot as Row, Prisma } from '../generated/client.ts'

export function createEnhancedSnapshotRepository(database: Database): EnhancedSnapshotRepository {
  return {
    insert: async (snapshot) => {
      const { count } = await database.enhancedSnapshot.createMany({
        data: [{ id: snapshot.id, ...columns(snapshot) }],
        skipDuplicates: true, // an error would end the surrounding transaction
      })
      if (count === 0) throw new DuplicateError(`snapshot ${snapshot.name} exists`)
    },

    save: async (snapshot) => {
      const { id } = snapshot
      const { count } = await database.enhancedSnapshot.updateMany({ where: { id }, data: columns(snapshot) })
      if (count === 0) throw new StaleWriteError(`snapshot ${snapshot.name} is gone`)
    },

    find: async ({ accountId, region }, name, options) => {
      if (options?.lock) {
        await database.$queryRaw`SELECT 1 AS locked FROM enhanced_snapshots
          WHERE account_id = ${accountId} AND region = ${region} AND name = ${text(name)} FOR UPDATE`
      }
      const row = await database.enhancedSnapshot.findUnique({
        where: { accountId_region_name: { accountId, region, name: text(name) } },
      })
      return row ? toSnapshot(row) : undefined
    },

    findById: async (id, options) => {
      if (options?.lock) {
        await database.$queryRaw`SELECT 1 AS locked FROM enhanced_snapshots WHERE id = ${id}::uuid FOR UPDATE`
      }
      const row = await database.enhancedSnapshot.findUnique({ where: { id } })
      return row ? toSnapshot(row) : undefined
    },

    list: async (scope, page) => {
      const rows = await database.enhancedSnapshot.findMany({
        where: { ...inScope(scope), ...wanted(page) },
        orderBy: [{ createdAt: 'desc' }, { name: 'desc' }],
        take: page.limit,
      })
      return rows.map(toSnapshot)
    },

    count: (scope) => database.enhancedSnapshot.count({ where: inScope(scope) }),

    creatingOf: async (sourceApplicationId) => {
      const row = await database.enhancedSnapshot.findFirst({
        where: { sourceApplicationId, status: 'CREATING', initiatorOperation: 'CreateSnapshot' },
      })
      return row ? toSnapshot(row) : undefined
    },

    remove: async (id) => {
      await database.enhancedSnapshot.deleteMany({ where: { id } })
    },
  }
}

const inScope = ({ accountId, region }: Scope): Scope => ({ accountId, region })

function wanted(page: EnhancedSnapshotPage): Prisma.EnhancedSnapshotWhereInput {
  const { after, sourceApplicationName, initiator, initiatorOperation, status } = page
  return {
    ...(sourceApplicationName === undefined ? {} : { sourceApplicationName: text(sourceApplicationName) }),
    ...(initiator === undefined ? {} : { initiator }),
    ...(initiatorOperation === undefined ? {} : { initiatorOperation }),
    ...(status === undefined ? {} : { status }),
    ...(after === undefined
      ? {}
      : { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, name: { lt: text(after.id) } }] }),
  }
}

function columns(snapshot: EnhancedSnapshot) {
  const { source } = snapshot
  const application = source.kind === 'application' ? source : undefined
  return {
    ...inScope(snapshot),
    name: snapshot.name,
    arn: snapshot.arn,
    status: snapshot.status,
    description: textOrNull(snapshot.description),
    createdAt: snapshot.createdAt,
    initiator: snapshot.initiator,
    initiatorOperation: snapshot.initiatorOperation,
    source: json(source),
    sourceApplicationId: application?.applicationId ?? null,
    sourceApplicationName: application?.name ?? null,
    runtimeEnvironment: snapshot.runtimeEnvironment ?? null,
    sizeInBytes: BigInt(snapshot.sizeInBytes),
    encryption: json(snapshot.encryption),
    location: snapshot.location ?? null,
    tags: JSON.parse(JSON.stringify(snapshot.tags)) as Prisma.InputJsonArray,
  }
}

function toSnapshot({ sourceApplicationId: _id, sourceApplicationName: _name, ...row }: Row): EnhancedSnapshot {
  const source = row.source as unknown as SnapshotSource & { createdAt: string }
  return {
    ...withoutNulls(row),
    sizeInBytes: Number(row.sizeInBytes),
    // JSON holds dates as ISO text
    source: source.kind === 'application' ? { ...source, createdAt: new Date(source.createdAt) } : source,
  } as unknown as EnhancedSnapshot
}
