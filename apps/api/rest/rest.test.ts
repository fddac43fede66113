import { UnableToDetectSchemaException } from '@weir/service-model'
import { ask, minimalInput, principal } from '../fixtures/api-under-test.ts'
import { anApplication, apiUnderTest, bearer, rest } from '../fixtures/rest-under-test.ts'
import { parameterName, pathMembers } from './request/parameter-name.ts'
import { restRoutes } from './routes.ts'

describe('the routes', () => {
  const { app } = apiUnderTest()
  const filled = (member: string) => encodeURIComponent((minimalInput as Record<string, unknown>)[member] as string)

  it.each(restRoutes.map((route) => [route.action, route] as const))('%s is reached', async (action, route) => {
    const path = route.path.replace(/\{(\w+)\}/g, (_match, member: string) => filled(member))
    const query = (route.query ?? [])
      .filter((member) => member in minimalInput)
      .map((member) => `${parameterName(member)}=${filled(member)}`)
    const inPath = new Set([...pathMembers(route.path), ...(route.query ?? [])])
    const body = Object.fromEntries(Object.entries(minimalInput).filter(([member]) => !inPath.has(member)))
    const answer = await app.inject({
      method: route.method,
      url: `${path}?${query.join('&')}`,
      headers: bearer,
      ...(['GET', 'DELETE'].includes(route.method) ? {} : { payload: JSON.stringify(body) }),
    })
    expect(answer.json()).toMatchObject({
      status: 422,
      error: 'UnsupportedOperationException',
      detail: `Operation ${action} is not supported yet by Weir.`,
    })
  })

  it('answer 405 to other methods, with those that there are', async () => {
    const answer = await app.inject({ method: 'PUT', url: '/v1/applications' })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers.allow).toBe('GET, POST, HEAD')
    expect(answer.json()).toMatchObject({ error: 'UnknownOperationException' })
  })
})

describe('a request', () => {
  it('becomes an input in AWS’s names, an output becomes JSON with ISO times', async () => {
    const { call, seen } = rest({
      CreateApplication: async () => ({ ApplicationDetail: anApplication({ ApplicationVersionId: 1 }) }),
    })
    const body = {
      ApplicationName: 'a',
      RuntimeEnvironment: 'FLINK-2_2',
      ServiceExecutionRole: minimalInput.ServiceExecutionRole,
    }
    const answer = await call('POST', '/v1/applications', { body })
    expect(answer.statusCode).toBe(201)
    expect(answer.headers).toMatchObject({
      location: '/v1/applications/a',
      'content-type': 'application/json',
      etag: expect.stringMatching(/^"1-[0-9a-f]{16}"$/),
    })
    expect(answer.json()).toMatchObject({ ApplicationDetail: { CreateTimestamp: '2026-02-01T10:00:00.000Z' } })
    expect(seen).toEqual([{ action: 'CreateApplication', input: body }])
  })

  it('has numbers, lists and flags in its query', async () => {
    const { call, seen } = rest({
      ListApplications: async () => ({ ApplicationSummaries: [] }),
      UntagResource: async () => ({}),
    })
    await call('GET', '/v1/applications?limit=7&nextToken=b')
    await call('GET', '/v1/applications/a?includeAdditionalDetails=true')
    const arn = minimalInput.ResourceARN
    const untagged = await call('DELETE', `/v1/tags?resourceArn=${arn}&tagKeys=x&tagKeys=y`)
    expect(untagged.statusCode).toBe(204)
    expect(untagged.body).toBe('')
    expect(seen.map(({ input }) => input)).toEqual([
      { Limit: 7, NextToken: 'b' },
      { ApplicationName: 'a', IncludeAdditionalDetails: true },
      { ResourceARN: arn, TagKeys: ['x', 'y'] },
    ])
  })

  const { call, seen } = rest()
  it.each<[string, string, string, unknown, number, string]>([
    ['a parameter that is not there', 'GET', '/v1/applications?limti=7', undefined, 400, 'InvalidArgumentException'],
    ['a parameter twice', 'GET', '/v1/applications?limit=7&limit=8', undefined, 400, 'InvalidArgumentException'],
    ['a number that is none', 'GET', '/v1/applications?limit=many', undefined, 400, 'SerializationException'],
    ['a number out of range', 'GET', '/v1/applications?limit=51', undefined, 400, 'InvalidArgumentException'],
    ['a query that is not encoded', 'GET', '/v1/applications?limit=%zz', undefined, 400, 'SerializationException'],
    ['a body where none belongs', 'DELETE', '/v1/applications/a', '{}', 400, 'SerializationException'],
    ['a body that is no object', 'POST', '/v1/applications', '[]', 400, 'SerializationException'],
    ['a body that is no JSON', 'POST', '/v1/applications', '{', 400, 'SerializationException'],
    ['a name that none can have', 'GET', '/v1/applications/two%20words', undefined, 400, 'InvalidArgumentException'],
    [
      'a name in both places',
      'POST',
      '/v1/applications/a/start',
      { ApplicationName: 'b' },
      400,
      'InvalidArgumentException',
    ],
    [
      'a region that is not served',
      'GET',
      '/v1/applications?region=eu-west-9',
      undefined,
      400,
      'InvalidArgumentException',
    ],
    ['another path', 'GET', '/v1/nothing', undefined, 404, 'UnknownOperationException'],
  ])('is refused: %s', async (_name, method, url, body, status, error) => {
    const answer = await call(method, url, { body })
    expect(answer.json()).toMatchObject({ status, error })
    expect(answer.statusCode).toBe(status)
    expect(seen).toEqual([])
  })

  it('tells by Link where the next page is', async () => {
    const { call } = rest({ ListApplications: async () => ({ ApplicationSummaries: [], NextToken: 'b c' }) })
    const { headers } = await call('GET', '/v1/applications?limit=1&nextToken=a')
    expect(headers.link).toBe('</v1/applications?limit=1&nextToken=b%20c>; rel="next"')
  })
})

