import { loadConfig } from './config.ts'

const production = {
  WEIR_ROLE: 'worker',
  DATABASE_URL: 'postgresql://weir:pw@db:5432/weir',
  S3_ENDPOINT: 'https://s3.example/',
  S3_ACCESS_KEY_ID: 'AKIA1',
  S3_SECRET_ACCESS_KEY: 'secret',
  WEIR_STATE_URI: 's3://state/prod/',
  WEIR_SECRET_KEY_FILE: '/run/secrets/weir',
}

it('serves the home region and those that are listed', () => {
  const regions = (WEIR_REGIONS: string) => loadConfig({ WEIR_REGION: 'eu-west-1', WEIR_REGIONS }).regions
  expect(regions('')).toEqual(['eu-west-1'])
  expect(regions('us-east-1, eu-west-1,us-gov-west-1')).toEqual(['eu-west-1', 'us-east-1', 'us-gov-west-1'])
})

it('gives the embedded defaults for an empty environment', () => {
  const config = loadConfig({ WEIR_DATA_DIR: '/data/weir' })
  expect(config).toMatchObject({
    role: 'all',
    host: '127.0.0.1',
    port: 4580,
    s3Port: 4581,
    region: 'us-east-1',
    accountId: '123456789012',
    stateUri: 'file:/data/weir/state',
    onStop: 'suspend',
    strictRoles: false,
    deprecatedRuntimes: 'refuse',
    sqlApplications: 'on',
  })
  expect(config.databaseUrl).toBeUndefined()
  expect(config.s3).toBeUndefined()
})

it('takes each production setting by itself', () => {
  expect(loadConfig({ REDIS_URL: 'redis://r:6379' })).toMatchObject({
    redisUrl: 'redis://r:6379',
    databaseUrl: undefined,
  })
  expect(loadConfig({ DATABASE_URL: 'postgres://d/x' })).toMatchObject({ databaseUrl: 'postgres://d/x', s3: undefined })
})

it('reads a worker of a compose file, whose clusters outlive it', () => {
  expect(loadConfig(production)).toMatchObject({
    role: 'worker',
    onStop: 'keep',
    stateUri: 's3://state/prod',
    s3: { endpoint: 'https://s3.example', pathStyle: true },
  })
})

it('treats an empty value as absent, as compose files give it', () => {
  expect(loadConfig({ REDIS_URL: '', WEIR_PORT: ' ' })).toMatchObject({ redisUrl: undefined, port: 4580 })
})

it('keeps downloads where it is told, else where XDG says', () => {
  expect(loadConfig({ WEIR_CACHE_DIR: '/c', XDG_CACHE_HOME: '/x' }).cacheDir).toBe('/c')
  expect(loadConfig({ WEIR_CACHE_DIR: '', XDG_CACHE_HOME: '/x' }).cacheDir).toBe('/x/weir')
})

it.each([
  [{ WEIR_ADMIN_ACCESS_KEY_ID: 'a-key', WEIR_ADMIN_SECRET_ACCESS_KEY: 's' }, /^WEIR_ADMIN_ACCESS_KEY_ID is not/],
  [{ WEIR_PORT: 'http' }, /^WEIR_PORT has the value "http", .* Example: WEIR_PORT=4580$/],
  [{ WEIR_PORT: '70000' }, /^WEIR_PORT .*whole number from 1 to 65535/],
  [{ WEIR_ROLE: 'both' }, /^WEIR_ROLE has the value "both", which is not one of api, worker, all/],
  [{ WEIR_REGION: 'Mars' }, /^WEIR_REGION/],
  [{ WEIR_ACCOUNT_ID: '12' }, /^WEIR_ACCOUNT_ID/],
  [{ WEIR_LOG_LEVEL: 'loud' }, /^WEIR_LOG_LEVEL/],
  [{ DATABASE_URL: 'mysql://secret@d/x' }, /^DATABASE_URL does not begin with postgres:/],
  [{ REDIS_URL: 'not a url' }, /^REDIS_URL is not a URL. Example: REDIS_URL=redis:/],
  [{ S3_ENDPOINT: 'https://s3' }, /^S3_ACCESS_KEY_ID is needed when S3_ENDPOINT is set/],
  [{ S3_ENDPOINT: 'https://s3', S3_ACCESS_KEY_ID: 'x' }, /^S3_SECRET_ACCESS_KEY is needed beside S3_ACCESS_KEY_ID/],
  [{ WEIR_STATE_URI: 'gs://x' }, /^WEIR_STATE_URI "gs:\/\/x" is neither/],
  [{ WEIR_STATE_URI: 's3://B' }, /^WEIR_STATE_URI/],
  [{ WEIR_STATE_URI: 'file:relative/x' }, /^WEIR_STATE_URI .*not an absolute path/],
  [{ WEIR_STATE_URI: 'file:/a/../b' }, /^WEIR_STATE_URI/],
  [{ WEIR_PUBLIC_URL: 'https://weir.example/sub' }, /^WEIR_PUBLIC_URL has more than/],
  [{ WEIR_WORKER_URL: 'worker-1:4580' }, /^WEIR_WORKER_URL does not begin with http:/],
  [{ WEIR_STRICT_ROLES: 'yes' }, /^WEIR_STRICT_ROLES has the value "yes"/],
  [{ ...production, DATABASE_URL: '' }, /^DATABASE_URL is needed when WEIR_ROLE is worker/],
  [{ ...production, S3_ENDPOINT: '' }, /^S3_ENDPOINT is needed when WEIR_ROLE is worker/],
  [{ ...production, WEIR_SECRET_KEY_FILE: '' }, /^WEIR_SECRET_KEY is needed when WEIR_ROLE is worker/],
  [{ WEIR_REGIONS: 'eu-west-1,nowhere' }, /^WEIR_REGIONS names "nowhere", which is no region/],
  [{ ...production, WEIR_STATE_URI: '' }, /^WEIR_STATE_URI is needed when WEIR_ROLE is worker/],
  [{ WEIR_ADMIN_ACCESS_KEY_ID: 'x' }, /^WEIR_ADMIN_SECRET_ACCESS_KEY is needed beside/],
])('refuses %j with the variable, the problem and an example', (environment, message) => {
  expect(() => loadConfig(environment)).toThrow(message)
})

it('never repeats a value that may hold a password', () => {
  expect(() => loadConfig({ DATABASE_URL: 'mysql://weir:hunter2@d/x' })).not.toThrow(/hunter2/)
})
