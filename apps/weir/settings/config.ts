import { isAbsolute, join, resolve } from 'node:path'
import { defaultCacheDir } from '@weir/engine/runtimes/config'
import { edgeConfig, type EdgeConfig } from './edge-config.ts'
import { faultConfig, type FaultConfig } from './fault-config.ts'
import { metricsConfig, type MetricsConfig } from './metrics-config.ts'
import { scalingConfig, type ScalingConfig } from './scaling-config.ts'
import type { SecretKeySettings } from '../identity/secret-key.ts'
import { type LogConfig, logConfig } from './log-config.ts'
import { setting, SettingError } from './setting.ts'

/** One WEIR_ROLE: the HTTP face, the reconciler with its clusters, or both in one process. */
export type ProcessRole = 'api' | 'worker' | 'all'

/** An S3 endpoint that is not the embedded one, and the key for it. */
export interface S3Settings {
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly pathStyle: boolean
}

/** Everything the environment decides, read once in main.ts and passed on. */
export interface Config {
  readonly role: ProcessRole
  readonly dataDir: string
  readonly cacheDir: string
  /** A file of releases that take the place of those Weir knows; absent = none. */
  readonly runtimeReleases?: string | undefined
  /** Address to bind to; loopback unless told otherwise. */
  readonly host: string
  readonly port: number
  readonly region: string
  /** Every region served, `region` among them. */
  readonly regions: readonly string[]
  readonly accountId: string
  readonly logLevel: string
  /** Absent = the embedded Postgres. */
  readonly databaseUrl?: string | undefined
  /** Absent = wake-ups through BullMQ's Postgres backend. */
  readonly redisUrl?: string | undefined
  /** Absent = the embedded S3 on `s3Port`. */
  readonly s3?: S3Settings | undefined
  readonly s3Port: number
  /** URI without a trailing slash. */
  readonly stateUri: string
  /** The administrator's key to install at first start; absent = generated. */
  readonly adminKey?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  /** What weir-default's applications use on an external S3; absent = the S3 settings' own key. */
  readonly defaultRoleKey?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  readonly strictRoles: boolean
  readonly secretKey: SecretKeySettings
  /** Whether new applications may name runtimes that AWS calls deprecated. */
  readonly deprecatedRuntimes: 'refuse' | 'allow'
  /** Whether SQL-1_0 applications may be created, which AWS no longer lets anybody do. */
  readonly sqlApplications: 'on' | 'off'
  /** Name of this worker host; absent = made once and kept in the data directory. */
  readonly workerHost?: string | undefined
  /** Where browsers find the API, an origin; absent = where a caller says it reached it. */
  readonly publicUrl?: string | undefined
  /** Where other processes of the installation reach this worker; absent = by its host's name. */
  readonly workerUrl?: string | undefined
  readonly leaseMs: number
  /** The largest savepoint that ImportSnapshot takes. */
  readonly largestImportBytes: number
  /** How many snapshots that the service took of its own accord an application keeps; absent = all. */
  readonly automaticSnapshotsKept?: number | undefined
  /** How long operations are listed after their end. */
  readonly operationRetentionMs: number
  readonly onStop: 'suspend' | 'keep'
  readonly sandbox: 'bubblewrap' | 'unshare' | 'off'
  readonly jobManagerMemoryMb: number
  readonly taskManagerMemoryMb: number
  /** Limits, audit and TLS. */
  readonly edge: EdgeConfig
  /** Of applications. */
  readonly logs: LogConfig
  readonly metrics: MetricsConfig
  readonly faults: FaultConfig
  readonly scaling: ScalingConfig
}

/** The one place that touches it. */
export const readEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env })

