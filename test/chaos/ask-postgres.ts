import { Client } from 'pg'

/** Asks the fleet's Postgres, past the proxies, for what no API tells. */
export async function askPostgres<Row extends object>(
  port: number,
  query: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ host: '127.0.0.1', port, user: 'weir', password: 'weir', database: 'weir' })
  await client.connect()
  try {
    return (await client.query<Row>(query, [...values])).rows
  } finally {
    await client.end()
  }
}
