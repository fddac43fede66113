import type { DashboardTokens } from './dashboard-tokens.ts'
import { createDashboardUrls } from './dashboard-urls.ts'

const tokens: DashboardTokens = { seal: (_, use) => `sealed-${use}`, open: () => undefined }
const principal = { accountId: '1', arn: 'arn', userName: 'u' }
const session = { applicationId: 'an-id', principal, region: 'us-east-1', expiresAt: new Date(0) }
const ownUrl = 'http://127.0.0.1:4580'
const urlFor = (reachedAt?: string, publicUrl?: string) =>
  createDashboardUrls({ tokens, ownUrl, publicUrl }).urlFor(session, { useBy: new Date(0), reachedAt })

it('leads to where the caller reached the service', () => {
  expect(urlFor('https://weir.example:8443')).toBe(
    'https://weir.example:8443/flinkdashboard/an-id?authToken=sealed-url',
  )
  expect(urlFor('http://[::1]:4580')).toMatch(/^http:\/\/\[::1\]:4580\/flinkdashboard\//)
})

it('leads to the public address where there is one', () => {
  expect(urlFor('http://10.0.0.1', 'https://weir.example')).toMatch(/^https:\/\/weir\.example\/flinkdashboard\//)
})

it.each([
  undefined,
  'http://',
  'http://a b',
  'http://evil/x',
  'http://a@b',
  'javascript://x',
  'http://a?b',
  'http://a\n',
])('leads to its own address for a caller at %j', (reachedAt) => {
  expect(urlFor(reachedAt)).toMatch(/^http:\/\/127\.0\.0\.1:4580\/flinkdashboard\//)
})
