import { type setting, SettingError } from './setting.ts'

/** What the environment decides about metrics. */
export interface MetricsConfig {
  /** Between two looks at an application. */
  readonly everyMs: number
  readonly retentionMs: number
  /** What scrapers of /metrics send; absent = they must be on this machine. */
  readonly token?: string | undefined
  /** Where PutMetricData is called; absent = nowhere. */
  readonly cloudWatch?:
    | {
        readonly endpoint: string
        /** Absent = as the AWS SDK finds them in the environment. */
        readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
      }
    | undefined
}

export const metricsConfig = (read: ReturnType<typeof setting>): MetricsConfig => {
  const endpoint = read.url(
    'WEIR_CLOUDWATCH_ENDPOINT',
    ['http:', 'https:'],
    'https://monitoring.us-east-1.amazonaws.com',
  )
  const credentials = read.pair('WEIR_CLOUDWATCH_ACCESS_KEY_ID', 'WEIR_CLOUDWATCH_SECRET_ACCESS_KEY')
  return {
    everyMs: read.integer('WEIR_METRICS_INTERVAL_SECONDS', { min: 1, max: 300, fallback: 15 }) * 1000,
    retentionMs: read.integer('WEIR_METRICS_RETENTION_HOURS', { min: 1, max: 8_760, fallback: 24 }) * 3_600_000,
    token: token(read.optional('WEIR_METRICS_TOKEN')),
    ...(endpoint !== undefined && { cloudWatch: { endpoint: endpoint.replace(/\/+$/, ''), credentials } }),
  }
}

/** Too short to be guessed is too short; a header holds no blanks. */
const token = (given: string | undefined): string | undefined => {
  if (given === undefined || /^[\x21-\x7e]{16,200}$/.test(given)) return given
  throw new SettingError('WEIR_METRICS_TOKEN', 'is not 16 to 200 characters without blanks', '$(openssl rand -hex 24)')
}
