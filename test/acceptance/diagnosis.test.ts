// Applications that fail in prepared ways, each diagnosed with its class and first cause. All ways: npm run failures.
import { modes } from '../failures/modes.ts'
import { keyOf, provoke, type Stage } from '../failures/provoke.ts'
import { brokenJar } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { curlSigned } from './harness/rest.ts'
import { until } from './harness/until.ts'
import { startWeir } from './harness/weir.ts'

let stage: Stage
beforeAll(async () => {
  const weir = await startWeir()
  stage = { weir, client: controlClient(weir), call: curlSigned(weir), bucket: 'failures' }
  await makeBucket(filesClient(weir), stage.bucket)
  await upload(filesClient(weir), stage.bucket, keyOf(modes[0]!), brokenJar('as-asked'))
})
afterAll(async () => stage.weir.destroy())

const chosen = modes.filter(({ inCi }) => inCi)

it('finds the class, the first cause and the operator of each failure', async () => {
  const seconds = 300 // all of them share the processors
  const outcomes = await Promise.all(chosen.map((mode) => provoke(stage, mode, { seconds })))
  const found = outcomes.map(({ mode, diagnosis }) => ({
    name: mode.name,
    class: diagnosis.class,
    exception: diagnosis.cause.exception,
    operator: diagnosis.cause.operator,
  }))
  expect(found).toEqual(
    chosen.map(({ name, class: kind, cause, operator }) =>
      expect.objectContaining({
        name,
        class: kind,
        exception: expect.stringMatching(cause),
        ...(operator === undefined ? {} : { operator: expect.stringMatching(operator) }),
      }),
    ),
  )
  for (const { diagnosis } of outcomes) {
    expect(diagnosis.remedy).toMatch(/\w/)
    expect(JSON.stringify(diagnosis.log)).toMatch(/\w/)
  }
  const loop = outcomes.find(({ mode }) => mode.name === 'map-throws')
  expect(loop?.health).not.toContain('HEALTHY')
})

it('says the short form in the operation, and tells the same by REST and in events', async () => {
  const { call } = stage
  const name = 'fails-no-such-method'
  // Again, and left to its end: the first one was stopped as soon as its cause was known.
  const started = await call('POST', `/v1/applications/${name}/start?timeout=120&wait=RUNNING`)
  expect(started).toMatchObject({ status: 422, body: { operationStatus: 'FAILED' } })
  const { operationId } = started.body
  const { body } = await call('GET', `/v1/applications/${name}/operations/${operationId}`)
  const { ErrorString } = body.ApplicationOperationInfoDetails.OperationFailureDetails.ErrorInfo
  expect(ErrorString).toMatch(/^java\.lang\.NoSuchMethodError: .*\[dependency or class loading/)
  expect(ErrorString.length).toBeLessThanOrEqual(512)

  const path = `/v1/applications/${name}/diagnoses?operationId=${operationId}`
  expect((await call('GET', path)).body.diagnoses).toMatchObject([{ class: 'dependency-or-class-loading' }])
  expect((await call('GET', `/v1/applications/${name}/health`)).body).toMatchObject({ state: 'UNKNOWN' })
  await until('the events to tell of it', async () => {
    const { body: told } = await call('GET', `/v1/applications/${name}/events?kinds=diagnosis`)
    return told.events.some(({ message }: { message: string }) => message.includes('NoSuchMethodError'))
  })
})