/** Reads and checks the environment. Throws SettingError with the variable, what is wrong and an example. */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  const read = setting(env)
  const role = read.choice('WEIR_ROLE', ['api', 'worker', 'all'] as const, 'all')
  const dataDir = resolve(read.text('WEIR_DATA_DIR', '.weir'))
  const databaseUrl = read.url(
    'DATABASE_URL',
    ['postgres:', 'postgresql:'],
    'postgresql://weir:secret@db.example:5432/weir',
  )
  const redisUrl = read.url('REDIS_URL', ['redis:', 'rediss:'], 'redis://cache.example:6379')
  const s3 = s3Settings(read)
  const region = read.matching('WEIR_REGION', regionForm, 'us-east-1')
  const config: Config = {
    role,
    dataDir,
    cacheDir: defaultCacheDir(env),
    runtimeReleases: read.optional('WEIR_RUNTIME_RELEASES'),
    host: read.text('WEIR_HOST', '127.0.0.1'),
    port: read.port('WEIR_PORT', 4580),
    region,
    regions: regionsOf(read, region),
    accountId: read.matching('WEIR_ACCOUNT_ID', /^\d{12}$/, '123456789012'),
    logLevel: read.choice('WEIR_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
    databaseUrl,
    redisUrl,
    s3,
    s3Port: read.port('WEIR_S3_PORT', 4581),
    stateUri: stateUri(read.optional('WEIR_STATE_URI'), dataDir),
    adminKey: adminKey(read),
    defaultRoleKey: read.pair('WEIR_DEFAULT_ROLE_ACCESS_KEY_ID', 'WEIR_DEFAULT_ROLE_SECRET_ACCESS_KEY'),
    strictRoles: read.flag('WEIR_STRICT_ROLES', false),
    secretKey: {
      key: read.optional('WEIR_SECRET_KEY'),
      file: read.optional('WEIR_SECRET_KEY_FILE'),
      previous: read.optional('WEIR_SECRET_KEY_PREVIOUS'),
    },
    deprecatedRuntimes: read.choice('WEIR_DEPRECATED_RUNTIMES', ['refuse', 'allow'] as const, 'refuse'),
    sqlApplications: read.choice('WEIR_SQL_APPLICATIONS', ['on', 'off'] as const, 'on'),
    workerHost: read.optionalMatching('WEIR_WORKER_HOST', /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'worker-1'),
    publicUrl: origin(read, 'WEIR_PUBLIC_URL', 'https://weir.example'),
    workerUrl: origin(read, 'WEIR_WORKER_URL', 'http://worker-1:4580'),
    largestImportBytes:
      read.integer('WEIR_LARGEST_IMPORT_MB', { min: 1, max: 100_000_000, fallback: 100_000 }) * 1_000_000,
    leaseMs: read.integer('WEIR_LEASE_SECONDS', { min: 5, max: 3600, fallback: 30 }) * 1000,
    automaticSnapshotsKept:
      read.integer('WEIR_AUTOMATIC_SNAPSHOTS_KEPT', { min: 0, max: 1_000, fallback: 0 }) || undefined,
    operationRetentionMs:
      read.integer('WEIR_OPERATION_RETENTION_DAYS', { min: 1, max: 3_650, fallback: 90 }) * 86_400_000,
    onStop: read.choice('WEIR_ON_STOP', ['suspend', 'keep'] as const, role === 'worker' ? 'keep' : 'suspend'),
    sandbox: read.choice('WEIR_SANDBOX', ['bubblewrap', 'unshare', 'off'] as const, 'bubblewrap'),
    jobManagerMemoryMb: read.integer('WEIR_JOB_MANAGER_MEMORY_MB', { min: 400, max: 65_536, fallback: 600 }),
    taskManagerMemoryMb: read.integer('WEIR_TASK_MANAGER_MEMORY_MB', { min: 500, max: 262_144, fallback: 800 }),
    edge: edgeConfig(read),
    logs: logConfig(read),
    metrics: metricsConfig(read),
    faults: faultConfig(read),
    scaling: scalingConfig(read),
  }
  if (role !== 'all') refuseEmbedded(config, read.optional('WEIR_STATE_URI'))
  return config
}

const regionForm = /^[a-z]{2}(-[a-z]+)+-\d$/

