// A life below /v1 with curl: with an API token and with a signature, waiting for what is asked for.
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { brokenJar, flightsJar, proofApplication } from './harness/applications.ts'
import { filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { apiToken, curlSigned, curlWithToken, type RestCall } from './harness/rest.ts'
import { type MotoServer, startMotoServer } from '@weir/testkit/servers/moto-server'
import { deliveredLogs } from './harness/delivered-logs.ts'
import { followEvents } from './harness/follow-events.ts'
import { watchLifetimes } from './harness/lifetimes.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const name = 'rest-life'
const bucket = 'rest-life-bucket'
const path = `/v1/applications/${name}`

const logStream = { group: 'rest', stream: 'life' }
const LogStreamARN = 'arn:aws:logs:us-east-1:123456789012:log-group:rest:log-stream:life'

const scrapeToken = 'a-token-of-the-scraper'

let moto: MotoServer
let lifetimes: ReturnType<typeof watchLifetimes>
let weir: Weir
let token: string
let withToken: RestCall
let signed: RestCall

beforeAll(async () => {
  moto = await startMotoServer()
  weir = await startWeir({
    WEIR_CLOUDWATCH_LOGS_ENDPOINT: moto.endpoint,
    WEIR_CLOUDWATCH_ENDPOINT: moto.endpoint,
    WEIR_CLOUDWATCH_ACCESS_KEY_ID: moto.accessKeyId,
    WEIR_CLOUDWATCH_SECRET_ACCESS_KEY: moto.secretAccessKey,
    WEIR_METRICS_INTERVAL_SECONDS: '1',
    WEIR_METRICS_TOKEN: scrapeToken,
  })
  lifetimes = watchLifetimes(weir.dataDir)
  const files = filesClient(weir)
  await makeBucket(files, bucket)
  await Promise.all([
    upload(files, bucket, 'flights.jar', flightsJar),
    upload(files, bucket, 'broken.jar', brokenJar('throws-in-main')),
  ])
  signed = curlSigned(weir)
  token = await apiToken(signed)
  withToken = curlWithToken(weir, token)
})
afterAll(async () => {
  await lifetimes.stop()
  await weir.destroy()
  await moto.stop()
})

it('creates, and says where', async () => {
  const created = await withToken('POST', '/v1/applications', {
    body: { ...proofApplication({ name, bucket }), CloudWatchLoggingOptions: [{ LogStreamARN }] },
  })
  expect(created).toMatchObject({
    status: 201,
    headers: { location: path, etag: expect.stringMatching(/^"1-/) },
    body: { ApplicationDetail: { CreateTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) } },
  })
})

it('changes what was read, and nothing else', async () => {
  const { etag = '' } = (await withToken('GET', path)).headers
  expect(await withToken('GET', path, { headers: { 'If-None-Match': etag } })).toMatchObject({ status: 304 })
  const body = {
    ApplicationConfigurationUpdate: { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: true } },
  }
  expect(await withToken('PATCH', path, { body })).toMatchObject({ status: 428 })
  const changed = await withToken('PATCH', path, { body, headers: { 'If-Match': etag } })
  expect(changed).toMatchObject({ status: 200, headers: { etag: expect.stringMatching(/^"2-/) } })
  expect(await signed('PATCH', path, { body, headers: { 'If-Match': etag } })).toMatchObject({
    status: 412,
    headers: { 'content-type': 'application/problem+json' },
    body: { type: '/problems/ConcurrentModificationException', error: 'ConcurrentModificationException' },
  })
})

it('starts and waits, takes a snapshot and waits, stops and waits, and tells of it all live', async () => {
  const told = followEvents({ endpoint: weir.endpoint, token, name, last: 'STOPPING -> READY' })
  const started = await withToken('POST', `${path}/start?timeout=120&wait=RUNNING`)
  expect(started).toMatchObject({ status: 200, body: { ApplicationDetail: { ApplicationStatus: 'RUNNING' } } })

  expect(await signed('POST', `${path}/start`)).toMatchObject({
    status: 409,
    body: { error: 'ResourceInUseException' },
  })

  await tellsMetrics()
  const snapshot = { body: { SnapshotName: 'first' } }
  expect(await signed('POST', `${path}/snapshots?timeout=60&wait=READY`, snapshot)).toMatchObject({
    status: 200,
    body: { SnapshotDetails: { SnapshotName: 'first', SnapshotStatus: 'READY' } },
  })
  expect((await withToken('GET', `${path}/snapshots?limit=1`)).body.SnapshotSummaries).toHaveLength(1)

  const stopped = await signed('POST', `${path}/stop?timeout=60&wait=READY`)
  expect(stopped).toMatchObject({ status: 200, body: { ApplicationDetail: { ApplicationStatus: 'READY' } } })

  const events = await told
  const statuses = events.filter(({ kind }) => kind === 'status').map(({ message }) => message)
  expect(statuses).toEqual(['READY -> STARTING', 'STARTING -> RUNNING', 'RUNNING -> STOPPING', 'STOPPING -> READY'])
  const phases = events.flatMap(({ kind, detail }) =>
    kind === 'phase' && detail?.state === 'ended' ? [detail.phase] : [],
  )
  const launch = ['launch', 'fetch', 'verify', 'sandbox', 'start processes', 'start JVMs', 'schedule', 'restore']
  expect(phases).toEqual([...launch, 'savepoint', 'end cluster'])
  expect(events.map(({ message }) => message)).toContain('Snapshot first is READY')
})

/** What is measured of the running job, wherever it is told. */
async function tellsMetrics(): Promise<void> {
  const wanted = [
    'KPUs',
    'uptime',
    'cpuUtilization',
    'heapMemoryUtilization',
    'numRecordsOut',
    'lastCheckpointDuration',
  ]
  const found = await until('the metrics of the running job', async () => {
    const { body } = await withToken('GET', `${path}/metrics`)
    const values: { metric: string; value: number }[] = body.metrics
    const known = new Map(values.map(({ metric, value }) => [metric, value]))
    return wanted.every((metric) => known.has(metric)) && known
  })
  for (const metric of wanted)
    expect({ metric, positive: (found.get(metric) ?? 0) > 0 }).toEqual({ metric, positive: true })
  expect(found.get('downtime')).toBe(0)
  // curl does not sort the query when it signs.
  const range = await withToken(
    'GET',
    `${path}/metrics/numRecordsOut?period=1&statistic=Maximum&from=${Math.floor(Date.now() / 1000) - 600}`,
  )
  expect(range).toMatchObject({ status: 200, body: { unit: 'Count', dimensions: { application: name } } })
  expect(range.body.datapoints.length).toBeGreaterThan(0)
  const scraped = await fetch(`${weir.endpoint}/metrics`, { headers: { authorization: `Bearer ${scrapeToken}` } })
  expect(await scraped.text()).toMatch(/^weir_application_num_records_out\{application="rest-life",.*\} [1-9]/m)
  expect((await fetch(`${weir.endpoint}/metrics`)).status).toBe(401)
  const published = new CloudWatchClient({
    endpoint: moto.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: moto.accessKeyId, secretAccessKey: moto.secretAccessKey },
  })
  const Dimensions = [{ Name: 'Application', Value: name }]
  await until('the same in CloudWatch', async () => {
    const { Metrics = [] } = await published.send(
      new ListMetricsCommand({ Namespace: 'AWS/KinesisAnalytics', Dimensions }),
    )
    return wanted.every((metric) => Metrics.some(({ MetricName }) => MetricName === metric))
  })
}

it('has metered what its processes lived, to the second', async () => {
  const { body } = await withToken('GET', `${path}/usage`)
  expect(body).toMatchObject({ application: name, periods: [{ kpus: 2, open: false }] })
  const { least, most } = lifetimes.seconds()
  expect(body.kpuSeconds / 2).toBeGreaterThan(least - 1)
  expect(body.kpuSeconds / 2).toBeLessThan(most + 1)
  expect((await signed('GET', '/v1/usage')).body.applications).toMatchObject([
    { application: name, kpuSeconds: body.kpuSeconds },
  ])
})

it('tells what its processes have logged, after their end too, and delivers it', async () => {
  const { status, body } = await withToken('GET', `${path}/logs?limit=10000`)
  expect({ status, complete: body.complete }).toEqual({ status: 200, complete: true })
  expect(new Set(body.events.map(({ component }: any) => component))).toEqual(new Set(['jobmanager', 'taskmanager-0']))
  const [{ event }] = (await withToken('GET', `${path}/logs?filter=switched%20%22to%20RUNNING%22&limit=1`)).body.events
  expect(event).toMatchObject({
    applicationARN: `arn:aws:kinesisanalytics:us-east-1:123456789012:application/${name}`,
    applicationVersionId: '2',
    locationInformation: expect.stringMatching(/^org\.apache\.flink\.[\w.$]+\(\w+\.java:\d+\)$/),
    logger: expect.stringMatching(/^org\.apache\.flink\./),
    messageSchemaVersion: '1',
    messageType: 'INFO',
    threadName: expect.stringMatching(/\w/),
  })
  expect(JSON.stringify(body)).not.toContain(weir.credentials().secretAccessKey)
  const logged = body.events.map((each: any) => each.event)
  const delivered = await until('all of it to be delivered', async () => {
    const there = await deliveredLogs(moto.endpoint, logStream)
    return there.length >= logged.length && there
  })
  expect(delivered).toEqual(expect.arrayContaining(logged))
})

it('tells why a start failed', async () => {
  await withToken('POST', '/v1/applications', {
    body: proofApplication({ name: 'broken', bucket, code: 'broken.jar' }),
  })
  const started = await withToken('POST', '/v1/applications/broken/start?timeout=120&wait=RUNNING')
  expect(started).toMatchObject({
    status: 422,
    body: { error: 'OperationFailed', operation: 'StartApplication', operationStatus: 'FAILED' },
  })
  const operation = await withToken('GET', `/v1/applications/broken/operations/${started.body.operationId}`)
  const { OperationFailureDetails } = operation.body.ApplicationOperationInfoDetails
  expect(started.body.detail).toBe(OperationFailureDetails.ErrorInfo.ErrorString)
  const [{ event }] = (await withToken('GET', '/v1/applications/broken/logs?component=service')).body.events
  expect(event).toMatchObject({ messageType: 'ERROR', message: expect.stringContaining('IllegalStateException') })
  const traces = await withToken('GET', '/v1/applications/broken/logs?filter=%22Caused%20by%22&newest=true')
  expect(JSON.stringify(traces.body.events)).toContain('throwableInformation')
})

it('deletes without being told the creation time', async () => {
  expect(await withToken('DELETE', `${path}/snapshots/first`)).toMatchObject({ status: 202 })
  expect(await withToken('DELETE', path)).toMatchObject({ status: 202, body: {} })
  await until('it to be gone', async () => (await signed('GET', path)).status === 404)
})

it('knows nobody by another token', async () => {
  expect(await curlWithToken(weir, 'weir_nobody')('GET', '/v1/applications')).toMatchObject({
    status: 401,
    body: { error: 'UnrecognizedClientException' },
  })
})
