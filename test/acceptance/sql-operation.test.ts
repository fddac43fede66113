// A SQL application is operated like any other: it is scaled, logs, measures, and says why it failed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateApplicationCommand,
  DeleteApplicationCommand,
  StartApplicationCommand,
  TagResourceCommand,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { type KafkaServer, startKafkaServer } from '@weir/testkit/servers/kafka-server'
import { type KinesisServer, startKinesisServer } from '@weir/testkit/servers/kinesis-server'
import { watcher } from './harness/application.ts'
import { controlClient } from './harness/clients.ts'
import { curlSigned, type RestCall } from './harness/rest.ts'
import { inputOf, outputOf, sqlApplication, startingAt, streamArn } from './harness/sql-application.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

let kafka: KafkaServer
let kinesis: KinesisServer
let weir: Weir
let client: KinesisAnalyticsV2Client
let call: RestCall
const folder = mkdtempSync(join(tmpdir(), 'weir-bindings-'))
const code = `CREATE OR REPLACE STREAM "COUNTS" ("shop" INTEGER, "n" INTEGER);
CREATE OR REPLACE PUMP "COUNTING" AS INSERT INTO "COUNTS"
  SELECT STREAM "shop", COUNT(*) FROM "SOURCE_SQL_STREAM_001"
  GROUP BY "shop", STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '1' SECOND);`

beforeAll(async () => {
  kafka = await startKafkaServer()
  kinesis = await startKinesisServer({ elsewhere: 1 })
  const onKafka = { kind: 'kafka', bootstrapServers: kafka.bootstrapServers }
  writeFileSync(
    join(folder, 'bindings.json'),
    JSON.stringify({
      'arn:aws:kinesis:*': onKafka,
      [streamArn('nowhere')]: { kind: 'kinesis', endpoint: kinesis.endpoint },
      [streamArn('counts')]: { ...onKafka, properties: { 'weir.delivery.guarantee': 'exactly-once' } },
    }),
  )
  weir = await startWeir({ WEIR_SQL_BINDINGS: join(folder, 'bindings.json'), WEIR_AUTOSCALING_POINT_SECONDS: '1' })
  client = controlClient(weir)
  call = curlSigned(weir)
})
afterAll(async () => {
  await weir.destroy()
  await kafka.stop()
  await kinesis.stop()
  rmSync(folder, { recursive: true })
})

const get = async (name: string, path: string) => (await call('GET', `/v1/applications/${name}/${path}`)).body

it('gets more tasks while it counts, and counts each record once', async () => {
  const name = 'scaled'
  const watch = watcher(weir, client)
  await kafka.createTopic('orders', 4)
  await kafka.createTopic('counts', 1)
  let put = 0
  // Many rows in a record: as much work as the job is to be busy with, and little for who puts them.
  const rows = JSON.stringify(Array.from({ length: 500 }, (_, index) => ({ shop: index % 10 })))
  const putOrders = async (): Promise<void> => {
    const orders = Array.from({ length: 200 }, (_, index) => ({ key: String(index), data: rows }))
    await kafka.put('orders', orders)
    put += 200 * 500
  }
  const counted = async () => {
    const counts = new Map<number, number>()
    for (const text of await kafka.read('counts')) {
      const { shop, n } = JSON.parse(text) as { shop: number; n: number }
      counts.set(shop, (counts.get(shop) ?? 0) + n)
    }
    return counts
  }
  const { ApplicationDetail } = await client.send(
    new CreateApplicationCommand(
      sqlApplication(name, code, {
        Inputs: [inputOf('orders', { shop: 'INTEGER' })],
        Outputs: [outputOf('COUNTS', 'counts')],
      }),
    ),
  )
  const scaleBy = (Value: string) =>
    client.send(
      new TagResourceCommand({
        ResourceARN: ApplicationDetail?.ApplicationARN,
        Tags: [{ Key: 'weir:autoscaling', Value }],
      }),
    )
  // A job that is hardly busy counts as too busy here: what scales is the same, and it does not need a loaded machine.
  await scaleBy('backlog target-utilization=0.1 tolerance=0.05 window=1 stabilization=2 raise-factor=2')
  await client.send(new StartApplicationCommand(startingAt(name, '1.1', 'TRIM_HORIZON')))
  await watch.reaches(name, 'RUNNING')
  let scaling = ''
  const rescaled = async () => {
    await putOrders()
    scaling = JSON.stringify(await get(name, 'scaling'))
    const { events } = await get(name, 'events?kinds=scaling')
    return events.some(({ message }: { message: string }) => message === 'Rescaled in place from 1 to 2.')
  }
  await until('more tasks', rescaled, { seconds: 90, lastKnown: () => scaling })
  await scaleBy('cpu')
  await putOrders()
  await until('all orders', async () => [...(await counted()).values()].reduce((sum, n) => sum + n, 0) >= put)
  expect(await counted()).toEqual(new Map(Array.from({ length: 10 }, (_, shop) => [shop, put / 10])))

  const health = await get(name, 'health')
  expect(health.state).toBe('HEALTHY')
  const { events } = await get(name, 'logs?filter=%22Completed%20checkpoint%22&newest=true')
  expect(events[0]).toMatchObject({ component: 'jobmanager' })
  const metrics = JSON.stringify(await get(name, 'metrics'))
  for (const metric of ['millisBehindLatest', 'numRecordsInPerSecond', 'KPUs']) expect(metrics).toContain(`"${metric}"`)
  const { CreateTimestamp } = await watch.describe(name)
  await client.send(new DeleteApplicationCommand({ ApplicationName: name, CreateTimestamp }))
})

it('says that the stream it is to write is not there', async () => {
  const name = 'lost'
  await client.send(
    new CreateApplicationCommand(
      sqlApplication(name, code, {
        Inputs: [inputOf('orders', { shop: 'INTEGER' })],
        Outputs: [outputOf('COUNTS', 'nowhere')],
      }),
    ),
  )
  await client.send(new StartApplicationCommand(startingAt(name, '1.1', 'TRIM_HORIZON')))
  const diagnosis = await until('a diagnosis', async () => {
    const { status, body } = await call('GET', `/v1/applications/${name}/diagnosis`)
    return status === 200 ? body.diagnosis : undefined
  })
  expect(JSON.stringify(diagnosis)).toMatch(/The stream nowhere cannot be written to/)
  const { CreateTimestamp } = await watcher(weir, client).describe(name)
  await client.send(new DeleteApplicationCommand({ ApplicationName: name, CreateTimestamp }))
})
