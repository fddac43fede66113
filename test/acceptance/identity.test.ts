// Who may do what: users, policies, roles, sessions, accounts and regions, administered by the `weir` command.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './harness/tools.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'
import { send, type WireAnswer, type WireRequest } from './harness/wire.ts'

const account = '123456789012'
const other = '210987654321'
const role = `arn:aws:iam::${account}:role/weir-default`
const app = (name: string, region = 'us-east-1') => `arn:aws:kinesisanalytics:${region}:${account}:application/${name}`

type Key = Pick<WireRequest, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>

let weir: Weir
let folder: string
let ci: Key & { accessKeyId: string }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'weir-identity-'))
  weir = await startWeir({ WEIR_REGIONS: 'us-east-1,eu-west-1' })
})
afterAll(async () => {
  await weir.destroy()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the command with the administrator's key, or another. */
const command = (words: string, key?: Key): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const keys = key && {
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_SESSION_TOKEN: key.sessionToken,
    }
    const env = { PATH: process.env.PATH, WEIR_ENDPOINT: weir.endpoint, WEIR_DATA_DIR: weir.dataDir, ...keys }
    execFile(process.execPath, ['scripts/weir.mjs', ...words.split(' ')], { cwd: root, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })

/** The command's answer as JSON; it must succeed. */
const answer = async (words: string, key?: Key): Promise<any> => {
  const { code, out, err } = await command(`${words} --json`, key)
  if (code !== 0) throw new Error(`weir ${words}: ${err}`)
  return JSON.parse(out)
}

const keyOf = ({ AccessKeyId, SecretAccessKey, SessionToken }: any) => ({
  accessKeyId: AccessKeyId as string,
  secretAccessKey: SecretAccessKey as string,
  ...(SessionToken === undefined ? {} : { sessionToken: SessionToken as string }),
})

const putPolicy = async (name: string, ...Statement: object[]): Promise<void> => {
  const file = join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement }))
  await answer(`policy put ${name} --file ${file}`)
}

const call = (action: string, input: object, key: Key = {}, region = 'us-east-1'): Promise<WireAnswer> =>
  send(weir, { action, body: JSON.stringify(input), region, ...key })

const create = (name: string, key?: Key, more: object = {}, region?: string) =>
  call(
    'CreateApplication',
    { ApplicationName: name, RuntimeEnvironment: 'FLINK-2_2', ServiceExecutionRole: role, ...more },
    key,
    region,
  )

