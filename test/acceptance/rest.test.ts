// A life below /v1 with curl: with an API token and with a signature, waiting for what is asked for.
import { brokenJar, flightsJar, proofApplication } from './harness/applications.ts'
import { filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { apiToken, curlSigned, curlWithToken, type RestCall } from './harness/rest.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const name = 'rest-life'
const bucket = 'rest-life-bucket'
const path = `/v1/applications/${name}`

let weir: Weir
let withToken: RestCall
let signed: RestCall

beforeAll(async () => {
  weir = await startWeir()
  const files = filesClient(weir)
  await makeBucket(files, bucket)
  await Promise.all([
    upload(files, bucket, 'flights.jar', flightsJar),
    upload(files, bucket, 'broken.jar', brokenJar('throws-in-main')),
  ])
  signed = curlSigned(weir)
  withToken = curlWithToken(weir, await apiToken(signed))
})
afterAll(async () => weir.destroy())

it('creates, and says where', async () => {
  const created = await withToken('POST', '/v1/applications', { body: proofApplication({ name, bucket }) })
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

it('starts and waits, takes a snapshot and waits, stops and waits', async () => {
  const started = await withToken('POST', `${path}/start?timeout=120&wait=RUNNING`)
  expect(started).toMatchObject({ status: 200, body: { ApplicationDetail: { ApplicationStatus: 'RUNNING' } } })

  expect(await signed('POST', `${path}/start`)).toMatchObject({
    status: 409,
    body: { error: 'ResourceInUseException' },
  })

  const snapshot = { body: { SnapshotName: 'first' } }
  expect(await signed('POST', `${path}/snapshots?timeout=60&wait=READY`, snapshot)).toMatchObject({
    status: 200,
    body: { SnapshotDetails: { SnapshotName: 'first', SnapshotStatus: 'READY' } },
  })
  expect((await withToken('GET', `${path}/snapshots?limit=1`)).body.SnapshotSummaries).toHaveLength(1)

  const stopped = await signed('POST', `${path}/stop?timeout=60&wait=READY`)
  expect(stopped).toMatchObject({ status: 200, body: { ApplicationDetail: { ApplicationStatus: 'READY' } } })
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