/** WEIR_REGIONS, with the home region whether it is named there or not. */
const regionsOf = (read: ReturnType<typeof setting>, home: string): readonly string[] => {
  const listed = read.text('WEIR_REGIONS', home).split(',')
  const regions = listed.map((each) => each.trim()).filter((each) => each !== '')
  const bad = regions.find((each) => !regionForm.test(each))
  if (bad !== undefined) {
    throw new SettingError('WEIR_REGIONS', `names "${bad}", which is no region`, 'us-east-1,eu-west-1')
  }
  return [...new Set([home, ...regions])]
}

/** Processes of one installation must share Postgres, S3 and the state root; the embedded ones belong to one process. */
const refuseEmbedded = (config: Config, givenStateUri: string | undefined): void => {
  const why = `is needed when WEIR_ROLE is ${config.role}, because api and workers are separate processes that share it`
  if (config.databaseUrl === undefined) {
    throw new SettingError('DATABASE_URL', why, 'postgresql://weir:secret@db.example:5432/weir')
  }
  if (config.s3 === undefined) throw new SettingError('S3_ENDPOINT', why, 'https://s3.example')
  if ((config.secretKey.key ?? config.secretKey.file) === undefined) {
    throw new SettingError('WEIR_SECRET_KEY', why, 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=')
  }
  if (givenStateUri === undefined) throw new SettingError('WEIR_STATE_URI', why, 's3://weir-state/production')
}

/** Signatures that name a key of any other form are refused unread, so such a key could never be used. */
const adminKey = (read: ReturnType<typeof setting>): Config['adminKey'] => {
  const key = read.pair('WEIR_ADMIN_ACCESS_KEY_ID', 'WEIR_ADMIN_SECRET_ACCESS_KEY')
  if (key === undefined || /^\w{1,128}$/.test(key.accessKeyId)) return key
  const problem = 'is not 1 to 128 letters, digits and underscores'
  throw new SettingError('WEIR_ADMIN_ACCESS_KEY_ID', problem, 'AKIAIOSFODNN7EXAMPLE')
}

/** A URL with nothing behind its host and port: paths are put behind it. */
const origin = (read: ReturnType<typeof setting>, name: string, example: string): string | undefined => {
  const url = read.url(name, ['http:', 'https:'], example)
  if (url === undefined || new URL(url).origin === url.replace(/\/$/, '')) return url?.replace(/\/$/, '')
  throw new SettingError(name, 'has more than a scheme, a host and a port', example)
}

const s3Settings = (read: ReturnType<typeof setting>): S3Settings | undefined => {
  const endpoint = read.url('S3_ENDPOINT', ['http:', 'https:'], 'https://s3.example')
  if (endpoint === undefined) return undefined
  const keys = read.pair('S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY')
  if (keys === undefined) {
    throw new SettingError('S3_ACCESS_KEY_ID', 'is needed when S3_ENDPOINT is set', 'AKIAIOSFODNN7EXAMPLE')
  }
  return { endpoint: endpoint.replace(/\/+$/, ''), ...keys, pathStyle: read.flag('S3_PATH_STYLE', true) }
}

const stateUri = (given: string | undefined, dataDir: string): string => {
  if (given === undefined) return `file:${join(dataDir, 'state')}`
  const example = 's3://weir-state/production or file:/var/lib/weir/state'
  const uri = given.replace(/\/+$/, '')
  if (uri.startsWith('s3://')) {
    if (/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._=-]+)*$/.test(uri)) return uri
    throw new SettingError('WEIR_STATE_URI', `"${given}" is not a bucket with plain path segments`, example)
  }
  if (!uri.startsWith('file:'))
    throw new SettingError('WEIR_STATE_URI', `"${given}" is neither s3:// nor file:`, example)
  const path = uri.slice('file:'.length).replace(/^\/{2,}/, '/')
  if (isAbsolute(path) && !path.split('/').includes('..')) return `file:${path}`
  throw new SettingError('WEIR_STATE_URI', `"${given}" is not an absolute path`, example)
}
