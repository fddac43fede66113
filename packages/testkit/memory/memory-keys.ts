import { type AccessKeyRepository, type ApiTokenRepository, DuplicateError } from '@weir/domain'
import { requirePrincipal } from './memory-policies.ts'
import { type Access, byBytes, rowOf } from './memory-tables.ts'

export function memoryAccessKeys(access: Access): AccessKeyRepository {
  const change = (id: string, members: object): Promise<void> =>
    access.write((tables) => {
      const key = tables.accessKeys.get(id)
      if (key !== undefined) tables.accessKeys.set(id, rowOf({ ...key, ...members }))
    })
  return {
    insert: (key) =>
      access.write((tables) => {
        requirePrincipal(tables, key.principalArn)
        if (tables.accessKeys.has(key.accessKeyId)) throw new DuplicateError(`key ${key.accessKeyId} exists`)
        tables.accessKeys.set(key.accessKeyId, rowOf(key))
      }),
    find: (id) => access.read((tables) => rowOf(tables.accessKeys.get(id))),
    list: (principalArn) =>
      access.read((tables) =>
        [...tables.accessKeys.values()]
          .filter((key) => key.principalArn === principalArn && key.session === undefined)
          .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || byBytes(a.accessKeyId, b.accessKeyId))
          .map(rowOf),
      ),
    setActive: (id, active) => change(id, { active }),
    setLastUsed: (id, lastUsedAt) => change(id, { lastUsedAt }),
    remove: (id) => access.write((tables) => void tables.accessKeys.delete(id)),
    removeEnded: (before) =>
      access.write((tables) => {
        for (const [id, { session }] of tables.accessKeys) {
          if (session !== undefined && session.expiresAt < before) tables.accessKeys.delete(id)
        }
      }),
  }
}

export function memoryApiTokens(access: Access): ApiTokenRepository {
  return {
    insert: (record, token) =>
      access.write((tables) => {
        requirePrincipal(tables, record.principalArn)
        const taken = [...tables.apiTokens.values()].some((each) => each.token === token)
        if (taken || tables.apiTokens.has(record.id)) throw new DuplicateError(`token ${record.id} exists`)
        tables.apiTokens.set(record.id, { record: rowOf(record), token })
      }),
    findByToken: (token) =>
      access.read((tables) => rowOf([...tables.apiTokens.values()].find((each) => each.token === token)?.record)),
    find: (id) => access.read((tables) => rowOf(tables.apiTokens.get(id)?.record)),
    list: (principalArn) =>
      access.read((tables) =>
        [...tables.apiTokens.values()]
          .map(({ record }) => rowOf(record))
          .filter((record) => record.principalArn === principalArn)
          .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || byBytes(a.id, b.id)),
      ),
    remove: (id) => access.write((tables) => void tables.apiTokens.delete(id)),
  }
}
