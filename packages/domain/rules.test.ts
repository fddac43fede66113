import { aDeployment, anObservation, anOperation, aSnapshot, refusalOf } from '@weir/testkit'
import fc from 'fast-check'
import type { JobState } from './ports/engine.ts'
import { accountOfRole, applicationArn, bucketOfArn, isLogStreamArn, parseApplicationArn } from './arn.ts'
import { requireCurrentVersion } from './versions/concurrency.ts'
import { describeOperation } from './describe/describe-operation.ts'
import { describeSnapshot } from './describe/describe-snapshot.ts'
import { requireRunningJob, seenJobState } from './run/downtime.ts'
import { defaultMaintenanceWindowStart, maintenanceWindowEnd } from './maintenance-window.ts'
import { cutPage, decodeToken, encodeToken } from './paging.ts'
import { defaultQuotas, requireRoomForApplication, requireRoomForSnapshot } from './limits/quota.ts'
import { isOlderRuntime, requireRunnable, runnableRuntimes } from './runtime-catalogue.ts'
import { stopSnapshotName, updateSnapshotName } from './snapshots/snapshot-names.ts'
import { readTags, requireRoomForTags } from './limits/tags.ts'
import { sameSecond } from './describe/whole-seconds.ts'

describe('ARNs', () => {
  it.each([
    ['us-east-1', 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/flights'],
    ['cn-north-1', 'arn:aws-cn:kinesisanalytics:cn-north-1:123456789012:application/flights'],
    ['us-gov-west-1', 'arn:aws-us-gov:kinesisanalytics:us-gov-west-1:123456789012:application/flights'],
  ])('of applications in %s are made and read', (region, arn) => {
    const identity = { region, accountId: '123456789012', name: 'flights' }
    expect(applicationArn(identity)).toBe(arn)
    expect(parseApplicationArn(arn)).toEqual(identity)
  })

  it.each(['arn:aws:kinesisanalytics:us-east-1:123456789012:snapshot/s', 'arn:aws:s3:::b', 'flights'])(
    'of other things name no application: %s',
    (arn) => {
      expect(parseApplicationArn(arn)).toBeUndefined()
    },
  )

  it('of roles, buckets and log streams are taken by form', () => {
    expect(accountOfRole('arn:aws:iam::123456789012:role/service-role/r')).toBe('123456789012')
    expect(accountOfRole('arn:aws:iam::123456789012:user/u')).toBeUndefined()
    expect(bucketOfArn('arn:aws:s3:::my.code-bucket')).toBe('my.code-bucket')
    expect(bucketOfArn('arn:aws:s3:::bucket/key')).toBeUndefined()
    expect(isLogStreamArn('arn:aws:logs:eu-west-1:123456789012:log-group:/a/b:log-stream:c')).toBe(true)
    expect(isLogStreamArn('arn:aws:logs:eu-west-1:123456789012:log-group:/a/b:*')).toBe(false)
  })
})

describe('the newest version', () => {
  const application = { versionId: 4, conditionalToken: 'now' }

  it('is known by its number, its token or both', () => {
    requireCurrentVersion(application, { CurrentApplicationVersionId: 4 })
    requireCurrentVersion(application, { ConditionalToken: 'now' })
    requireCurrentVersion(application, { CurrentApplicationVersionId: 4, ConditionalToken: 'now' })
  })

  it.each([
    [{ CurrentApplicationVersionId: 3 }],
    [{ ConditionalToken: 'then' }],
    [{ CurrentApplicationVersionId: 4, ConditionalToken: 'then' }],
    [{ CurrentApplicationVersionId: 3, ConditionalToken: 'now' }],
  ])('is not %j', async (seen) => {
    expect(await refusalOf(() => requireCurrentVersion(application, seen))).toMatchObject({
      name: 'ConcurrentModificationException',
    })
  })

  it('must be named somehow', async () => {
    expect(await refusalOf(() => requireCurrentVersion(application, {}))).toMatchObject({
      name: 'InvalidArgumentException',
    })
  })
})

describe('the job as it was last seen', () => {
  const job = (state: JobState) => ({ state, allTasksRunning: state === 'RUNNING', parallelism: 1, restarts: 0 })
  const running = aDeployment({ applicationId: 'a', state: 'running', observation: anObservation() })

  it('runs when its manager serves it', () => {
    expect(seenJobState(running)).toBe('RUNNING')
    requireRunningJob({ name: 'flights' }, running)
  })

  it.each([
    ['there is no deployment', undefined],
    ['it was never seen', { ...running, observation: undefined }],
    ['its cluster is being replaced', { ...running, state: 'launched' as const }],
    ['its manager is gone', { ...running, observation: anObservation({ manager: 'exited' }) }],
    ['it restarts', { ...running, observation: anObservation({ job: job('RESTARTING') }) }],
  ])('is in downtime when %s', async (_, deployment) => {
    expect(await refusalOf(() => requireRunningJob({ name: 'flights' }, deployment))).toMatchObject({
      name: 'InvalidApplicationConfigurationException',
      message:
        "Failed to take snapshot for the application flights at this moment. The application is currently experiencing downtime. Please check the application's CloudWatch metrics or CloudWatch logs for any possible errors and retry the request. You can also retry the request after disabling the snapshots in the Managed Service for Apache Flink console or by updating the ApplicationSnapshotConfiguration through the AWS SDK",
    })
  })
})

describe('operations and snapshots', () => {
  it('show the versions only of an operation that changed them, and the cause cut where AWS cuts', () => {
    const operation = anOperation({
      applicationId: 'a',
      status: 'FAILED',
      error: 'x'.repeat(600),
      endedAt: new Date(5000),
    })
    expect(describeOperation(operation)).toMatchObject({
      Operation: 'StartApplication',
      OperationStatus: 'FAILED',
      EndTime: new Date(5000),
      ApplicationVersionChangeDetails: undefined,
      OperationFailureDetails: { ErrorInfo: { ErrorString: 'x'.repeat(512) } },
    })
    expect(describeOperation({ ...operation, error: undefined, versionFrom: 1, versionTo: 2 })).toMatchObject({
      ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
      OperationFailureDetails: undefined,
    })
  })

  it('show a snapshot with the second it was made in and its key', () => {
    const snapshot = aSnapshot({ applicationId: 'a', name: 's1', createdAt: new Date(1999) })
    expect(describeSnapshot(snapshot, { keyType: 'AWS_OWNED_KEY' })).toEqual({
      SnapshotName: 's1',
      SnapshotStatus: 'CREATING',
      ApplicationVersionId: 1,
      SnapshotCreationTimestamp: new Date(1000),
      RuntimeEnvironment: 'FLINK-2_2',
      ApplicationEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
    })
  })

  it('name the snapshots of the service as AWS does', () => {
    expect(stopSnapshotName('flights', new Date(1_700_000_000_123))).toBe('STOP-flights-1700000000123')
    expect(updateSnapshotName('flights', new Date(5))).toBe('UPDATEAPPLICATION-flights-5')
  })
})

describe('pages', () => {
  it('have a last entry only when there is more', () => {
    expect(cutPage([1, 2, 3], 2)).toEqual({ entries: [1, 2], last: 2 })
    expect(cutPage([1, 2], 2)).toEqual({ entries: [1, 2] })
  })

  it('go on from any name that the model allows', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9_.-]{1,256}$/), (name) => {
        const token = encodeToken('snapshot', name)
        expect(token.length).toBeLessThanOrEqual(512)
        expect(decodeToken('snapshot', token)).toBe(name)
      }),
    )
  })

  it.each(['', 'nonsense', '***', encodeToken('operation', 'x'), btoa('snapshot:')])(
    'refuse the token %j',
    async (token) => {
      expect(await refusalOf(() => decodeToken('snapshot', token))).toMatchObject({ name: 'InvalidArgumentException' })
    },
  )
})

