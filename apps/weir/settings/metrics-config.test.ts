import { metricsConfig } from './metrics-config.ts'
import { setting } from './setting.ts'

const read = (env: Record<string, string>) => metricsConfig(setting(env))

it('measures as often as AWS does and keeps a day unless told otherwise', () => {
  expect(read({})).toEqual({ everyMs: 15_000, retentionMs: 86_400_000, token: undefined })
  const given = read({
    WEIR_METRICS_INTERVAL_SECONDS: '5',
    WEIR_METRICS_RETENTION_HOURS: '2',
    WEIR_METRICS_TOKEN: 'a-token-of-scrapers',
    WEIR_CLOUDWATCH_ENDPOINT: 'http://127.0.0.1:5000/',
    WEIR_CLOUDWATCH_ACCESS_KEY_ID: 'AKIA',
    WEIR_CLOUDWATCH_SECRET_ACCESS_KEY: 'secret',
  })
  expect(given).toEqual({
    everyMs: 5_000,
    retentionMs: 7_200_000,
    token: 'a-token-of-scrapers',
    cloudWatch: { endpoint: 'http://127.0.0.1:5000', credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } },
  })
})

it.each([
  [{ WEIR_METRICS_INTERVAL_SECONDS: '0' }, /^WEIR_METRICS_INTERVAL_SECONDS/],
  [{ WEIR_METRICS_TOKEN: 'short' }, /^WEIR_METRICS_TOKEN/],
  [{ WEIR_CLOUDWATCH_ENDPOINT: 'monitoring' }, /^WEIR_CLOUDWATCH_ENDPOINT/],
  [{ WEIR_CLOUDWATCH_ACCESS_KEY_ID: 'AKIA' }, /^WEIR_CLOUDWATCH_SECRET_ACCESS_KEY/],
])('refuses %j', (env, message) => {
  expect(() => read(env as unknown as Record<string, string>)).toThrow(message)
})
