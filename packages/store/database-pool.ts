import type { Logger } from '@weir/domain'
import pg from 'pg'

/** No statement of ours takes longer unless something is wrong; a client waits a little longer than the server. */
const statementTimeoutMs = 8_000
const answerTimeoutMs = 10_000

/** The connections of one process. A broken one is replaced at its next use; losing one is logged, never thrown. */
export function createPool(options: { databaseUrl: string; logger: Logger; size?: number }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.size ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    query_timeout: answerTimeoutMs,
    // a frozen client must not keep its row locks
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'weir',
  })
  // without a listener the loss of an idle connection would end the process
  pool.on('error', (error) => options.logger.warn({ err: error }, 'a database connection was lost'))
  // ... and so would that of one in use, in the moments when only its query waits for it
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}
