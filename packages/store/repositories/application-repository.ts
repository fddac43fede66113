import { type Application, type ApplicationRepository, DuplicateError, type Scope, StaleWriteError } from '@weir/domain'
import { type Database, json, jsonOrNull, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import { Prisma } from '../generated/client.ts'
import { createTagRepository } from './tag-repository.ts'

/** An application with its tags in one statement: the client would ask twice, and this is read with every request. */
const applicationsWithTags = Prisma.sql`
  SELECT a.id, a.account_id AS "accountId", a.region, a.name, a.arn, a.revision, a.status, a.mode, a.spec,
         a.runtime_environment AS "runtimeEnvironment", a.version_id AS "versionId",
         a.conditional_token AS "conditionalToken", a.created_at AS "createdAt", a.updated_at AS "updatedAt",
         a.current_parallelism AS "currentParallelism", a.run_configuration AS "runConfiguration",
         a.maintenance_window_start AS "maintenanceWindowStart",
         COALESCE((SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.position)
                     FROM application_tags t WHERE t.application_id = a.id), '[]') AS tags
    FROM applications a`

/** `atomically` runs several statements in one transaction: the one at hand, or a new one. */
export function createApplicationRepository(
  database: Database,
  atomically: <T>(work: (transaction: Database) => Promise<T>) => Promise<T>,
): ApplicationRepository {
  const tags = createTagRepository(database)
  const find = async (where: Prisma.Sql): Promise<Application | undefined> => {
    const [row] = await database.$queryRaw<object[]>`${applicationsWithTags} WHERE ${where}`
    return row && toApplication(row)
  }

  return {
    findById: async (id, options) => {
      if (options?.lock)
        await database.$queryRaw`SELECT 1 AS locked FROM applications WHERE id = ${id}::uuid FOR UPDATE`
      return find(Prisma.sql`a.id = ${id}::uuid`)
    },

    findByName: async ({ accountId, region }, name, options) => {
      if (options?.lock) {
        await database.$queryRaw`SELECT 1 AS locked FROM applications
          WHERE account_id = ${accountId} AND region = ${region} AND name = ${text(name)} FOR UPDATE`
      }
      return find(Prisma.sql`a.account_id = ${accountId} AND a.region = ${region} AND a.name = ${text(name)}`)
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

    list: async ({ accountId, region }, { fromName, limit }) => {
      const rows = await database.$queryRaw<object[]>`${applicationsWithTags}
        WHERE a.account_id = ${accountId} AND a.region = ${region} AND a.name >= ${text(fromName ?? '')}
        ORDER BY a.name LIMIT ${limit}`
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

const toApplication = (row: object): Application => withoutNulls(row) as Application
