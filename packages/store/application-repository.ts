import { type Application, type ApplicationRepository, DuplicateError, type Scope, StaleWriteError } from '@weir/domain'
import { type Database, json, jsonOrNull, text, withoutNulls } from './columns.ts'
import { translated } from './database-errors.ts'
import type { Prisma } from './generated/client.ts'
import { createTagRepository } from './tag-repository.ts'

const withTags = {
  tags: { select: { key: true, value: true }, orderBy: { position: 'asc' } },
} satisfies Prisma.ApplicationInclude

type Row = Prisma.ApplicationGetPayload<{ include: typeof withTags }>

/** `atomically` runs several statements in one transaction: the one at hand, or a new one. */
export function createApplicationRepository(
  database: Database,
  atomically: <T>(work: (transaction: Database) => Promise<T>) => Promise<T>,
): ApplicationRepository {
  const tags = createTagRepository(database)
  const find = async (where: Prisma.ApplicationWhereUniqueInput): Promise<Application | undefined> => {
    const row = await database.application.findUnique({ where, include: withTags })
    return row ? toApplication(row) : undefined
  }

  return {
    findById: async (id, options) => {
      if (options?.lock)
        await database.$queryRaw`SELECT 1 AS locked FROM applications WHERE id = ${id}::uuid FOR UPDATE`
      return find({ id })
    },

    findByName: async ({ accountId, region }, name, options) => {
      if (options?.lock) {
        await database.$queryRaw`SELECT 1 AS locked FROM applications
          WHERE account_id = ${accountId} AND region = ${region} AND name = ${text(name)} FOR UPDATE`
      }
      return find({ accountId_region_name: { accountId, region, name: text(name) } })
    },

    insert: (application) =>
      atomically(async (transaction) => {
        const { count } = await transaction.application.createMany({
          data: [{ id: application.id, ...columns(application), revision: application.revision }],
          skipDuplicates: true, // an error would end the surrounding transaction
        })
        if (count === 0) throw new DuplicateError(`application ${application.name} exists`)
        await createTagRepository(transaction).put(application.id, application.tags)
      }),

    save: async (application) => {
      const { id, revision } = application
      const data = { ...columns(application), revision: revision + 1 }
      const { count } = await translated(database.application.updateMany({ where: { id, revision }, data }))
      if (count === 0) throw new StaleWriteError(`application ${id} is not at revision ${revision}`)
      return { ...application, revision: revision + 1, tags: await tags.list(id) }
    },

    list: async (scope, { fromName, limit }) => {
      const rows = await database.application.findMany({
        where: { ...inScope(scope), ...(fromName === undefined ? {} : { name: { gte: text(fromName) } }) },
        orderBy: { name: 'asc' },
        take: limit,
        include: withTags,
      })
      return rows.map(toApplication)
    },

    count: (scope) => database.application.count({ where: inScope(scope) }),

    remove: async (id) => {
      await database.application.deleteMany({ where: { id } })
    },

    putTags: (id, added) => tags.put(id, added),
    removeTags: (id, keys) => tags.remove(id, keys),

    // Those that nobody holds come first: with more work than `limit` it is they who wait for a sweep.
    needingWork: async (limit) => {
      const rows = await database.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM (
            SELECT id FROM applications WHERE status <> 'READY'
            UNION SELECT application_id FROM deployments WHERE state <> 'ended'
            UNION SELECT application_id FROM snapshots WHERE status IN ('CREATING', 'DELETING')
            UNION SELECT application_id FROM snapshots WHERE copied_to IS NOT NULL AND location <> copied_to
          ) a
          LEFT JOIN leases l ON l.application_id = a.id AND l.expires_at > clock_timestamp()
         ORDER BY (l.owner IS NOT NULL), a.id
         LIMIT ${limit}`
      return rows.map(({ id }) => id)
    },
  }
}

const inScope = ({ accountId, region }: Scope): Scope => ({ accountId, region })

function columns(application: Application) {
  return {
    accountId: application.accountId,
    region: application.region,
    name: application.name,
    arn: application.arn,
    status: application.status,
    runtimeEnvironment: application.runtimeEnvironment,
    mode: application.mode,
    versionId: application.versionId,
    conditionalToken: application.conditionalToken,
    createdAt: application.createdAt,
    updatedAt: application.updatedAt,
    spec: json(application.spec),
    currentParallelism: application.currentParallelism,
    runConfiguration: jsonOrNull(application.runConfiguration),
    maintenanceWindowStart: application.maintenanceWindowStart,
  }
}

const toApplication = (row: Row): Application => withoutNulls(row) as unknown as Application
