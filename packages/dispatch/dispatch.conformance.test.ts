import type { Logger } from '@weir/domain'
import { type PostgresServer, startPostgresServer } from '@weir/testkit/servers/postgres-server'
import { type RedisServer, startRedisServer } from '@weir/testkit/servers/redis-server'
import pg from 'pg'
import { describeDispatch } from './conformance/dispatch-conformance.ts'
import { createDispatch } from './create-dispatch.ts'

const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

describe('on Redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterAll(() => server.stop())

  describeDispatch('Redis', () => ({
    ...server,
    create: (prefix) => createDispatch({ redisUrl: server.url, databaseUrl: 'postgres://unused', prefix, logger }),
  }))
})

describe('on Postgres', () => {
  let server: PostgresServer
  let databaseUrl: string
  beforeAll(async () => {
    server = await startPostgresServer()
    databaseUrl = await server.createDatabase('queue')
  })
  afterAll(() => server.stop())

  const wipe = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`,
    )
    await client.query(`TRUNCATE ${rows.map(({ tablename }) => `bullmq.${tablename}`).join(', ')}`)
    await client.end()
  }

  describeDispatch('Postgres', () => ({
    ...server,
    wipe,
    create: (prefix) => createDispatch({ databaseUrl, prefix, logger }),
  }))
})