describe('a caller', () => {
  const whoAmI = () => {
    const callers: unknown[] = []
    const { app } = apiUnderTest({
      regions: ['us-east-1', 'eu-west-1'],
      actions: {
        ListApplications: async (_input, { principal: caller, region }) => {
          callers.push({ caller, region })
          return { ApplicationSummaries: [] }
        },
      },
    })
    return { app, callers }
  }

  it('comes with a token, for the region it names', async () => {
    const { app, callers } = whoAmI()
    const get = (url: string, headers: object = {}) => app.inject({ url, headers: { ...bearer, ...headers } })
    await get('/v1/applications')
    await get('/v1/applications?region=eu-west-1')
    await get('/v1/applications', { 'x-weir-region': 'eu-west-1' })
    expect(callers).toEqual(['us-east-1', 'eu-west-1', 'eu-west-1'].map((region) => ({ caller: principal, region })))
  })

  it('comes with a signature, for the region it is for', async () => {
    const { app, callers } = whoAmI()
    expect((await ask(app, { method: 'GET', path: '/v1/applications' })).statusCode).toBe(200)
    const crossed = { method: 'GET' as const, path: '/v1/applications', headers: { 'x-weir-region': 'eu-west-1' } }
    expect((await ask(app, crossed)).json()).toMatchObject({ error: 'InvalidArgumentException' })
    expect(callers).toEqual([{ caller: principal, region: 'us-east-1' }])
  })

  it.each([
    ['nothing', {}, 'MissingAuthenticationTokenException'],
    ['a token of nobody', { authorization: 'Bearer nobody' }, 'UnrecognizedClientException'],
    ['no token', { authorization: 'Bearer' }, 'UnrecognizedClientException'],
    ['a token that cannot be one', { authorization: 'Bearer a b' }, 'UnrecognizedClientException'],
  ])('is refused who comes with %s', async (_name, headers, error) => {
    const { app } = whoAmI()
    const answer = await app.inject({ url: '/v1/applications', headers })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
    expect(answer.json()).toMatchObject({ error })
  })

  it('is asked for a token before a large body is taken', async () => {
    const { app } = whoAmI()
    const payload = Buffer.alloc(2 * 1024 * 1024, ' ')
    const post = (headers: object) =>
      app.inject({ method: 'POST', url: '/v1/applications', headers: { ...headers }, payload })
    expect((await post({ authorization: 'Bearer nobody' })).statusCode).toBe(401)
    expect((await post(bearer)).json()).toMatchObject({ error: 'SerializationException' })
  })
})

describe('a problem', () => {
  it('has the further members of its error', async () => {
    const { call } = rest({
      DiscoverInputSchema: () =>
        Promise.reject(new UnableToDetectSchemaException('unclear', { RawInputRecords: ['x'] })),
    })
    const answer = await call('POST', '/v1/discover-input-schema', {
      body: { ServiceExecutionRole: minimalInput.ServiceExecutionRole },
    })
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json()).toMatchObject({
      type: '/problems/UnableToDetectSchemaException',
      status: 422,
      error: 'UnableToDetectSchemaException',
      detail: 'unclear',
      RawInputRecords: ['x'],
    })
  })

  it('has a type that can be looked at', async () => {
    const { app } = apiUnderTest()
    expect((await app.inject('/problems/ResourceInUseException')).json()).toMatchObject({ status: 409 })
    expect((await app.inject('/problems/toString')).statusCode).toBe(404)
  })
})
