import { type ApplicationVersion, DuplicateError, type VersionRepository } from '@weir/domain'
import { type Database, json, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { ApplicationVersion as Row } from '../generated/client.ts'

export function createVersionRepository(database: Database): VersionRepository {
  return {
    insert: async (version) => {
      const { count } = await translated(
        database.applicationVersion.createMany({
          data: [{ ...version, spec: json(version.spec) }],
          skipDuplicates: true,
        }),
      )
      if (count === 0) throw new DuplicateError(`version ${version.versionId} exists`)
    },

    find: async (applicationId, versionId) => {
      const where = { applicationId_versionId: { applicationId, versionId } }
      const row = await database.applicationVersion.findUnique({ where })
      return row ? toVersion(row) : undefined
    },

    list: async (applicationId, { beforeVersion, limit }) => {
      const older = beforeVersion === undefined ? {} : { versionId: { lt: beforeVersion } }
      const rows = await database.applicationVersion.findMany({
        where: { applicationId, ...older },
        orderBy: { versionId: 'desc' },
        take: limit,
      })
      return rows.map(toVersion)
    },
  }
}

const toVersion = (row: Row): ApplicationVersion => withoutNulls(row) as unknown as ApplicationVersion
