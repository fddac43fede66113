import { join } from 'node:path'
import { writeConcurrently } from '@weir/control-plane/stories/concurrent-writers'
import type { Logger } from '@weir/domain'
import { applyMigrations, createSecretBox, createStore } from '@weir/store'
import { startPostgresServer } from '@weir/testkit/servers/postgres-server'
import { systemIds } from './system.ts'

const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

it('lets one of 32 writers win each version on Postgres, and leaves no gap in the history', async () => {
  const server = await startPostgresServer()
  const databaseUrl = await server.createDatabase('weir')
  const directory = join(import.meta.dirname, '../../prisma/migrations')
  await applyMigrations({ databaseUrl, directory, logger })
  const secrets = createSecretBox({ key: new Uint8Array(32).fill(1) })
  const store = createStore({ databaseUrl, secrets, logger })
  try {
    await writeConcurrently({ store, ids: systemIds })
  } finally {
    await store.close()
    await server.stop()
  }
})
