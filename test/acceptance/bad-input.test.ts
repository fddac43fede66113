// What a client gets wrong, and the error AWS would give for it. Requests go over the raw wire, so that nothing is
// repaired or refused on the way.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { S3Client } from '@aws-sdk/client-s3'
import { brokenJar, flightsJar, proofApplication } from './harness/applications.ts'
import { filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { flinkLogs } from './harness/flink-logs.ts'
import { flinkProcesses } from './harness/processes.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'
import { send, type WireRequest } from './harness/wire.ts'

const bucket = 'bad-input'

let weir: Weir
let files: S3Client

beforeAll(async () => {
  weir = await startWeir()
  files = filesClient(weir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
  await call('CreateApplication', proofApplication({ name: 'taken', bucket }))
})
afterAll(async () => weir.destroy())

const call = (action: string, input: unknown) => send(weir, { action, body: JSON.stringify(input) })

/** The error's name, after checking that its form is AWS's. */
async function errorOf(request: WireRequest): Promise<{ name: string; message: string }> {
  const { status, requestId, body } = await send(weir, request)
  expect(status).toBe(400)
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  return { name: body.__type, message: body.message ?? body.Message ?? '' }
}
const refusal = (action: string, input: unknown) => errorOf({ action, body: JSON.stringify(input) })

const list = { action: 'ListApplications', body: '{}' }

describe('the signature', () => {
  it.each<[string, Partial<WireRequest>, string]>([
    ['no signature', { sign: false }, 'MissingAuthenticationTokenException'],
    ['a wrong secret', { secretAccessKey: 'not-the-secret' }, 'InvalidSignatureException'],
    ['an unknown key', { accessKeyId: 'AKIANOBODYKNOWSTHIS0' }, 'UnrecognizedClientException'],
    ['an old date', { date: new Date('2020-01-01T00:00:00Z') }, 'InvalidSignatureException'],
    ['a date to come', { date: new Date('2090-01-01T00:00:00Z') }, 'InvalidSignatureException'],
    ['another region', { region: 'eu-west-9' }, 'InvalidSignatureException'],
  ])('%s', async (_, wrong, name) => {
    expect(await errorOf({ ...list, ...wrong })).toMatchObject({ name })
  })

  it('is looked at before the action and the body', async () => {
    expect(await errorOf({ action: 'NoSuchAction', body: '{', sign: false })).toMatchObject({
      name: expect.stringMatching(/^(MissingAuthenticationToken|UnknownOperation)Exception$/),
    })
  })
})

describe('the request', () => {
  it('names an operation that does not exist', async () => {
    expect(await errorOf({ action: 'LaunchApplication', body: '{}' })).toMatchObject({
      name: 'UnknownOperationException',
    })
  })

  it.each([
    ['is cut off', '{"ApplicationName": "a'],
    ['is no object', '[]'],
    ['has a number where a string belongs', '{"ApplicationName": 7}'],
    ['has a list where a string belongs', '{"ApplicationName": ["a"]}'],
    ['has a string where a number belongs', '{"ApplicationName": "a", "IncludeAdditionalDetails": {}}'],
  ])('%s', async (_, body) => {
    expect(await errorOf({ action: 'DescribeApplication', body })).toMatchObject({ name: 'SerializationException' })
  })

  it('ignores members that it does not know and takes null for absent', async () => {
    const body = '{"ApplicationName": "taken", "Unheard": {"Of": 1}, "IncludeAdditionalDetails": null}'
    expect(await send(weir, { action: 'DescribeApplication', body })).toMatchObject({ status: 200 })
  })
})

describe('the members', () => {
  const good = {
    ApplicationName: 'n',
    RuntimeEnvironment: 'FLINK-2_2',
    ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
  }
  const create = (change: object) => refusal('CreateApplication', { ...good, ...change })

  it.each<[string, object, RegExp]>([
    ['a missing name', { ApplicationName: undefined }, /applicationName/i],
    ['a missing runtime', { RuntimeEnvironment: undefined }, /runtimeEnvironment/i],
    ['an empty name', { ApplicationName: '' }, /applicationName/i],
    ['a name of 129 characters', { ApplicationName: 'n'.repeat(129) }, /applicationName/i],
    ['a name with a blank', { ApplicationName: 'two words' }, /applicationName/i],
    ['an unknown runtime', { RuntimeEnvironment: 'FLINK-9_9' }, /runtimeEnvironment/i],
    ['a role that is no ARN', { ServiceExecutionRole: 'somebody' }, /serviceExecutionRole/i],
    ['a description of 1025 characters', { ApplicationDescription: 'd'.repeat(1025) }, /applicationDescription/i],
    ['a tag with an empty key', { Tags: [{ Key: '', Value: 'v' }] }, /tags/i],
    [
      'an empty property map',
      {
        ApplicationConfiguration: {
          EnvironmentProperties: { PropertyGroups: [{ PropertyGroupId: 'g', PropertyMap: {} }] },
        },
      },
      /propertyMap/i,
    ],
    ['a deprecated runtime', { RuntimeEnvironment: 'FLINK-1_11' }, /deprecated/],
    ['a role of another account', { ServiceExecutionRole: 'arn:aws:iam::999999999999:role/r' }, /account/],
    [
      'custom values without saying CUSTOM',
      {
        ApplicationConfiguration: {
          FlinkApplicationConfiguration: {
            ParallelismConfiguration: { ConfigurationType: 'DEFAULT', Parallelism: 4 },
          },
        },
      },
      /parallelism/i,
    ],
  ])('%s', async (_, change, mentions) => {
    expect(await create(change)).toEqual({
      name: 'InvalidArgumentException',
      message: expect.stringMatching(mentions),
    })
  })

  it('names every member at fault', async () => {
    const { message } = await create({ ApplicationName: '', RuntimeEnvironment: 'FLINK-9_9' })
    expect(message).toMatch(/^\d validation errors detected/)
    expect(message).toContain("'applicationName'")
    expect(message).toContain("'runtimeEnvironment'")
  })
})

describe('the state of things', () => {
  it.each<[string, string, object, string]>([
    [
      'a name that is taken',
      'CreateApplication',
      proofApplication({ name: 'taken', bucket }),
      'ResourceInUseException',
    ],
    ['an unknown name', 'DescribeApplication', { ApplicationName: 'nobody' }, 'ResourceNotFoundException'],
    ['starting an unknown name', 'StartApplication', { ApplicationName: 'nobody' }, 'ResourceNotFoundException'],
    [
      'a stale version',
      'UpdateApplication',
      { ApplicationName: 'taken', CurrentApplicationVersionId: 9, RuntimeEnvironmentUpdate: 'FLINK-2_2' },
      'ConcurrentModificationException',
    ],
    [
      'a wrong conditional token',
      'UpdateApplication',
      { ApplicationName: 'taken', ConditionalToken: 'bm90LXRoZS10b2tlbg', RuntimeEnvironmentUpdate: 'FLINK-2_2' },
      'ConcurrentModificationException',
    ],
    ['stopping what does not run', 'StopApplication', { ApplicationName: 'taken' }, 'ResourceInUseException'],
    [
      'a snapshot of what does not run',
      'CreateApplicationSnapshot',
      { ApplicationName: 'taken', SnapshotName: 's' },
      'InvalidRequestException',
    ],
    [
      'deleting with another create timestamp',
      'DeleteApplication',
      { ApplicationName: 'taken', CreateTimestamp: 1_000_000_000 },
      'ConcurrentModificationException',
    ],
    [
      'an unknown operation id',
      'DescribeApplicationOperation',
      { ApplicationName: 'taken', OperationId: 'nothing' },
      'ResourceNotFoundException',
    ],
  ])('%s', async (_, action, input, name) => {
    expect(await refusal(action, input)).toMatchObject({ name })
  })

  it('the code is not in the bucket', async () => {
    expect(
      await refusal('CreateApplication', proofApplication({ name: 'no-code', bucket, code: 'nowhere.jar' })),
    ).toEqual({
      name: 'InvalidArgumentException',
      message: expect.stringMatching(
        /unable to get the specified fileKey: nowhere\.jar in the specified bucket: (arn:aws:s3:::)?bad-input/,
      ),
    })
  })

  it('the bucket does not exist', async () => {
    expect(
      await refusal('CreateApplication', proofApplication({ name: 'no-bucket', bucket: 'no-such-bucket' })),
    ).toEqual({
      name: 'InvalidArgumentException',
      message: expect.stringContaining('unable to get the specified fileKey'),
    })
  })
})

describe('code that cannot run', () => {
  const noJar = () => {
    const file = join(weir.dataDir, '../no-jar.jar')
    writeFileSync(file, 'this is a text')
    return file
  }

  it.each<[string, () => string, RegExp]>([
    ['a jar that is not a jar', noJar, /jar|zip/i],
    ['a jar that names no main class', () => brokenJar(), /main|entry/i],
    ['a main class that is not in the jar', () => brokenJar('missing-main'), /main|entry|class/i],
    [
      'a main method that throws',
      () => brokenJar('throws-in-main'),
      /broken on purpose in main|the application could not be set up/,
    ],
    ['a main method that ends the JVM', () => brokenJar('exits'), /./],
    ['a main method that runs no job', () => brokenJar('no-job'), /./],
  ])('%s: the start fails, names its cause and leaves nothing running', async (what, jar, cause) => {
    const name = what.replaceAll(' ', '-')
    await upload(files, bucket, `${name}.jar`, jar())
    expect(await call('CreateApplication', proofApplication({ name, bucket, code: `${name}.jar` }))).toMatchObject({
      status: 200,
    })
    const { OperationId } = (await call('StartApplication', { ApplicationName: name })).body
    const ended = await until('the start to fail', async () => {
      const { body } = await call('DescribeApplicationOperation', { ApplicationName: name, OperationId })
      return body.ApplicationOperationInfoDetails.OperationStatus !== 'IN_PROGRESS' && body
    })
    expect(ended.ApplicationOperationInfoDetails).toMatchObject({
      OperationStatus: 'FAILED',
      OperationFailureDetails: { ErrorInfo: { ErrorString: expect.stringMatching(cause) } },
    })
    const { body } = await call('DescribeApplication', { ApplicationName: name })
    expect(body.ApplicationDetail.ApplicationStatus).toBe('READY')
    await until('no cluster to be left', async () => flinkProcesses(weir.dataDir).length === 0)
  })

  it('a job that fails again and again runs, cannot be stopped gracefully, and can by force', async () => {
    const name = 'restart-loop'
    await upload(files, bucket, 'loop.jar', brokenJar('throws-in-map'))
    await call('CreateApplication', proofApplication({ name, bucket, code: 'loop.jar' }))
    const status = async () =>
      (await call('DescribeApplication', { ApplicationName: name })).body.ApplicationDetail.ApplicationStatus as string
    const failures = () => flinkLogs(weir).split('switched from RUNNING to FAILED').length
    const startAnew = async () => {
      const before = failures()
      const fromNothing = { ApplicationRestoreConfiguration: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' } }
      await call('StartApplication', { ApplicationName: name, RunConfiguration: fromNothing })
      await until('it to run', async () => (await status()) === 'RUNNING')
      // by then Flink waits longer between two tries than a try takes
      await until('it to have failed often', async () => failures() >= before + 5)
    }
    await startAnew()
    const refused = async () => {
      const { body } = await call('StopApplication', { ApplicationName: name })
      if (body.__type === 'InvalidApplicationConfigurationException') return true
      // it met the job in one of its good moments: the stop then succeeds, or fails once its patience with the job ends
      const atRest = async () => (await status()).match(/^(READY|RUNNING)$/)?.[0]
      if ((await until('it to rest', atRest, { seconds: 240 })) === 'READY') await startAnew()
      return false
    }
    await until('a graceful stop to be refused', refused, { seconds: 600 })
    await call('StopApplication', { ApplicationName: name, Force: true })
    await until('it to be stopped', async () => (await status()) === 'READY')
    await until('no cluster to be left', async () => flinkProcesses(weir.dataDir).length === 0)
  })
})
