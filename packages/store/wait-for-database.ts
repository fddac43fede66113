import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@weir/domain'
import pg from 'pg'

/** Resolves once Postgres answers a query; throws the last reason when it does not within `timeoutMs`. */
export async function waitForDatabase(options: {
  databaseUrl: string
  timeoutMs: number
  logger: Logger
  signal?: AbortSignal
}): Promise<void> {
  const deadline = performance.now() + options.timeoutMs
  for (let attempt = 1; ; attempt += 1) {
    options.signal?.throwIfAborted()
    try {
      await askOnce(options.databaseUrl)
      return
    } catch (error) {
      if (performance.now() >= deadline) {
        throw new Error(`the database did not answer within ${options.timeoutMs} ms: ${reasonOf(error)}`, {
          cause: error,
        })
      }
      if (attempt % 20 === 1) options.logger.info({ reason: reasonOf(error) }, 'waiting for the database')
      await pause(100, undefined, { signal: options.signal })
    }
  }
}

async function askOnce(databaseUrl: string): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 3_000,
    query_timeout: 3_000,
  })
  client.on('error', () => undefined) // told by the call that waits
  try {
    await client.connect()
    await client.query('SELECT 1')
  } finally {
    await client.end().catch(() => undefined)
  }
}

// Connection refused on several addresses is an AggregateError without a message.
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
