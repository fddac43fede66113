import { gzipSync } from 'node:zlib'
import { type ActionName, actions, InvalidRequestException, ResourceNotFoundException } from '@weir/service-model'
import { apiUnderTest, ask, minimalInput, principal } from './fixtures/api-under-test.ts'

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** What a careless library may reject with. */
const oddError = { password: 'hunter2' } as unknown as Error

describe('an action', () => {
  const { app: nothingWritten } = apiUnderTest()

  it('gets its input, its caller and its region, and answers as AWS JSON', async () => {
    const calls: unknown[] = []
    const { app } = apiUnderTest({
      actions: {
        DescribeApplicationSnapshot: async (input, { requestId, region, principal: caller }) => {
          calls.push({ input, region, caller, requestId })
          return {
            SnapshotDetails: {
              SnapshotName: input.SnapshotName,
              SnapshotStatus: 'READY',
              ApplicationVersionId: 3,
              SnapshotCreationTimestamp: new Date(1_700_000_000_000),
              RuntimeEnvironment: undefined,
            },
          }
        },
      },
    })
    const body = JSON.stringify({ ApplicationName: 'a', SnapshotName: 's', Other: 1 })
    const answer = await ask(app, { action: 'DescribeApplicationSnapshot', body })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/x-amz-json-1.1')
    expect(answer.headers['x-amzn-requestid']).toMatch(uuid)
    expect(answer.headers.date).toBeDefined()
    expect(answer.json()).toEqual({
      SnapshotDetails: {
        SnapshotName: 's',
        SnapshotStatus: 'READY',
        ApplicationVersionId: 3,
        SnapshotCreationTimestamp: 1_700_000_000,
      },
    })
    const requestId = answer.headers['x-amzn-requestid']
    expect(calls).toEqual([
      { input: { ApplicationName: 'a', SnapshotName: 's' }, region: 'us-east-1', caller: principal, requestId },
    ])
  })

  it.each(Object.keys(actions) as ActionName[])('%s is routed, and says so while it is not written', async (action) => {
    const answer = await ask(nothingWritten, { action, body: JSON.stringify(minimalInput) })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({
      __type: 'UnsupportedOperationException',
      message: `Operation ${action} is not supported yet by Weir.`,
    })
  })

  it('fails with the error it throws', async () => {
    const { app } = apiUnderTest({
      actions: { StopApplication: () => Promise.reject(new ResourceNotFoundException('gone')) },
    })
    const answer = await ask(app, { action: 'StopApplication', body: '{"ApplicationName":"a"}' })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['x-amzn-errortype']).toBe('ResourceNotFoundException')
    expect(answer.headers['content-type']).toBe('application/x-amz-json-1.1')
    expect(answer.json()).toEqual({ __type: 'ResourceNotFoundException', message: 'gone', Message: 'gone' })
  })

  it.each([
    ['it throws', () => Promise.reject(new Error('password is hunter2'))],
    ['it throws no error at all', () => Promise.reject(oddError)],
    ['it answers what cannot be written', () => Promise.resolve({ ApplicationSummaries: 5 } as never)],
  ])('keeps the cause to the log when %s by mistake', async (_name, ListApplications) => {
    const { app, lines } = apiUnderTest({ actions: { ListApplications } })
    const answer = await ask(app, { action: 'ListApplications' })
    expect(answer.statusCode).toBe(500)
    expect(answer.json()).toMatchObject({ __type: 'InternalFailure' })
    expect(answer.body).not.toContain('hunter2')
    const requestId = answer.headers['x-amzn-requestid']
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'request failed', requestId, action: 'ListApplications' }),
    )
  })
})

