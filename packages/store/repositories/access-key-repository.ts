import type { AccessKey, AccessKeyRepository, SecretBox } from '@weir/domain'
import { type Database, text } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { AccessKeyModel } from '../generated/models.ts'

export function createAccessKeyRepository(database: Database, secrets: SecretBox): AccessKeyRepository {
  return {
    insert: async ({
      accessKeyId,
      secretAccessKey,
      accountId,
      principalArn,
      active,
      createdAt,
      lastUsedAt,
      session,
    }) => {
      const sealedSession = {
        sessionToken: session === undefined ? null : secrets.seal(session.token, sessionOf(accessKeyId)),
        sessionName: session?.name ?? null,
        expiresAt: session?.expiresAt ?? null,
      }
      const row = { accessKeyId, accountId, principalArn, active, createdAt, lastUsedAt: lastUsedAt ?? null }
      const secret = secrets.seal(secretAccessKey, accessKeyId)
      await translated(database.accessKey.create({ data: { ...row, ...sealedSession, secretAccessKey: secret } }))
    },
    find: async (accessKeyId) => {
      const row = await database.accessKey.findUnique({ where: { accessKeyId: text(accessKeyId) } })
      return row === null ? undefined : opened(row, secrets)
    },
    list: async (principalArn) => {
      const where = { principalArn: text(principalArn), sessionToken: null }
      const rows = await database.accessKey.findMany({ where, orderBy: [{ createdAt: 'asc' }, { accessKeyId: 'asc' }] })
      return rows.map((row) => opened(row, secrets))
    },
    setActive: async (accessKeyId, active) => {
      await database.accessKey.updateMany({ where: { accessKeyId }, data: { active } })
    },
    setLastUsed: async (accessKeyId, lastUsedAt) => {
      await database.accessKey.updateMany({ where: { accessKeyId }, data: { lastUsedAt } })
    },
    remove: async (accessKeyId) => {
      await database.accessKey.deleteMany({ where: { accessKeyId } })
    },
    removeEnded: async (before) => {
      await database.accessKey.deleteMany({ where: { expiresAt: { lt: before } } })
    },
  }
}

/** The token is sealed under a name of its own: it cannot be put in the secret's place. */
export const sessionOf = (accessKeyId: string): string => `${accessKeyId}/session`

function opened(row: AccessKeyModel, secrets: SecretBox): AccessKey {
  const { accessKeyId, accountId, principalArn, active, createdAt } = row
  const key: AccessKey = {
    accessKeyId,
    secretAccessKey: secrets.open(row.secretAccessKey, accessKeyId),
    accountId,
    principalArn,
    active,
    createdAt,
    ...(row.lastUsedAt === null ? {} : { lastUsedAt: row.lastUsedAt }),
  }
  if (row.sessionToken === null || row.expiresAt === null) return key
  const token = secrets.open(row.sessionToken, sessionOf(accessKeyId))
  return {
    ...key,
    session: { token, expiresAt: row.expiresAt, ...(row.sessionName === null ? {} : { name: row.sessionName }) },
  }
}
