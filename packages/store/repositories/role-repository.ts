import type { Role, RoleCredentials, RoleRepository, SecretBox } from '@weir/domain'
import { type Database, json, text } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { RoleModel } from '../generated/models.ts'
import { sessionOf } from './access-key-repository.ts'

export function createRoleRepository(database: Database, secrets: SecretBox): RoleRepository {
  return {
    find: async (arn) => {
      const row = await database.role.findUnique({ where: { arn: text(arn) } })
      return row === null ? undefined : opened(row, secrets)
    },
    put: async ({ arn, accountId, credentials, region, endpoints, s3PathStyle }) => {
      const token = credentials?.sessionToken
      const values = {
        accountId,
        accessKeyId: credentials?.accessKeyId ?? null,
        secretAccessKey: credentials === undefined ? null : secrets.seal(credentials.secretAccessKey, arn),
        sessionToken: token === undefined ? null : secrets.seal(token, sessionOf(arn)),
        region: region ?? null,
        endpoints: json(endpoints),
        s3PathStyle: s3PathStyle ?? null,
      }
      await translated(database.role.upsert({ where: { arn }, create: { arn, ...values }, update: values }))
    },
    list: async (accountId) => {
      const rows = await database.role.findMany({ where: { accountId }, orderBy: { arn: 'asc' } })
      return rows.map((row) => opened(row, secrets))
    },
  }
}

const opened = (row: RoleModel, secrets: SecretBox): Role => ({
  arn: row.arn,
  accountId: row.accountId,
  endpoints: row.endpoints as Record<string, string>,
  ...withCredentials(row, secrets),
  ...(row.region === null ? {} : { region: row.region }),
  ...(row.s3PathStyle === null ? {} : { s3PathStyle: row.s3PathStyle }),
})

function withCredentials(row: RoleModel, secrets: SecretBox): { credentials?: RoleCredentials } {
  const { arn, accessKeyId, secretAccessKey, sessionToken } = row
  if (accessKeyId === null || secretAccessKey === null) return {}
  const token = sessionToken === null ? {} : { sessionToken: secrets.open(sessionToken, sessionOf(arn)) }
  return { credentials: { accessKeyId, secretAccessKey: secrets.open(secretAccessKey, arn), ...token } }
}
