import { type Application, type DashboardRequest, EngineError } from '@weir/domain'
import { AccessDeniedException } from '@weir/service-model'
import { anApplication } from '@weir/testkit'
import type { DashboardDeps } from '../dashboard/dashboard-deps.ts'
import { createDashboardTokens } from '../dashboard/dashboard-tokens.ts'
import type { ApiDeps } from '../deps.ts'
import { apiUnderTest, now, principal } from '../fixtures/api-under-test.ts'

const application: Application = anApplication({ name: 'flights', status: 'RUNNING' })
const { id } = application
const root = `/flinkdashboard/${id}`
const tokens = createDashboardTokens('a key')
const inSeconds = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const session = { applicationId: id, principal, region: 'us-east-1', expiresAt: inSeconds(1_800) }
const token = tokens.seal(session, 'url', inSeconds(180))
const cookie = `VerifiedAuthToken=${tokens.seal(session, 'session', session.expiresAt)}`

const world = (given: Partial<DashboardDeps> = {}, replaced: Partial<ApiDeps> = {}) => {
  const asked: DashboardRequest[] = []
  const dashboard: DashboardDeps = {
    tokens,
    findApplication: async (wanted) => (wanted === id ? application : undefined),
    readPage: async (_, request) => {
      asked.push(request)
      const body = new Blob(['a page']).stream()
      return { status: 200, contentType: 'text/plain; charset=utf-8', lasting: false, body }
    },
    publicIsHttps: false,
    ...given,
  }
  const { app, lines } = apiUnderTest({ dashboard, ...replaced })
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
  return { app, get, asked, lines }
}

it('begins with the URL: a cookie for this dashboard alone, and the way to it without the token', async () => {
  const { get, asked } = world()
  const { statusCode, headers } = await get(`${root}?authToken=${token}`)
  expect(statusCode).toBe(303)
  expect(headers.location).toBe(`${root}/`)
  const [value = '', ...attributes] = String(headers['set-cookie']).split('; ')
  expect(value).toMatch(/^VerifiedAuthToken=/)
  expect(attributes).toEqual([`Path=${root}`, 'Max-Age=1800', 'HttpOnly', 'SameSite=Strict'])
  expect(asked).toEqual([])
  expect((await get(`${root}/`, { cookie: value })).body).toBe('a page')
})

it('has cookies for https only where the public address is one', async () => {
  const { get } = world({ publicIsHttps: true })
  expect(String((await get(`${root}?authToken=${token}`)).headers['set-cookie'])).toMatch(/; Secure$/)
})

it.each([
  ['that is late', tokens.seal(session, 'url', now)],
  ['of another application', tokens.seal({ ...session, applicationId: 'other' }, 'url', inSeconds(180))],
  ['of another installation', createDashboardTokens('another').seal(session, 'url', inSeconds(180))],
  ['that is a cookie', tokens.seal(session, 'session', session.expiresAt)],
  ['that is none', 'nonsense'],
  ['that is empty', ''],
])('refuses a token %s', async (_, wrong) => {
  const { get } = world()
  const { statusCode, headers } = await get(`${root}?authToken=${wrong}`)
  expect(statusCode).toBe(403)
  expect(headers['set-cookie']).toBeUndefined()
})

it.each([
  ['none', ''],
  [
    'one of another application',
    `VerifiedAuthToken=${tokens.seal({ ...session, applicationId: 'x' }, 'session', inSeconds(9))}`,
  ],
  ['one that is over', `VerifiedAuthToken=${tokens.seal(session, 'session', now)}`],
  ["the URL's token", `VerifiedAuthToken=${token}`],
  ['another name', `Other=${cookie.split('=')[1] ?? ''}`],
])('shows nothing with %s for a cookie', async (_, wrong) => {
  const { get, asked } = world()
  for (const path of ['', '/', '/overview', '/main.js']) {
    expect((await get(`${root}${path}`, { cookie: wrong })).statusCode).toBe(403)
  }
  expect(asked).toEqual([])
})

