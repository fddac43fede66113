import { apiUnderTest, ask, principal } from '../fixtures/api-under-test.ts'

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

describe('phases of an operation', () => {
  const path = '/v1/applications/my.app-1/operations/op1/phases'
  const asked: unknown[] = []
  const { app } = apiUnderTest({
    operationPhases: async (...key) => {
      asked.push(key)
      if (key[2] !== 'op1') return undefined
      return [
        { name: 'fetch', startedAt: new Date(0), endedAt: new Date(1500), detail: '12 MB' },
        { name: 'launch', startedAt: new Date(1500) },
      ]
    },
  })

  it('are told in the order in which they began', async () => {
    const answer = await ask(app, { method: 'GET', path })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      phases: [
        { name: 'fetch', startTime: '1970-01-01T00:00:00.000Z', endTime: '1970-01-01T00:00:01.500Z', detail: '12 MB' },
        { name: 'launch', startTime: '1970-01-01T00:00:01.500Z' },
      ],
    })
    expect(asked[0]).toEqual([{ accountId: principal.accountId, region: 'us-east-1' }, 'my.app-1', 'op1'])
  })

  it.each<[string, () => Promise<{ statusCode: number; headers: object; json: () => unknown }>, number, string]>([
    ['unsigned', () => app.inject(path), 401, 'MissingAuthenticationTokenException'],
    [
      'signed for another path',
      () => app.inject({ url: path, headers: { authorization: 'AWS4-HMAC-SHA256 x' } }),
      400,
      'IncompleteSignatureException',
    ],
    [
      'an unknown operation',
      () => ask(app, { method: 'GET', path: path.replace('op1', 'op2') }),
      404,
      'ResourceNotFoundException',
    ],
    [
      'a name that none can have',
      () => ask(app, { method: 'GET', path: path.replace('my', '%20') }),
      400,
      'InvalidArgumentException',
    ],
    [
      'an id with U+0000',
      () => ask(app, { method: 'GET', path: path.replace('op1', '%00') }),
      400,
      'SerializationException',
    ],
    [
      'a name too long',
      () => ask(app, { method: 'GET', path: path.replace('my', 'a'.repeat(400)) }),
      400,
      'InvalidArgumentException',
    ],
    ['a broken path', () => app.inject('/v1/%zz'), 400, 'SerializationException'],
    [
      'a large body for no action',
      () => app.inject({ method: 'POST', url: '/v2', payload: Buffer.alloc(1024 * 1024 + 1) }),
      413,
      'RequestEntityTooLargeException',
    ],
    ['another path', () => app.inject('/v2'), 404, 'UnknownOperationException'],
  ])('answers a problem: %s', async (_name, call, status, error) => {
    const answer = await call()
    expect(answer.statusCode).toBe(status)
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('application/problem+json'),
      'x-amzn-requestid': expect.stringMatching(uuid),
    })
    expect(answer.json()).toEqual({
      type: `/problems/${error}`,
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: expect.stringMatching(/^urn:uuid:/),
      requestId: expect.stringMatching(uuid),
      error,
    })
  })
})
