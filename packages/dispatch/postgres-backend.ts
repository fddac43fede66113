import type { Logger } from '@weir/domain'
import { createPostgresBackend as createBullBackend, Queue, runMigrations, Worker } from 'bullmq'
import pg from 'pg'
import { type QueueBackend, workerSettings } from './queue-backend.ts'

// BullMQ looks for its tables in the schema of this name whenever it is handed a pool (an ES module must hand it one).
const schema = 'bullmq'

/** BullMQ on Postgres: its tables in a schema of their own, beside Weir's. Workers are woken by LISTEN, not by polling. */
export function createPostgresBackend(options: { databaseUrl: string; logger: Logger }): QueueBackend {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    // each worker keeps one for LISTEN
    max: 8,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: 10_000,
    application_name: 'weir-queue',
    verify: (client, done) => {
      client.query(`SET search_path TO ${schema}`).then(() => done(), done)
    },
  })
  pool.on('error', (error) => options.logger.warn({ err: error }, 'the queue lost a connection to Postgres'))
  // Whoever has taken a connection hears of its loss by the query that fails; BullMQ does not always listen besides, and an
  // error that nobody listens to would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    prepare: async () => {
      const client = await pool.connect()
      try {
        await runMigrations(client, schema)
        client.release()
      } catch (error) {
        client.release(true)
        throw error
      }
    },
    queue: (name) => new Queue(name, { connection: pool }, createBullBackend),
    worker: (name, processor) =>
      new Worker(name, processor, { connection: pool, ...workerSettings }, createBullBackend),
    close: () => pool.end(),
  }
}
