import type { SecretBox } from '@weir/domain'
import pg from 'pg'
import { sessionOf } from './repositories/access-key-repository.ts'
import { installationKeyOf } from './repositories/installation-key-repository.ts'

/** Columns that hold a secret, with the name it is sealed for. */
const places: readonly { table: string; id: string; column: string; name: (id: string) => string }[] = [
  { table: 'access_keys', id: 'access_key_id', column: 'secret_access_key', name: (id) => id },
  { table: 'access_keys', id: 'access_key_id', column: 'session_token', name: sessionOf },
  { table: 'roles', id: 'arn', column: 'secret_access_key', name: (id) => id },
  { table: 'roles', id: 'arn', column: 'session_token', name: sessionOf },
  { table: 'installation_keys', id: 'name', column: 'value', name: installationKeyOf },
]

/**
 * Brings every stored secret under the present key: plaintext of an earlier version, and what the previous key has sealed. Throws
 * SealedSecretError, and changes nothing, when one of them opens with neither. Several processes may do it at once; one that dies in
 * between leaves rows that the next start takes up.
 */
export async function sealStoredSecrets({
  databaseUrl,
  secrets,
}: {
  databaseUrl: string
  secrets: SecretBox
}): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const stale = []
    for (const place of places) stale.push(...(await staleRows(client, secrets, place)))
    for (const { table, id, column, rowId, before, after } of stale) {
      // only over what was read: another process may have been here first
      await client.query(`UPDATE ${table} SET ${column} = $1 WHERE ${id} = $2 AND ${column} = $3`, [
        after,
        rowId,
        before,
      ])
    }
    return stale.length
  } finally {
    await client.end()
  }
}

async function staleRows(client: pg.Client, secrets: SecretBox, place: (typeof places)[number]) {
  const { table, id, column, name } = place
  const sql = `SELECT ${id} AS id, ${column} AS secret FROM ${table} WHERE ${column} IS NOT NULL`
  const { rows } = await client.query<{ id: string; secret: string }>(sql)
  return rows
    .filter(({ secret }) => !secrets.isCurrent(secret))
    .map(({ id: rowId, secret: before }) => {
      const after = secrets.seal(secrets.open(before, name(rowId)), name(rowId))
      return { table, id, column, rowId, before, after }
    })
}
