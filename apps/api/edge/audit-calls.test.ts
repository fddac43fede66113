import { InvalidRequestException, ThrottlingException, AccessDeniedException } from '@weir/service-model'
import { createMemoryStore, createManualClock } from '@weir/testkit'
import type { ApiDeps } from '../deps.ts'
import { apiUnderTest, ask, credentials, now, principal } from '../fixtures/api-under-test.ts'

const { accountId } = principal

function audited(replaced: Partial<ApiDeps> = {}, events: 'all' | 'changes' | 'none' = 'all') {
  const { audit: records } = createMemoryStore({ clock: createManualClock() })
  const order: string[] = []
  const { app } = apiUnderTest({
    lookupApiToken: async (token) => (token === 'right' ? principal : undefined),
    actions: {
      ListApplications: async () => ({ ApplicationSummaries: [] }),
      StopApplication: async () => {
        order.push('acted')
        return { OperationId: 'op1' }
      },
    },
    audit: {
      records,
      events,
      authorize: () => Promise.resolve(),
      log: {
        record: async (record, { durable }) => {
          await records.append([record])
          order.push(durable ? 'durable' : 'noted')
        },
      },
    },
    ...replaced,
  })
  const all = async () => {
    const found = await records.find({ accountId, limit: 50 })
    return found.map(({ event }) => JSON.parse(event) as Record<string, unknown>)
  }
  return { app, records, order, all }
}

const stop = { action: 'StopApplication', body: '{"ApplicationName":"flights"}' } as const

it('records a call that changed something before it is answered', async () => {
  const { app, order, all } = audited()
  const answer = await ask(app, { ...stop, headers: { 'user-agent': 'aws-cli/2' } })
  expect(order).toEqual(['acted', 'durable'])
  expect(await all()).toEqual([
    expect.objectContaining({
      eventName: 'StopApplication',
      eventTime: now.toISOString().replace('.000', ''),
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      userAgent: 'aws-cli/2',
      requestParameters: { applicationName: 'flights' },
      responseElements: { operationId: 'op1' },
      requestID: answer.headers['x-amzn-requestid'],
      recipientAccountId: accountId,
      userIdentity: expect.objectContaining({ accessKeyId: credentials.accessKeyId, userName: 'admin' }),
    }),
  ])
})

it.each<[string, Partial<ApiDeps>, string]>([
  [
    'denied',
    { authorize: () => Promise.reject(new AccessDeniedException('User: x is not authorized')) },
    'AccessDenied',
  ],
  [
    'throttled',
    {
      throttle: () => {
        throw new ThrottlingException()
      },
    },
    'ThrottlingException',
  ],
  [
    'refused by the action',
    { actions: { StopApplication: () => Promise.reject(new InvalidRequestException('no')) } },
    'InvalidRequestException',
  ],
  [
    'failed by our fault',
    { actions: { StopApplication: () => Promise.reject(new Error('password is hunter2')) } },
    'InternalFailure',
  ],
])('records a call that was %s', async (_name, replaced, errorCode) => {
  const { app, all, order } = audited(replaced)
  await ask(app, stop)
  const [event] = await all()
  expect(event).toMatchObject({ errorCode, eventName: 'StopApplication', responseElements: null })
  expect(JSON.stringify(event)).not.toContain('hunter2')
  expect(order).toEqual([errorCode === 'InternalFailure' ? 'durable' : 'noted'])
})

it('records a failed authentication for the account whose key it names, and nothing for nobody', async () => {
  const { app, all } = audited()
  await ask(app, { ...stop, headers: { 'x-amz-content-sha256': '0'.repeat(64) } })
  await app.inject({
    method: 'POST',
    url: '/',
    headers: { 'x-amz-target': 'KinesisAnalytics_20180523.StopApplication' },
  })
  expect(await all()).toEqual([
    expect.objectContaining({
      eventName: 'StopApplication',
      errorCode: 'InvalidSignatureException',
      requestParameters: null,
    }),
  ])
})