const denied = (action: string, resource: string, why: string, user = `arn:aws:iam::${account}:user/ci`) => ({
  status: 400,
  body: expect.objectContaining({
    __type: expect.stringContaining('AccessDeniedException'),
    message: `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  }),
})
const notAllowed = (action: string) => `because no identity-based policy allows the ${action} action`

it('a CI user works on its own applications and on no others', async () => {
  await answer('users create ci')
  ci = keyOf((await answer('keys create --user ci')).AccessKey)
  const nothing = await create('ci-1', ci)
  expect(nothing).toMatchObject(
    denied('kinesisanalytics:CreateApplication', app('ci-1'), notAllowed('kinesisanalytics:CreateApplication')),
  )

  await putPolicy(
    'ci-only',
    {
      Effect: 'Allow',
      Action: 'kinesisanalytics:*',
      Resource: `arn:aws:kinesisanalytics:*:${account}:application/ci-*`,
    },
    { Effect: 'Deny', Action: 'kinesisanalytics:DeleteApplication', Resource: '*' },
  )
  expect(await command('policy attach ci-only --user ci')).toMatchObject({ code: 0 })

  expect(await create('ci-1', ci)).toMatchObject(denied('iam:PassRole', role, notAllowed('iam:PassRole')))
  await putPolicy('pass', {
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: role,
    Condition: { StringEquals: { 'iam:PassedToService': 'kinesisanalytics.amazonaws.com' } },
  })
  await answer('policy attach pass --user ci')
  expect((await create('ci-1', ci)).status).toBe(200)
  expect((await create('prod')).status).toBe(200)

  const describe = 'kinesisanalytics:DescribeApplication'
  expect((await call('DescribeApplication', { ApplicationName: 'ci-1' }, ci)).status).toBe(200)
  // alike, whether there is one or not
  for (const name of ['prod', 'nothing']) {
    const refused = await call('DescribeApplication', { ApplicationName: name }, ci)
    expect(refused).toMatchObject(denied(describe, app(name), notAllowed(describe)))
  }
  expect(await call('ListApplications', {}, ci)).toMatchObject(
    denied('kinesisanalytics:ListApplications', '*', notAllowed('kinesisanalytics:ListApplications')),
  )
  expect(await call('DeleteApplication', { ApplicationName: 'ci-1', CreateTimestamp: 1 }, ci)).toMatchObject(
    denied('kinesisanalytics:DeleteApplication', app('ci-1'), 'with an explicit deny in an identity-based policy'),
  )
})

it('a policy can ask for tags, of the resource and of the request', async () => {
  await answer('users create tagger')
  const tagger: Key = keyOf((await answer('keys create --user tagger')).AccessKey)
  await putPolicy(
    'blue-only',
    {
      Effect: 'Allow',
      Action: 'kinesisanalytics:DescribeApplication',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
    },
    {
      Effect: 'Allow',
      Action: ['kinesisanalytics:CreateApplication', 'iam:PassRole'],
      Resource: '*',
    },
    {
      Effect: 'Deny',
      Action: 'kinesisanalytics:CreateApplication',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestTag/team': 'blue' } },
    },
  )
  await answer('policy attach blue-only --user tagger')
  const red = await create('red', tagger, { Tags: [{ Key: 'team', Value: 'red' }] })
  expect(red.body.message).toContain('with an explicit deny in an identity-based policy')
  expect((await create('blue', tagger, { Tags: [{ Key: 'team', Value: 'blue' }] })).status).toBe(200)
  expect((await call('DescribeApplication', { ApplicationName: 'blue' }, tagger)).status).toBe(200)
  expect((await call('DescribeApplication', { ApplicationName: 'ci-1' }, tagger)).body.message).toContain(
    'no identity-based policy allows',
  )
})

it('a session acts as its role, and ends', async () => {
  await answer('roles put deploy/reader --role-region eu-west-1')
  await answer('policy attach arn:aws:iam::aws:policy/AmazonKinesisAnalyticsReadOnly --role deploy/reader')
  const refused = await command('sessions create --role deploy/reader', ci)
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not authorized to perform: sts:AssumeRole'),
  })

  const created = await answer('sessions create --role deploy/reader --session-name night')
  expect(created.Arn).toBe(`arn:aws:sts::${account}:assumed-role/deploy/reader/night`)
  const session = keyOf(created.Credentials)
  expect((await call('ListApplications', {}, session)).status).toBe(200)
  const stop = 'kinesisanalytics:StopApplication'
  expect(await call('StopApplication', { ApplicationName: 'ci-1' }, session)).toMatchObject(
    denied(stop, app('ci-1'), notAllowed(stop), created.Arn),
  )
  const { sessionToken: _, ...withoutToken } = session as Key
  expect((await call('ListApplications', {}, withoutToken)).body.__type).toContain('UnrecognizedClientException')

  const own = keyOf((await answer('sessions create --duration-seconds 2', ci)).Credentials)
  expect((await call('DescribeApplication', { ApplicationName: 'ci-1' }, own)).status).toBe(200)
  await until('the session to end', async () => {
    const { body } = await call('DescribeApplication', { ApplicationName: 'ci-1' }, own)
    return body.__type?.includes('ExpiredTokenException')
  })
})

it('another account sees nothing of the first', async () => {
  const made = await answer(`accounts create --name tenant --id ${other}`)
  const tenant = keyOf(made.AdministratorAccessKey)
  const user = `arn:aws:iam::${other}:user/admin`
  expect((await call('ListApplications', {}, tenant)).body.ApplicationSummaries).toEqual([])
  const [foreign, nothing] = await Promise.all(
    ['ci-1', 'nothing'].map((ApplicationName) => call('DescribeApplication', { ApplicationName }, tenant)),
  )
  expect(foreign?.body.__type).toContain('ResourceNotFoundException')
  expect(JSON.stringify(foreign?.body)).toBe(JSON.stringify(nothing?.body).replaceAll('nothing', 'ci-1'))
  const [tags, none] = await Promise.all(
    ['ci-1', 'nothing'].map((name) => call('ListTagsForResource', { ResourceARN: app(name) }, tenant)),
  )
  expect(tags?.status).toBe(400)
  expect(JSON.stringify(tags?.body)).toBe(JSON.stringify(none?.body).replaceAll('nothing', 'ci-1'))

  const own = await create('ci-1', tenant, { ServiceExecutionRole: `arn:aws:iam::${other}:role/any` })
  expect(own.body.ApplicationDetail.ApplicationARN).toBe(app('ci-1').replace(account, other))
  expect((await create('stolen', tenant)).status).toBe(400)
  expect((await answer('users list', tenant)).Users).toEqual([expect.objectContaining({ Arn: user })])
  expect(await command(`keys delete ${ci.accessKeyId}`, tenant)).toMatchObject({ code: 1, err: /NoSuchEntity/ })
  expect(await command('accounts create --name third', tenant)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`User: ${user} is not authorized to perform: organizations:CreateAccount`),
  })
  expect((await answer('accounts list', tenant)).Accounts).toHaveLength(1)
  expect((await answer('accounts list')).Accounts).toHaveLength(2)
})

it('two regions keep the same name apart, and a third is refused', async () => {
  expect((await create('ci-1', ci, {}, 'eu-west-1')).body.ApplicationDetail.ApplicationARN).toBe(
    app('ci-1', 'eu-west-1'),
  )
  const names = async (region: string): Promise<string[]> => {
    const { body } = await call('ListApplications', {}, {}, region)
    return body.ApplicationSummaries.map((each: any) => each.ApplicationName)
  }
  expect(await names('eu-west-1')).toEqual(['ci-1'])
  expect(await names('us-east-1')).toEqual(['blue', 'ci-1', 'prod'])
  const third = await call('ListApplications', {}, {}, 'ap-south-1')
  expect(third.body.message).toContain("Credential should be scoped to a valid region, not 'ap-south-1'.")
})

it('an API token stands for its user until it is revoked', async () => {
  const { ApiToken: created } = await answer('tokens create --user ci --name pipeline')
  const ask = () =>
    fetch(`${weir.endpoint}/v1/identity/users`, { headers: { authorization: `Bearer ${created.Token}` } })
  const refused = await ask()
  expect(refused.status).toBe(403)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  expect(((await refused.json()) as any).detail).toContain(`User: arn:aws:iam::${account}:user/ci is not authorized`)
  await answer(`tokens revoke ${created.TokenId}`)
  expect(((await (await ask()).json()) as any).detail).toBe('The API token included in the request is invalid.')
})

it('a key that is inactive or deleted opens nothing', async () => {
  const works = async (): Promise<boolean> =>
    (await call('DescribeApplication', { ApplicationName: 'ci-1' }, ci)).status === 200
  expect(await works()).toBe(true)
  const { out } = await command('keys list --user ci')
  expect(out).toMatch(new RegExp(`ci +${ci.accessKeyId} +Active +\\S+ +\\d{4}-`))
  await answer(`keys deactivate ${ci.accessKeyId}`)
  const refused = await call('DescribeApplication', { ApplicationName: 'ci-1' }, ci)
  expect(refused.body.__type).toContain('UnrecognizedClientException')
  await answer(`keys activate ${ci.accessKeyId}`)
  expect(await works()).toBe(true)
  await answer(`keys delete ${ci.accessKeyId}`)
  expect(await works()).toBe(false)
})

it('a mistake is told by what is wrong', async () => {
  const file = join(folder, 'bad.json')
  writeFileSync(file, JSON.stringify({ Statement: { Effect: 'Allow', Action: 'Start', Resource: '*' } }))
  const bad = await command(`policy put bad --file ${file}`)
  expect(bad.code).toBe(1)
  expect(bad.err).toContain('MalformedPolicyDocumentException: Statement[0].Action has the value "Start"')
  expect(await command('keys create')).toMatchObject({ code: 2, err: expect.stringContaining('--user is needed') })
  expect(await command('users create ci')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^EntityAlreadyExists/),
  })
  expect(await command('policy delete ci-only')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^DeleteConflict/),
  })
  expect(await command('users create a/b')).toMatchObject({ code: 1, err: expect.stringMatching(/must match pattern/) })
})

it('the key for secrets belongs to the data directory, and a wrong one stops the start', async () => {
  const file = join(weir.dataDir, 'secret-key')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const right = readFileSync(file)
  await weir.stop()
  writeFileSync(file, Buffer.alloc(32, 7).toString('base64'))
  weir.launch()
  await until('it to refuse', async () => weir.log().includes('which is not WEIR_SECRET_KEY'))
  await until('it to end', async () => {
    try {
      weir.pid()
      return false
    } catch {
      return true
    }
  })
  writeFileSync(file, right)
  await weir.start()
  expect((await call('ListApplications', {})).status).toBe(200)
})
