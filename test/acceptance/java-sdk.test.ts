// Applications that never run, driven by the AWS SDK for Java as it comes from Maven Central (java/sdk-probe).
import { java } from './harness/shell.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const arn = 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/java-sdk'
const wholeSecond = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

let weir: Weir
let seen: any

beforeAll(async () => {
  weir = await startWeir()
  seen = await java(weir, 'java/sdk-probe/target/sdk-probe.jar')
})
afterAll(async () => weir.destroy())

it('creates an application with its code inline and describes the same', () => {
  expect(seen.created).toEqual({
    arn,
    status: 'READY',
    runtime: 'FLINK-1_20',
    version: 1,
    createdAt: wholeSecond,
    sameAsCreated: true,
    codeBytesSent: seen.created.codeSize,
    codeSize: expect.any(Number),
    properties: { region: 'us-east-1' },
  })
})

it('pages through a list', () => {
  expect(seen.pages).toEqual([['java-sdk'], ['java-sdk-2'], ['java-sdk-3']])
})

it('tags and untags', () => {
  expect(seen.tags).toEqual({ stage: 'test' })
})

it('updates, and adds a logging option', () => {
  expect(seen.updated).toMatchObject({ arn, version: 2, parallelism: 4, createdAt: seen.created.createdAt })
  expect(seen.logging).toEqual(['arn:aws:logs:us-east-1:123456789012:log-group:weir:log-stream:java-sdk'])
})

it.each([
  ['ResourceNotFoundException', /nobody/],
  ['ResourceInUseException', /already exists/],
  ['InvalidArgumentException', /ConfigurationType as CUSTOM/],
  ['ConcurrentModificationException', /version/],
])('catches %s by its class, with message and request id', (code, message) => {
  expect(seen[code]).toEqual({
    code,
    message: expect.stringMatching(message),
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    status: 400,
  })
})

it('deletes by the creation times that it was told', () => {
  expect(seen.deleted).toEqual(['java-sdk', 'java-sdk-2', 'java-sdk-3'])
})