it('hands on what is asked, without the token', async () => {
  const { get, asked } = world()
  const paths = [
    '/',
    '/overview',
    '/taskmanagers/127.0.0.1%3A1234-a/logs/x.log',
    '/jobs/1/metrics?get=a,b&authToken=x',
    '/overview?authToken=x',
  ]
  for (const path of paths) expect((await get(`${root}${path}`, { cookie })).statusCode).toBe(200)
  expect(asked.map(({ path, query }) => ({ path, query }))).toEqual([
    { path: [], query: '' },
    { path: ['overview'], query: '' },
    { path: ['taskmanagers', '127.0.0.1:1234-a', 'logs', 'x.log'], query: '' },
    { path: ['jobs', '1', 'metrics'], query: 'get=a%2Cb' },
    { path: ['overview'], query: '' },
  ])
})

it.each(['/%2e%2e%2fjars', '//jars', '/jobs%5cx', '/a%00b', '/%E0%A4', '/a%2525'])(
  'does not read %s as a path',
  async (path) => {
    const { get, asked } = world()
    const { statusCode } = await get(`${root}${path}`, { cookie })
    expect(statusCode).toBeGreaterThanOrEqual(400)
    expect(statusCode).toBeLessThan(500)
    expect(asked).toEqual([])
  },
)

it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('only shows: %s is refused', async (method) => {
  const { app, asked } = world()
  const url = `${root}/jobs/1/stop`
  expect((await app.inject({ method, url })).statusCode).toBe(403)
  const { statusCode, headers } = await app.inject({ method, url, headers: { cookie } })
  expect({ statusCode, allow: headers.allow }).toEqual({ statusCode: 405, allow: 'GET, HEAD' })
  expect(asked).toEqual([])
})

it('answers HEAD without a body', async () => {
  const { app } = world()
  const { statusCode, body } = await app.inject({ method: 'HEAD', url: `${root}/overview`, headers: { cookie } })
  expect({ statusCode, body }).toEqual({ statusCode: 200, body: '' })
})

it('asks the policies again with every page', async () => {
  const asked: unknown[] = []
  const authorize: ApiDeps['authorize'] = async (call) => {
    asked.push(call)
    throw new AccessDeniedException('no more')
  }
  const { get } = world({}, { authorize })
  expect((await get(`${root}/overview`, { cookie })).statusCode).toBe(403)
  expect((await get(`${root}?authToken=${token}`)).statusCode).toBe(403)
  expect(asked).toHaveLength(2)
  const input = { ApplicationName: 'flights', UrlType: 'FLINK_DASHBOARD_URL' }
  expect(asked[0]).toMatchObject({ action: 'CreateApplicationPresignedUrl', principal, region: 'us-east-1', input })
})

it.each([
  ['unreachable', 502],
  ['rejected', 404],
] as const)('says when a page is %s', async (kind, status) => {
  const { get } = world({ readPage: () => Promise.reject(new EngineError(kind, 'why')) })
  const response = await get(`${root}/overview`, { cookie })
  expect(response.statusCode).toBe(status)
  expect(response.headers['content-type']).toMatch(/problem\+json/)
})

it('says when the application is gone', async () => {
  const { get } = world({ findApplication: async () => undefined })
  expect((await get(`${root}/overview`, { cookie })).statusCode).toBe(404)
})

it('sends a browser that comes from another site round once, so that it brings its cookie', async () => {
  const { get } = world()
  const { statusCode, body } = await get(`${root}/`, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })
  expect(statusCode).toBe(200)
  expect(body).toContain('http-equiv="refresh"')
  expect((await get(`${root}/`, { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' })).statusCode).toBe(
    403,
  )
})

it('tells browsers to run nothing else, keep nothing and send no address on', async () => {
  const { get, lines } = world()
  const { headers } = await get(`${root}?authToken=${token}`)
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
  const page = await get(`${root}/overview`, { cookie })
  expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(JSON.stringify(lines)).not.toContain(token)
})