describe('tags', () => {
  it('have a value, be it empty', () => {
    expect(readTags([{ Key: 'a' }, { Key: 'b', Value: 'c' }])).toEqual([
      { key: 'a', value: '' },
      { key: 'b', value: 'c' },
    ])
  })

  it('refuse a key given twice and the keys of AWS', () => {
    expect(() => readTags([{ Key: 'a' }, { Key: 'a' }])).toThrow('The provided tag map contains duplicate tag key')
    expect(() => readTags([{ Key: 'aws:cloudformation:stack-name' }])).toThrow(/reserved/)
  })

  it('count each key once', async () => {
    const tags = Array.from({ length: 50 }, (_, n) => ({ key: String(n), value: '' }))
    requireRoomForTags(tags, tags, 50)
    expect(await refusalOf(() => requireRoomForTags(tags, [{ key: 'more', value: '' }], 50))).toMatchObject({
      name: 'TooManyTagsException',
    })
  })
})

describe('quotas', () => {
  it('are full when they are full', async () => {
    const full = { name: 'LimitExceededException' }
    requireRoomForApplication(99, defaultQuotas)
    requireRoomForSnapshot(999, defaultQuotas)
    expect(await refusalOf(() => requireRoomForApplication(100, defaultQuotas))).toMatchObject(full)
    expect(await refusalOf(() => requireRoomForSnapshot(1000, defaultQuotas))).toMatchObject(full)
  })
})

describe('runtimes', () => {
  it('say which of them run here', async () => {
    expect(runnableRuntimes).toEqual(['FLINK-1_20', 'FLINK-2_2', 'FLINK-2_3'])
    expect(await refusalOf(() => requireRunnable('FLINK-1_15'))).toMatchObject({
      name: 'UnsupportedOperationException',
      message: expect.stringContaining('FLINK-1_20, FLINK-2_2, FLINK-2_3'),
    })
  })

  it('are older by number, not by spelling', () => {
    expect(isOlderRuntime('FLINK-1_8', 'FLINK-1_20')).toBe(true)
    expect(isOlderRuntime('FLINK-1_20', 'FLINK-2_2')).toBe(true)
    expect(isOlderRuntime('FLINK-2_2', 'FLINK-2_2')).toBe(false)
  })
})

describe('time', () => {
  it('has a maintenance window by region that may pass midnight', () => {
    expect(defaultMaintenanceWindowStart('us-east-1')).toBe('03:00')
    expect(defaultMaintenanceWindowStart('mars-north-1')).toBe('03:00')
    expect(maintenanceWindowEnd(defaultMaintenanceWindowStart('eu-west-1'))).toBe('06:00')
    expect(maintenanceWindowEnd('16:30')).toBe('00:30')
  })

  it('is compared by the second', () => {
    expect(sameSecond(new Date(1999), new Date(1000))).toBe(true)
    expect(sameSecond(new Date(1999), new Date(2000))).toBe(false)
  })
})
