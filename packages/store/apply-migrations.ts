import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@weir/domain'
import pg from 'pg'

/** The number the official Prisma CLI locks too, so that the two never migrate at once. */
const migrationLock = 72707369

/** The table of the official Prisma CLI, so that its `migrate status` and `migrate deploy` stay usable. */
const createHistory = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  varchar(36)  PRIMARY KEY,
    checksum            varchar(64)  NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz  NOT NULL DEFAULT now(),
    applied_steps_count integer      NOT NULL DEFAULT 0
  )`

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** The database cannot be brought to this version of Weir; nothing was changed by the migration that is named. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/**
 * Brings the database to the newest migration of `directory` (prisma/migrations): each one in a transaction of its own,
 * one process at a time. Returns the names of those it applied. Throws `MigrationError` when history and files disagree.
 */
export async function applyMigrations(options: {
  databaseUrl: string
  directory: string
  logger: Logger
}): Promise<readonly string[]> {
  const migrations = await readMigrations(options.directory)
  const client = new pg.Client({ connectionString: options.databaseUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', (error) => options.logger.warn({ err: error }, 'the migrating connection was lost'))
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query(createHistory)
    const pending = await compareWithHistory(client, migrations)
    for (const migration of pending) {
      await applyOne(client, migration)
      options.logger.info({ migration: migration.name }, 'applied a database migration')
    }
    return pending.map(({ name }) => name)
  } finally {
    await client.end() // also gives the lock back
  }
}

async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw new MigrationError(`no migrations can be read from ${directory}`, { cause: error })
  })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  if (names.length === 0) throw new MigrationError(`there are no migrations in ${directory}`)
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(directory, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

async function compareWithHistory(client: pg.Client, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  )
  const files = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished } of rows) {
    const file = files.get(name)
    if (!file) {
      throw new MigrationError(
        `the database has the migration ${name}, which this version of Weir does not know: it was written by a newer one`,
      )
    }
    if (!finished)
      throw new MigrationError(`the migration ${name} failed half-way in another tool; resolve it there first`)
    if (file.checksum !== checksum) {
      throw new MigrationError(
        `the migration ${name} was applied from a different file: its checksum is ${checksum}, the file's ${file.checksum}`,
      )
    }
  }
  const applied = new Set(rows.map((row) => row.migration_name))
  const newest = rows.at(-1)?.migration_name ?? ''
  const pending = migrations.filter(({ name }) => !applied.has(name))
  const late = pending.find(({ name }) => name < newest)
  if (late) throw new MigrationError(`the migration ${late.name} is older than ${newest}, which is applied already`)
  return pending
}

async function applyOne(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`the migration ${name} failed and was rolled back: ${reason}`, { cause: error })
  }
}