it('records calls of the REST face alike', async () => {
  const { app, all } = audited()
  await ask(app, { method: 'GET', path: '/v1/applications' })
  await ask(app, { method: 'GET', path: '/v1/applications', headers: { 'x-amz-content-sha256': '0'.repeat(64) } })
  expect((await all()).map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual(
    expect.arrayContaining([
      ['ListApplications', undefined],
      ['ListApplications', 'InvalidSignatureException'],
    ]),
  )
})

it.each([
  ['changes', ['StopApplication']],
  ['none', []],
] as const)('records %s when told so', async (events, names) => {
  const { app, all } = audited({}, events)
  await ask(app, stop)
  await ask(app, { action: 'ListApplications' })
  expect((await all()).map(({ eventName }) => eventName)).toEqual(names)
})

describe('GET /v1/audit', () => {
  const withToken = (app: ReturnType<typeof audited>['app'], query: string) =>
    app.inject({ url: `/v1/audit${query}`, headers: { authorization: 'Bearer right' } })
  const lookUp = async (app: ReturnType<typeof audited>['app'], query = '') => {
    const answer = await withToken(app, query)
    return { status: answer.statusCode, ...answer.json<{ Events: { EventName: string }[]; NextToken?: string }>() }
  }

  it('tells what the account did, a page at a time, and that it was asked', async () => {
    const { app, records } = audited()
    for (let i = 0; i < 3; i++) await ask(app, stop)
    const theirs = (await records.find({ accountId, limit: 1 }))[0]!
    await records.append([{ ...theirs, id: '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0', accountId: '210987654321' }])
    const first = await lookUp(app, '?eventName=StopApplication&limit=2')
    expect(first).toMatchObject({
      status: 200,
      Events: [
        {
          EventName: 'StopApplication',
          EventSource: 'kinesisanalytics.amazonaws.com',
          ReadOnly: false,
          Username: 'admin',
          AccessKeyId: credentials.accessKeyId,
          Resources: [{ ResourceName: 'flights' }],
          CloudTrailEvent: { eventName: 'StopApplication' },
        },
        {},
      ],
    })
    const second = await lookUp(app, `?eventName=StopApplication&limit=2&nextToken=${first.NextToken!}`)
    expect(second.Events).toHaveLength(1)
    expect(second.NextToken).toBeUndefined()
    expect((await lookUp(app, '?eventName=LookupEvents')).Events[0]).toMatchObject({
      EventSource: 'cloudtrail.amazonaws.com',
      ReadOnly: true,
    })
  })

  it('finds by time, user, resource and kind', async () => {
    const { app } = audited()
    await ask(app, stop)
    const count = async (query: string) => (await lookUp(app, query)).Events.length
    const seconds = now.getTime() / 1000
    expect(await count(`?eventName=StopApplication&from=${seconds}&to=${now.toISOString()}`)).toBe(1)
    expect(await count(`?eventName=StopApplication&from=${seconds + 1}`)).toBe(0)
    expect(await count('?username=admin&resource=flights&readOnly=false')).toBe(1)
    expect(await count('?username=nobody')).toBe(0)
  })

  it.each([
    '?limit=0',
    '?limit=51',
    '?limit=x',
    '?from=yesterday',
    '?to=2026-99-99',
    '?readOnly=maybe',
    '?nextToken=abc',
    '?event=x',
    '?from=1&from=2',
    `?username=${'u'.repeat(3000)}`,
  ])('refuses %s', async (query) => {
    const answer = await withToken(audited().app, query)
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { error: 'InvalidArgumentException' }])
  })

  it('is for those who may', async () => {
    const { app } = audited()
    expect((await app.inject('/v1/audit')).statusCode).toBe(401)
    const { audit: records } = createMemoryStore({ clock: createManualClock() })
    const denied = audited({
      audit: {
        records,
        events: 'all',
        authorize: () => Promise.reject(new AccessDeniedException('no')),
        log: { record: () => Promise.resolve() },
      },
    })
    expect((await lookUp(denied.app)).status).toBe(403)
  })
})
