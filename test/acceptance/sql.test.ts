// SQL-1_0 applications on real brokers: a Kinesis-compatible server, and Kafka in its place.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AddApplicationInputCommand,
  AddApplicationOutputCommand,
  CreateApplicationCommand,
  DeleteApplicationCommand,
  DiscoverInputSchemaCommand,
  ListApplicationSnapshotsCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { type KafkaServer, startKafkaServer } from '@weir/testkit/servers/kafka-server'
import { type KinesisServer, startKinesisServer } from '@weir/testkit/servers/kinesis-server'
import { watcher } from './harness/application.ts'
import { role } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket } from './harness/files.ts'
import { flinkLogs } from './harness/flink-logs.ts'
import { flinkProcesses } from './harness/processes.ts'
import { inputOf, jsonSchema, outputOf, sqlApplication, startingAt, streamArn } from './harness/sql-application.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

let kinesis: KinesisServer
let kafka: KafkaServer
let weir: Weir
let client: KinesisAnalyticsV2Client
const ends: (() => Promise<void>)[] = []
const folder = mkdtempSync(join(tmpdir(), 'weir-bindings-'))

beforeAll(async () => {
  kinesis = await startKinesisServer({ trades: 2, counts: 1, clicks: 1 })
  ends.push(() => kinesis.stop())
  kafka = await startKafkaServer()
  ends.push(() => kafka.stop())
  const bindings = join(folder, 'bindings.json')
  const onKafka = { kind: 'kafka', bootstrapServers: kafka.bootstrapServers }
  writeFileSync(
    bindings,
    JSON.stringify({
      'arn:aws:kinesis:*': { kind: 'kinesis', endpoint: kinesis.endpoint },
      [streamArn('orders')]: { ...onKafka, topic: 'shop.orders' },
      [streamArn('named-orders')]: { ...onKafka, properties: { 'weir.delivery.guarantee': 'exactly-once' } },
      [streamArn('visits')]: onKafka,
    }),
  )
  weir = await startWeir({ WEIR_SQL_BINDINGS: bindings })
  ends.push(() => weir.destroy())
  client = controlClient(weir)
})
afterAll(async () => {
  for (const end of ends.reverse()) await end()
  rmSync(folder, { recursive: true })
})

const killTaskManager = (): void => {
  const victim = flinkProcesses(weir.dataDir).find(({ component }) => component === 'taskmanager')
  if (victim === undefined) throw new Error('no TaskManager')
  process.kill(victim.pid, 'SIGKILL')
}

const rows = (records: readonly string[]) => records.map((text) => JSON.parse(text) as Record<string, unknown>)

it('counts what a Kinesis server has, through the death of a TaskManager and a stop', async () => {
  const name = 'trades'
  const watch = watcher(weir, client)
  const code = `CREATE OR REPLACE STREAM "COUNTS" (ticker VARCHAR(4), n INTEGER);
CREATE OR REPLACE PUMP "COUNTING" AS INSERT INTO "COUNTS"
  SELECT STREAM "ticker", COUNT(*) FROM "SOURCE_SQL_STREAM_001"
  GROUP BY "ticker", STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '2' SECOND);`
  let put = 0
  const putTrades = async (): Promise<void> => {
    const trades = Array.from({ length: 300 }, (_, index) => ({
      key: String(index),
      data: JSON.stringify({ ticker: ['AAAA', 'BBBB', 'CCCC'][index % 3], price: index }),
    }))
    await kinesis.put('trades', trades)
    put += trades.length
  }
  const counted = async () => {
    const totals: Record<string, number> = {}
    for (const { TICKER, N } of rows(await kinesis.read('counts'))) {
      totals[String(TICKER)] = (totals[String(TICKER)] ?? 0) + Number(N)
    }
    return totals
  }
  const expected = () => ({ AAAA: put / 3, BBBB: put / 3, CCCC: put / 3 })
  const sum = (totals: Record<string, number>) => Object.values(totals).reduce((all, each) => all + each, 0)
  const allCounted = async () => {
    await until('every trade to be counted', async () => sum(await counted()) >= put, {
      lastKnown: () => flinkLogs(weir).slice(-3_000),
    })
    expect(await counted()).toEqual(expected())
  }
  const checkpointed = async () => {
    const completed = () => flinkLogs(weir).split('Completed checkpoint').length
    const before = completed()
    await until('a checkpoint', async () => completed() > before)
  }

  await client.send(new CreateApplicationCommand(sqlApplication(name, code)))
  const Input = inputOf('trades', { ticker: 'VARCHAR(4)', price: 'DOUBLE' })
  await client.send(new AddApplicationInputCommand({ ApplicationName: name, CurrentApplicationVersionId: 1, Input }))
  const Output = outputOf('COUNTS', 'counts')
  await client.send(new AddApplicationOutputCommand({ ApplicationName: name, CurrentApplicationVersionId: 2, Output }))
  await putTrades()
  await client.send(new StartApplicationCommand(startingAt(name, '2.1', 'TRIM_HORIZON')))
  await watch.reaches(name, 'RUNNING')
  await allCounted()

  await checkpointed()
  killTaskManager()
  await putTrades()
  await allCounted()

  await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'READY')
  const { SnapshotSummaries } = await client.send(new ListApplicationSnapshotsCommand({ ApplicationName: name }))
  expect(SnapshotSummaries).toMatchObject([{ SnapshotStatus: 'READY', RuntimeEnvironment: 'SQL-1_0' }])
  await putTrades()
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  const { ApplicationConfigurationDescription: described } = await watch.reaches(name, 'RUNNING')
  expect(described?.SqlApplicationConfigurationDescription?.InputDescriptions).toMatchObject([
    { InputStartingPositionConfiguration: { InputStartingPosition: 'LAST_STOPPED_POINT' } },
  ])
  await allCounted()
  await client.send(
    new DeleteApplicationCommand({
      ApplicationName: name,
      CreateTimestamp: (await watch.describe(name)).CreateTimestamp,
    }),
  )
})