describe('a request that no action sees', () => {
  const { app } = apiUnderTest({
    actions: { ListApplications: () => Promise.reject(new InvalidRequestException('the action was called')) },
  })
  const target = (action: string) => ({ 'x-amz-target': action })
  const gzipped = { 'content-encoding': 'gzip' }

  it.each<[string, Parameters<typeof ask>[1], number, string]>([
    ['no target', {}, 400, 'UnknownOperationException'],
    ['an unknown action', { headers: target('KinesisAnalytics_20180523.Nothing') }, 400, 'UnknownOperationException'],
    ['an inherited name', { headers: target('KinesisAnalytics_20180523.toString') }, 400, 'UnknownOperationException'],
    [
      'the API of before',
      { headers: target('KinesisAnalytics_20150814.ListApplications') },
      400,
      'UnknownOperationException',
    ],
    ['broken JSON', { action: 'ListApplications', body: '{"Limit":' }, 400, 'SerializationException'],
    ['a wrong type', { action: 'ListApplications', body: '{"Limit":"many"}' }, 400, 'SerializationException'],
    ['a violated constraint', { action: 'ListApplications', body: '{"Limit":99}' }, 400, 'InvalidArgumentException'],
    [
      'a compressed body',
      { action: 'ListApplications', body: gzipSync('{}'), headers: gzipped },
      400,
      'SerializationException',
    ],
    [
      'a chunked upload',
      { action: 'ListApplications', headers: { 'content-encoding': 'aws-chunked' } },
      400,
      'SerializationException',
    ],
    ['another method', { method: 'GET' }, 405, 'UnknownOperationException'],
  ])('%s', async (_name, asked, status, type) => {
    const answer = await ask(app, asked)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject({ __type: type })
    expect(answer.headers['x-amzn-errortype']).toBe(type)
    expect(answer.headers['x-amzn-requestid']).toMatch(uuid)
    expect(answer.headers['content-type']).toBe('application/x-amz-json-1.1')
  })

  it('is refused unsigned before its body is read', async () => {
    const headers = { 'x-amz-target': 'KinesisAnalytics_20180523.ListApplications' }
    const answer = await app.inject({ method: 'POST', url: '/', headers, payload: '{"Limit":' })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
  })

  it('is refused above 70 MiB, in AWS’s words', async () => {
    const answer = await ask(app, { action: 'ListApplications', body: Buffer.alloc(70 * 1024 * 1024 + 1, ' ') })
    expect(answer.statusCode).toBe(413)
    expect(answer.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' })
  })

  it('takes an empty body, or any content type, for what it is', async () => {
    for (const asked of [
      { body: '' },
      { headers: { 'content-type': 'text/plain' } },
      { headers: { 'content-type': ';;' } },
    ]) {
      const answer = await ask(app, { action: 'ListApplications', ...asked })
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { __type: expect.any(String) }])
    }
  })
})

it('takes 50 MiB of code', async () => {
  const sizes: number[] = []
  const { app } = apiUnderTest({
    actions: {
      CreateApplication: async (input) => {
        sizes.push(
          input.ApplicationConfiguration?.ApplicationCodeConfiguration?.CodeContent?.ZipFileContent?.length ?? 0,
        )
        throw new InvalidRequestException('enough')
      },
    },
  })
  const create = (size: number) => {
    const CodeContent = { ZipFileContent: Buffer.alloc(size, 7).toString('base64') }
    const ApplicationCodeConfiguration = { CodeContentType: 'ZIPFILE', CodeContent }
    return ask(app, {
      action: 'CreateApplication',
      body: JSON.stringify({ ...minimalInput, ApplicationConfiguration: { ApplicationCodeConfiguration } }),
    })
  }
  expect((await create(52_428_800)).json()).toMatchObject({ __type: 'InvalidRequestException' })
  expect(sizes).toEqual([52_428_800])
  const tooMuch = (await create(52_428_803)).json<{ __type: string; message: string }>()
  expect(tooMuch.__type).toBe('InvalidArgumentException')
  expect(tooMuch.message).toMatch(/zipFileContent' failed .* less than or equal to 52428800/)
  expect(tooMuch.message.length).toBeLessThan(1000)
})

describe('the log', () => {
  it('has one line per request, with who, what and how it ended, and nothing of the body', async () => {
    const { app, lines } = apiUnderTest({ actions: { StopApplication: async () => ({ OperationId: 'abc' }) } })
    await ask(app, { action: 'StopApplication', body: '{"ApplicationName":"mine","Unknown":"hunter2"}' })
    const answered = lines.filter((line) => line['msg'] === 'request answered')
    expect(answered).toEqual([
      expect.objectContaining({
        requestId: expect.stringMatching(uuid),
        action: 'StopApplication',
        application: 'mine',
        principal: principal.arn,
        status: 200,
        durationMs: expect.any(Number),
      }),
    ])
    expect(JSON.stringify(lines)).not.toMatch(/hunter2|Signature|AKIDEXAMPLE|wJalr/)
  })
})

describe('health', () => {
  it('is told without a signature', async () => {
    const { app } = apiUnderTest({
      readiness: () => Promise.resolve({ ready: false, checks: { postgres: 'ok', s3: 'does not answer' } }),
    })
    expect((await app.inject('/health/live')).json()).toEqual({ live: true })
    const ready = await app.inject('/health/ready')
    expect(ready.statusCode).toBe(503)
    expect(ready.json()).toEqual({ ready: false, checks: { postgres: 'ok', s3: 'does not answer' } })
  })

  it('is not ready when that cannot be found out', async () => {
    const { app } = apiUnderTest({ readiness: () => Promise.reject(new Error('no')) })
    expect((await app.inject('/health/ready')).statusCode).toBe(503)
  })
})
