// A short life driven by nothing but curl and its own SigV4, and what a browser may see without a key.
import { flightsJar, proofApplication } from './harness/applications.ts'
import { filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { curl } from './harness/shell.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const name = 'curl-life'
const bucket = 'curl-life-bucket'
const named = JSON.stringify({ ApplicationName: name })

let weir: Weir

beforeAll(async () => {
  weir = await startWeir()
  const files = filesClient(weir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
})
afterAll(async () => weir.destroy())

const reaches = (status: string) =>
  until(`${name} to be ${status}`, async () => {
    const { body } = await curl(weir, 'DescribeApplication', named)
    return body.ApplicationDetail.ApplicationStatus === status && body.ApplicationDetail
  })

it('creates', async () => {
  const { status, body } = await curl(weir, 'CreateApplication', JSON.stringify(proofApplication({ name, bucket })))
  expect(status).toBe(200)
  expect(Number.isInteger(body.ApplicationDetail.CreateTimestamp)).toBe(true)
})

it('starts, stops and deletes', async () => {
  expect((await curl(weir, 'StartApplication', named)).body).toEqual({ OperationId: expect.any(String) })
  await reaches('RUNNING')
  expect((await curl(weir, 'StopApplication', named)).body).toEqual({ OperationId: expect.any(String) })
  const { CreateTimestamp } = await reaches('READY')
  const { status, body } = await curl(
    weir,
    'DeleteApplication',
    JSON.stringify({ ApplicationName: name, CreateTimestamp }),
  )
  expect({ status, body }).toEqual({ status: 200, body: {} })
  await until('it to be gone', async () => (await curl(weir, 'DescribeApplication', named)).status === 400)
})

it.each(['/health/live', '/health/ready', '/docs', '/docs/yaml'])('shows %s without a key', async (path) => {
  expect((await fetch(`${weir.endpoint}${path}`)).status).toBe(200)
})

it('shows no action without a key', async () => {
  const response = await fetch(`${weir.endpoint}/`, {
    method: 'POST',
    headers: { 'x-amz-target': 'KinesisAnalytics_20180523.ListApplications' },
    body: '{}',
  })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(await response.text()).toContain('MissingAuthenticationTokenException')
})
