import { DuplicateError, type IdentityRepositories, StaleWriteError } from '@weir/domain'
import { memoryAccessKeys, memoryApiTokens } from './memory-keys.ts'
import { memoryPolicies, requirePrincipal } from './memory-policies.ts'
import { type Access, byBytes, rowOf, type Tables } from './memory-tables.ts'

export function memoryIdentity(access: Access): IdentityRepositories {
  return {
    accounts: {
      insert: (account) =>
        access.write((tables) => {
          if (tables.accounts.has(account.id)) throw new DuplicateError(`account ${account.id} exists`)
          tables.accounts.set(account.id, rowOf(account))
        }),
      find: (id) => access.read((tables) => rowOf(tables.accounts.get(id))),
      list: () => access.read((tables) => [...tables.accounts.values()].sort((a, b) => byBytes(a.id, b.id)).map(rowOf)),
    },
    principals: {
      insert: (principal) =>
        access.write((tables) => {
          if (!tables.accounts.has(principal.accountId)) throw new StaleWriteError('its account is gone')
          if (tables.principals.has(principal.arn)) throw new DuplicateError(`${principal.arn} exists`)
          tables.principals.set(principal.arn, rowOf(principal))
        }),
      find: (arn) => access.read((tables) => rowOf(tables.principals.get(arn))),
      list: (accountId, kind) =>
        access.read((tables) =>
          [...tables.principals.values()]
            .filter((each) => each.accountId === accountId && each.kind === kind)
            .sort((a, b) => byBytes(a.name, b.name))
            .map(rowOf),
        ),
      remove: (arn) => access.write((tables) => removePrincipal(tables, arn)),
    },
    accessKeys: memoryAccessKeys(access),
    roles: {
      find: (arn) => access.read((tables) => rowOf(tables.roles.get(arn))),
      put: (role) =>
        access.write((tables) => {
          requirePrincipal(tables, role.arn)
          tables.roles.set(role.arn, rowOf(role))
        }),
      list: (accountId) =>
        access.read((tables) =>
          [...tables.roles.values()]
            .filter((each) => each.accountId === accountId)
            .sort((a, b) => byBytes(a.arn, b.arn))
            .map(rowOf),
        ),
    },
    policies: memoryPolicies(access),
    apiTokens: memoryApiTokens(access),
  }
}

/** Whatever hangs on a principal goes with it, as the foreign keys say. */
function removePrincipal(tables: Tables, arn: string): void {
  tables.principals.delete(arn)
  tables.roles.delete(arn)
  const hanging = [tables.accessKeys, tables.attachments, tables.inlinePolicies] as const
  for (const table of hanging) {
    for (const [key, { principalArn }] of table) if (principalArn === arn) table.delete(key)
  }
  for (const [id, { record }] of tables.apiTokens) if (record.principalArn === arn) tables.apiTokens.delete(id)
}
