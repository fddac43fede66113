import { defaultQuotas } from '@weir/domain'
import { actionsByQuota } from '../api/actions-by-quota.ts'
import { edgeConfig } from './edge-config.ts'
import { setting } from './setting.ts'

const read = (env: Record<string, string>) => edgeConfig(setting(env))

it('limits nothing that AWS does not limit, and audits everything', () => {
  expect(read({})).toMatchObject({
    tls: undefined,
    rateLimits: [],
    quotas: defaultQuotas,
    accountQuotas: {},
    drainMs: 10_000,
    audit: { events: 'all', keepMs: 90 * 86_400_000, s3Uri: undefined },
  })
})

it('reads limits of calls and of things, for all and for single accounts', () => {
  const config = read({
    WEIR_RATE_LIMITS: 'UpdateApplication=0.5/5, *=50/100,210987654321:List*=1/2',
    WEIR_QUOTA_APPLICATIONS: '7',
    WEIR_QUOTA_KPUS: '8',
    WEIR_QUOTAS: '{"210987654321":{"applications":0,"snapshots":3}}',
    WEIR_AUDIT_S3_URI: 's3://trail/of/weir/',
    WEIR_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
  })
  expect(config.rateLimits).toEqual([
    { accountId: undefined, actions: 'UpdateApplication', rate: { perSecond: 0.5, burst: 5 } },
    { accountId: undefined, actions: '*', rate: { perSecond: 50, burst: 100 } },
    { accountId: '210987654321', actions: 'List*', rate: { perSecond: 1, burst: 2 } },
  ])
  expect(config.quotas).toMatchObject({ applications: 7, kpusPerApplication: 8, parallelism: 256 })
  expect(config.accountQuotas).toEqual({ '210987654321': { applications: 0, snapshotsPerApplication: 3 } })
  expect(config.audit.s3Uri).toBe('s3://trail/of/weir')
  expect(config.trustedProxies).toEqual(['10.0.0.0/8', '::1'])
})

it.each([
  [{ WEIR_TLS_CERT_FILE: '/c' }, /^WEIR_TLS_KEY_FILE is needed beside/],
  [{ WEIR_TLS_KEY_FILE: '/k' }, /^WEIR_TLS_CERT_FILE is needed beside/],
  [{ WEIR_TRUSTED_PROXIES: 'proxy.example' }, /^WEIR_TRUSTED_PROXIES names "proxy.example"/],
  [{ WEIR_TRUSTED_PROXIES: '10.0.0.0/33' }, /^WEIR_TRUSTED_PROXIES/],
  [{ WEIR_RATE_LIMITS: 'fast' }, /^WEIR_RATE_LIMITS has "fast", .* Example: WEIR_RATE_LIMITS=UpdateApplication/],
  [{ WEIR_RATE_LIMITS: '*=0/5' }, /^WEIR_RATE_LIMITS/],
  [{ WEIR_RATE_LIMITS: '*=5/0' }, /^WEIR_RATE_LIMITS/],
  [{ WEIR_QUOTAS: 'many' }, /^WEIR_QUOTAS is not a JSON object/],
  [{ WEIR_QUOTAS: '{"12":{}}' }, /^WEIR_QUOTAS names "12"/],
  [{ WEIR_QUOTAS: '{"210987654321":5}' }, /^WEIR_QUOTAS has no object/],
  [{ WEIR_QUOTAS: '{"210987654321":{"toString":5}}' }, /^WEIR_QUOTAS has "toString", which is not one of applications/],
  [{ WEIR_QUOTAS: '{"210987654321":{"kpus":-1}}' }, /^WEIR_QUOTAS has no whole number for kpus/],
  [{ WEIR_AUDIT: 'some' }, /^WEIR_AUDIT has the value/],
  [{ WEIR_AUDIT_S3_URI: 'file:/x' }, /^WEIR_AUDIT_S3_URI/],
  [{ WEIR_QUOTA_TAGS: 'x' }, /^WEIR_QUOTA_TAGS/],
])('refuses %j with the variable, the problem and an example', (environment, message) => {
  expect(() => read(environment)).toThrow(message)
})

it('gives each account the actions of its own quotas', async () => {
  const actions = actionsByQuota(
    ({ applications }) => ({
      ListApplications: async () => ({ ApplicationSummaries: [], NextToken: String(applications) }),
    }),
    { quotas: defaultQuotas, accountQuotas: { '210987654321': { applications: 5 } } },
  )
  const tokenFor = async (accountId: string) =>
    (await actions.ListApplications!({}, { principal: { accountId } } as never)).NextToken
  expect(await tokenFor('210987654321')).toBe('5')
  expect(await tokenFor('123456789012')).toBe('100')
})
