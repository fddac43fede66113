import { isIP } from 'node:net'
import { defaultEdge } from '@weir/app-api'
import type { RateLimit } from '@weir/app-api'
import { defaultQuotas, type Quotas } from '@weir/domain'
import { type setting, SettingError } from './setting.ts'

/** What the environment decides about limits, audit and TLS. */
export interface EdgeConfig {
  /** Absent = plain HTTP. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined
  readonly trustedProxies: readonly string[]
  readonly failedAuthenticationsPerMinute: number
  readonly largeRequests: number
  readonly requestMs: number
  /** How long requests are still taken after SIGTERM, and how long those in progress may take then. */
  readonly drainNoticeMs: number
  readonly drainMs: number
  readonly rateLimits: readonly RateLimit[]
  readonly quotas: Quotas
  /** What single accounts may have instead. */
  readonly accountQuotas: Readonly<Record<string, Partial<Quotas>>>
  readonly audit: {
    readonly events: 'all' | 'changes' | 'none'
    readonly keepMs: number
    /** Absent = not delivered. */
    readonly s3Uri?: string | undefined
    readonly deliverEveryMs: number
  }
}

type Read = ReturnType<typeof setting>

export const edgeConfig = (read: Read): EdgeConfig => ({
  tls: tlsFiles(read),
  trustedProxies: trustedProxies(read),
  failedAuthenticationsPerMinute: read.integer('WEIR_FAILED_AUTHENTICATIONS_PER_MINUTE', {
    min: 0,
    max: 1_000_000,
    fallback: defaultEdge.failedAuthenticationsPerMinute,
  }),
  largeRequests: read.integer('WEIR_LARGE_REQUESTS', { min: 1, max: 1_000, fallback: defaultEdge.largeBodies }),
  requestMs: read.integer('WEIR_REQUEST_TIMEOUT_SECONDS', { min: 5, max: 3_600, fallback: 300 }) * 1000,
  drainNoticeMs: read.integer('WEIR_DRAIN_NOTICE_SECONDS', { min: 0, max: 120, fallback: 0 }) * 1000,
  drainMs: read.integer('WEIR_DRAIN_SECONDS', { min: 1, max: 600, fallback: 10 }) * 1000,
  rateLimits: rateLimits(read.optional('WEIR_RATE_LIMITS')),
  quotas: quotas(read),
  accountQuotas: accountQuotas(read.optional('WEIR_QUOTAS')),
  audit: {
    events: read.choice('WEIR_AUDIT', ['all', 'changes', 'none'] as const, 'all'),
    keepMs: read.integer('WEIR_AUDIT_RETENTION_DAYS', { min: 1, max: 3_650, fallback: 90 }) * 86_400_000,
    s3Uri: auditUri(read.optional('WEIR_AUDIT_S3_URI')),
    deliverEveryMs: read.integer('WEIR_AUDIT_DELIVERY_SECONDS', { min: 1, max: 86_400, fallback: 300 }) * 1000,
  },
})

const tlsFiles = (read: Read): EdgeConfig['tls'] => {
  const [certFile, keyFile] = [read.optional('WEIR_TLS_CERT_FILE'), read.optional('WEIR_TLS_KEY_FILE')]
  if (certFile === undefined && keyFile === undefined) return undefined
  if (certFile === undefined) {
    throw new SettingError('WEIR_TLS_CERT_FILE', 'is needed beside WEIR_TLS_KEY_FILE', '/etc/weir/tls.crt')
  }
  if (keyFile === undefined) {
    throw new SettingError('WEIR_TLS_KEY_FILE', 'is needed beside WEIR_TLS_CERT_FILE', '/etc/weir/tls.key')
  }
  return { certFile, keyFile }
}

const trustedProxies = (read: Read): readonly string[] => {
  const given = (read.optional('WEIR_TRUSTED_PROXIES') ?? '').split(',').flatMap((each) => each.trim() || [])
  for (const each of given) {
    const [address = '', bits, more] = each.split('/')
    const version = isIP(address)
    const widest = version === 4 ? 32 : 128
    if (
      version !== 0 &&
      more === undefined &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest))
    )
      continue
    throw new SettingError(
      'WEIR_TRUSTED_PROXIES',
      `names "${each}", which is no address and no range`,
      '10.0.0.0/8,192.0.2.7',
    )
  }
  return given
}

