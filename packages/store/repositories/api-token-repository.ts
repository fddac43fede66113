import { createHash } from 'node:crypto'
import type { ApiToken, ApiTokenRepository } from '@weir/domain'
import { type Database, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'

/** A token is 256 random bits: one round of a plain hash keeps it as safe as a slow one would. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const columns = { id: true, accountId: true, principalArn: true, name: true, createdAt: true, expiresAt: true } as const

export function createApiTokenRepository(database: Database): ApiTokenRepository {
  return {
    insert: async ({ id, accountId, principalArn, name, createdAt, expiresAt }, token) => {
      const row = { id, accountId, principalArn, name: text(name), createdAt, expiresAt: expiresAt ?? null }
      await translated(database.apiToken.create({ data: { ...row, tokenSha256: hashOf(token) } }))
    },
    findByToken: async (token) =>
      tokenOf(await database.apiToken.findUnique({ where: { tokenSha256: hashOf(token) }, select: columns })),
    find: async (id) => tokenOf(await database.apiToken.findUnique({ where: { id: text(id) }, select: columns })),
    list: async (principalArn) => {
      const where = { principalArn: text(principalArn) }
      const orderBy = [{ createdAt: 'asc' }, { id: 'asc' }] as const
      const rows = await database.apiToken.findMany({ where, orderBy: [...orderBy], select: columns })
      return rows.map(withoutNulls)
    },
    remove: async (id) => {
      await database.apiToken.deleteMany({ where: { id } })
    },
  }
}

const tokenOf = (row: (Omit<ApiToken, 'expiresAt'> & { expiresAt: Date | null }) | null): ApiToken | undefined =>
  row === null ? undefined : withoutNulls(row)