it('reads a Kafka topic, looks up in a table on S3, writes another topic once each, and takes new code while it runs', async () => {
  const name = 'orders'
  const watch = watcher(weir, client)
  const codeWith = (text: string) => `CREATE OR REPLACE STREAM "NAMED" ("id" INTEGER, "shop" VARCHAR(32));
CREATE OR REPLACE PUMP "NAMING" AS INSERT INTO "NAMED"
  SELECT STREAM o."id", ${text} FROM "SOURCE_SQL_STREAM_001" AS o LEFT JOIN "SHOPS" AS s ON o."shop" = s."key";`
  const files = filesClient(weir)
  await makeBucket(files, 'shops')
  const shops = ['{"key":1,"name":"Corner"}', '{"key":2,"name":"Market"}'].join('\n')
  await files.send(new PutObjectCommand({ Bucket: 'shops', Key: 'shops.json', Body: shops }))
  await kafka.createTopic('shop.orders', 2)
  await kafka.createTopic('named-orders', 1)
  const putOrders = (first: number) =>
    kafka.put(
      'shop.orders',
      Array.from({ length: 50 }, (_, index) => ({
        key: String(index),
        data: JSON.stringify({ id: first + index, shop: 1 + (index % 3) }),
      })),
    )
  const named = async () => new Map(rows(await kafka.read('named-orders')).map(({ id, shop }) => [id, shop]))
  const lastIs = (id: number) => until(`order ${String(id)}`, async () => (await named()).has(id))

  await client.send(
    new CreateApplicationCommand(
      sqlApplication(name, codeWith('s."name"'), {
        Inputs: [inputOf('orders', { id: 'INTEGER', shop: 'INTEGER' })],
        Outputs: [outputOf('NAMED', 'named-orders')],
        ReferenceDataSources: [
          {
            TableName: 'SHOPS',
            S3ReferenceDataSource: { BucketARN: 'arn:aws:s3:::shops', FileKey: 'shops.json' },
            ReferenceSchema: jsonSchema({ key: 'INTEGER', name: 'VARCHAR(32)' }),
          },
        ],
      }),
    ),
  )
  await putOrders(0)
  await client.send(new StartApplicationCommand(startingAt(name, '1.1', 'TRIM_HORIZON')))
  await watch.reaches(name, 'RUNNING')
  await until('all orders', async () => (await named()).size === 50)
  const found = await named()
  expect([found.get(0), found.get(1), found.get(2)]).toEqual(['Corner', 'Market', null])

  await client.send(
    new UpdateApplicationCommand({
      ApplicationName: name,
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: {
        ApplicationCodeConfigurationUpdate: {
          CodeContentUpdate: { TextContentUpdate: codeWith('UPPER(s."name")') },
        },
      },
    }),
  )
  // The old code goes on until its job has ended.
  await watch.reaches(name, 'RUNNING')
  await putOrders(50)
  await lastIs(99)
  await until('all orders', async () => (await named()).size === 100)
  const after = await named()
  expect([after.get(0), after.get(50)]).toEqual(['Corner', 'CORNER'])
  expect(rows(await kafka.read('named-orders'))).toHaveLength(100)

  // What was written since the newest checkpoint is taken back and written again: who reads what is committed sees each row once.
  for (let first = 100; first < 500; first += 50) {
    await putOrders(first)
    if (first === 300) killTaskManager()
  }
  await until('all orders', async () => (await named()).size === 500)
  expect(rows(await kafka.read('named-orders'))).toHaveLength(500)
  await client.send(
    new DeleteApplicationCommand({
      ApplicationName: name,
      CreateTimestamp: (await watch.describe(name)).CreateTimestamp,
    }),
  )
})

it.each([
  ['clicks', (data: string) => kinesis.put('clicks', [{ key: 'a', data }])],
  [
    'visits',
    async (data: string) => {
      await kafka.createTopic('visits', 1)
      await kafka.put('visits', [{ key: 'a', data }])
    },
  ],
])('discovers the schema of a stream: %s', async (stream, put) => {
  await put(JSON.stringify({ id: 7, shop: 'Corner' }))
  const { InputSchema, RawInputRecords } = await client.send(
    new DiscoverInputSchemaCommand({
      ServiceExecutionRole: role,
      ResourceARN: streamArn(stream),
      InputStartingPositionConfiguration: { InputStartingPosition: 'TRIM_HORIZON' },
    }),
  )
  expect(InputSchema?.RecordFormat?.RecordFormatType).toBe('JSON')
  expect(InputSchema?.RecordColumns?.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['id', 'shop']))
  expect(RawInputRecords).toContain('{"id":7,"shop":"Corner"}')
})

it('says where code is wrong, before anything is made of it', async () => {
  const code =
    'CREATE STREAM "A" (x INTEGER);\nCREATE PUMP "P" AS INSERT INTO "A" SELECT STREAM "prize" FROM "SOURCE_SQL_STREAM_001";'
  const given = sqlApplication('bad', code, { Inputs: [inputOf('trades', { price: 'DOUBLE' })] })
  await expect(client.send(new CreateApplicationCommand(given))).rejects.toMatchObject({
    name: 'CodeValidationException',
    message: expect.stringMatching(/^Line 2, column 50: .*"prize"/),
  })
})