const quotas = (read: Read): Quotas => {
  const quota = (name: string, fallback: number, min = 0) => read.integer(name, { min, max: 1_000_000, fallback })
  return {
    ...defaultQuotas,
    applications: quota('WEIR_QUOTA_APPLICATIONS', defaultQuotas.applications),
    kpusPerApplication: quota('WEIR_QUOTA_KPUS', defaultQuotas.kpusPerApplication, 1),
    parallelism: quota('WEIR_QUOTA_PARALLELISM', defaultQuotas.parallelism, 1),
    snapshotsPerApplication: quota('WEIR_QUOTA_SNAPSHOTS', defaultQuotas.snapshotsPerApplication),
    snapshotsPerAccount: quota('WEIR_QUOTA_ENHANCED_SNAPSHOTS', defaultQuotas.snapshotsPerAccount),
    tagsPerApplication: quota('WEIR_QUOTA_TAGS', defaultQuotas.tagsPerApplication),
  }
}

/** What WEIR_QUOTAS calls each quota. */
const quotaNames: Readonly<Record<string, keyof Quotas>> = {
  applications: 'applications',
  kpus: 'kpusPerApplication',
  parallelism: 'parallelism',
  snapshots: 'snapshotsPerApplication',
  enhancedSnapshots: 'snapshotsPerAccount',
  tags: 'tagsPerApplication',
}

const accountQuotas = (given: string | undefined): EdgeConfig['accountQuotas'] => {
  if (given === undefined) return {}
  const refuse = (problem: string): never => {
    throw new SettingError('WEIR_QUOTAS', problem, '{"210987654321":{"applications":5,"kpus":8}}')
  }
  const parsed = parseObject(given) ?? refuse('is not a JSON object')
  const entries = Object.entries(parsed).map(([account, value]) => {
    if (!/^\d{12}$/.test(account)) refuse(`names "${account}", which is no account`)
    const members = isObject(value) ? Object.entries(value) : refuse(`has no object for ${account}`)
    const read = members.map(([name, most]): [keyof Quotas, number] => {
      const quota = Object.hasOwn(quotaNames, name) ? quotaNames[name] : undefined
      if (quota === undefined) return refuse(`has "${name}", which is not one of ${Object.keys(quotaNames).join(', ')}`)
      if (!Number.isInteger(most) || (most as number) < 0) return refuse(`has no whole number for ${name}`)
      return [quota, most as number]
    })
    return [account, Object.fromEntries(read)] as const
  })
  return Object.fromEntries(entries)
}

const parseObject = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const rateLimits = (given: string | undefined): readonly RateLimit[] =>
  (given ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [rateLimit(each.trim())]))

/** `[<account>:]<action or pattern>=<calls a second>/<burst>` */
const rateLimit = (text: string): RateLimit => {
  const match = /^(?:(\d{12}):)?([A-Za-z*]{1,64})=(\d{1,6}(?:\.\d{1,6})?)\/(\d{1,6})$/.exec(text)
  const [, accountId, actions, perSecond, burst] = match ?? []
  if (actions === undefined || !(Number(perSecond) > 0) || !(Number(burst) >= 1)) {
    const problem = `has "${text}", which is not [<account>:]<action or pattern>=<calls a second>/<burst>`
    throw new SettingError('WEIR_RATE_LIMITS', problem, 'UpdateApplication=0.5/5,*=50/100')
  }
  return { accountId, actions, rate: { perSecond: Number(perSecond), burst: Number(burst) } }
}

const auditUri = (given: string | undefined): string | undefined => {
  const uri = given?.replace(/\/+$/, '')
  if (uri === undefined || /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._=-]+)*$/.test(uri)) return uri
  throw new SettingError(
    'WEIR_AUDIT_S3_URI',
    `"${uri}" is not a bucket with plain path segments`,
    's3://weir-audit/trail',
  )
}
