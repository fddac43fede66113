import type {
  AccountRepository,
  IdentityPrincipal,
  IdentityRepositories,
  PrincipalRepository,
  SecretBox,
} from '@weir/domain'
import { createAccessKeyRepository } from './access-key-repository.ts'
import { createApiTokenRepository } from './api-token-repository.ts'
import { type Database, text } from './columns.ts'
import { translated } from '../database-errors.ts'
import { createPolicyRepository } from './policy-repository.ts'
import { createRoleRepository } from './role-repository.ts'

export function createIdentityRepositories(database: Database, secrets: SecretBox): IdentityRepositories {
  return {
    accounts: createAccountRepository(database),
    principals: createPrincipalRepository(database),
    accessKeys: createAccessKeyRepository(database, secrets),
    roles: createRoleRepository(database, secrets),
    policies: createPolicyRepository(database),
    apiTokens: createApiTokenRepository(database),
  }
}

function createAccountRepository(database: Database): AccountRepository {
  return {
    insert: async ({ id, name, createdAt }) => {
      await translated(database.account.create({ data: { id, name: text(name), createdAt } }))
    },
    find: async (id) => (await database.account.findUnique({ where: { id: text(id) } })) ?? undefined,
    list: () => database.account.findMany({ orderBy: { id: 'asc' } }),
  }
}

function createPrincipalRepository(database: Database): PrincipalRepository {
  return {
    insert: async ({ arn, accountId, kind, name, createdAt }) => {
      await translated(database.principal.create({ data: { arn, accountId, kind, name, createdAt } }))
    },
    find: async (arn) => {
      const row = await database.principal.findUnique({ where: { arn: text(arn) } })
      return row === null ? undefined : principalOf(row)
    },
    list: async (accountId, kind) => {
      const rows = await database.principal.findMany({ where: { accountId, kind }, orderBy: { name: 'asc' } })
      return rows.map(principalOf)
    },
    remove: async (arn) => {
      await database.principal.deleteMany({ where: { arn: text(arn) } })
    },
  }
}

const principalOf = (row: Omit<IdentityPrincipal, 'kind'> & { kind: string }): IdentityPrincipal => ({
  ...row,
  kind: row.kind === 'role' ? 'role' : 'user',
})
