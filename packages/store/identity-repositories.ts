import type { AccessKeyRepository, RoleRepository } from '@weir/domain'
import { type Database, text, withoutNulls } from './columns.ts'

export function createAccessKeyRepository(database: Database): AccessKeyRepository {
  return {
    find: async (accessKeyId) =>
      (await database.accessKey.findUnique({ where: { accessKeyId: text(accessKeyId) } })) ?? undefined,
    put: async ({ accessKeyId, secretAccessKey, accountId, userName }) => {
      const values = { secretAccessKey, accountId, userName }
      await database.accessKey.upsert({ where: { accessKeyId }, create: { accessKeyId, ...values }, update: values })
    },
    count: () => database.accessKey.count(),
  }
}

export function createRoleRepository(database: Database): RoleRepository {
  return {
    find: async (arn) => {
      const row = await database.role.findUnique({ where: { arn: text(arn) } })
      return row ? withoutNulls(row) : undefined
    },
    put: async ({ arn, accountId, accessKeyId, secretAccessKey, sessionToken }) => {
      const values = { accountId, accessKeyId, secretAccessKey, sessionToken: sessionToken ?? null }
      await database.role.upsert({ where: { arn }, create: { arn, ...values }, update: values })
    },
  }
}
