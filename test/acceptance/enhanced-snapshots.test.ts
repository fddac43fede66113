// Enhanced snapshots outlive their application: one is exported to the user's bucket, the application deleted, the savepoint
// imported under another name, and a new application goes on from it with no record lost and none doubled.
import type { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2'
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication, role } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'
import { send } from './harness/wire.ts'

const bucket = 'enhanced'
const BucketARN = `arn:aws:s3:::${bucket}`

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client

beforeAll(async () => {
  weir = await startWeir()
  client = controlClient(weir)
  files = filesClient(weir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
})
afterAll(async () => weir.destroy())

// The JavaScript SDK does not know these actions yet.
const call = async (action: string, input: object): Promise<any> => {
  const { status, body } = await send(weir, { action, body: JSON.stringify(input) })
  if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`)
  return body
}
const operationEnds = (SnapshotName: string, SnapshotOperationId: string) =>
  until(
    `operation ${SnapshotOperationId} of ${SnapshotName} to end`,
    async () => {
      const asked = { SnapshotName, SnapshotOperationId }
      const { SnapshotOperationInfoDetails: details } = await call('DescribeSnapshotOperation', asked)
      return details.SnapshotOperationStatus !== 'IN_PROGRESS' && details
    },
    { seconds: 60 },
  )

/** A proof application in enhanced mode that writes where `output` says. */
const enhancedApplication = (name: string, output: string) => {
  const request = proofApplication({ name, bucket })
  const { EnvironmentProperties, ...configuration } = request.ApplicationConfiguration
  const [group] = EnvironmentProperties.PropertyGroups
  const PropertyMap = { ...group?.PropertyMap, OutputPath: `s3://${bucket}/${output}` }
  return {
    ...request,
    ApplicationConfiguration: {
      ...configuration,
      EnvironmentProperties: { PropertyGroups: [{ ...group, PropertyMap }] },
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: true, SnapshotMode: 'ENHANCED_SNAPSHOTS' },
    },
  }
}

it('carry state from one application over S3 to another', async () => {
  const watch = watcher(weir, client)
  const output = outputOf('first')
  const proof = () => readProof(files, bucket, output)
  const furtherThan = (seq: number) => until('more records', async () => (await proof()).highest > seq)

  await call('CreateApplication', enhancedApplication('first', output))
  await call('StartApplication', { ApplicationName: 'first' })
  await watch.reaches('first', 'RUNNING')
  const made = await call('CreateSnapshot', {
    ApplicationName: 'first',
    SnapshotName: 'on-the-way',
    Tags: [{ Key: 'team', Value: 'rivers' }],
  })
  expect(made).toMatchObject({ SnapshotStatus: 'CREATING', SnapshotOperationStatus: 'IN_PROGRESS' })
  expect(await operationEnds('on-the-way', made.SnapshotOperationId)).toMatchObject({
    SnapshotOperation: 'CreateSnapshot',
    SnapshotOperationStatus: 'SUCCESSFUL',
  })
  const { SnapshotInfoDetails: onTheWay } = await call('DescribeSnapshot', { SnapshotName: 'on-the-way' })
  expect(onTheWay).toMatchObject({
    SnapshotStatus: 'READY',
    SnapshotFormat: 'CANONICAL',
    RuntimeEnvironment: 'FLINK-2_2',
  })
  expect(onTheWay.SnapshotSizeInBytes).toBeGreaterThan(0)
  expect(await call('ListTagsForResource', { ResourceARN: made.SnapshotArn })).toEqual({
    Tags: [{ Key: 'team', Value: 'rivers' }],
  })

  await furtherThan(100)
  await call('StopApplication', { ApplicationName: 'first' })
  const { CreateTimestamp } = await watch.reaches('first', 'READY')
  const atStop = await proof()
  expect(atStop).toEqual(exactlyOnceUpTo(atStop.highest))
  const { SnapshotInfoList } = await call('ListSnapshots', { SnapshotInitiator: 'SYSTEM' })
  const [{ SnapshotName: last }] = SnapshotInfoList
  expect(last).toMatch(/^SYSTEMSNAPSHOT/)
  // Deleted at once: what is still being copied of the snapshot is waited for.
  await call('DeleteApplication', {
    ApplicationName: 'first',
    CreateTimestamp: Math.floor((CreateTimestamp?.getTime() ?? 0) / 1000),
  })
  await until(
    'the application to be gone',
    async () => (await call('ListApplications', {})).ApplicationSummaries.length === 0,
  )
  expect((await call('DescribeSnapshot', { SnapshotName: last })).SnapshotInfoDetails.SnapshotStatus).toBe('READY')

  const exported = await call('ExportSnapshot', {
    SnapshotName: last,
    ExportDestinationConfiguration: {
      DestinationType: 'S3',
      ExportRoleArn: role,
      DestinationS3PrefixLocation: { BucketARN, KeyPrefix: 'savepoints/' },
    },
  })
  const done = await operationEnds(last, exported.SnapshotOperationId)
  expect(done).toMatchObject({ SnapshotOperation: 'ExportSnapshot', SnapshotOperationStatus: 'SUCCESSFUL' })
  const { ExportedPrefix } = done.SnapshotDestinationLocationDescription.S3PrefixLocation
  const { Contents = [] } = await files.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${ExportedPrefix}/` }))
  expect(Contents.map(({ Key }) => Key)).toContain(`${ExportedPrefix}/_metadata`)

  const imported = await call('ImportSnapshot', {
    SnapshotName: 'brought-back',
    ImportSourceConfiguration: {
      SourceType: 'S3',
      ImportRoleArn: role,
      SourceS3PrefixLocation: { BucketARN, KeyPrefix: ExportedPrefix },
    },
  })
  expect(await operationEnds('brought-back', imported.SnapshotOperationId)).toMatchObject({
    SnapshotOperationStatus: 'SUCCESSFUL',
  })

  await call('CreateApplication', enhancedApplication('second', output))
  const ApplicationRestoreConfiguration = {
    ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
    SnapshotArn: imported.SnapshotArn,
  }
  await call('StartApplication', { ApplicationName: 'second', RunConfiguration: { ApplicationRestoreConfiguration } })
  await watch.reaches('second', 'RUNNING')
  const { ApplicationDetail } = await call('DescribeApplication', { ApplicationName: 'second' })
  expect(ApplicationDetail.ApplicationConfigurationDescription.RunConfigurationDescription).toMatchObject({
    ApplicationRestoreConfigurationDescription: ApplicationRestoreConfiguration,
  })
  await furtherThan(atStop.highest + 100)
  await call('StopApplication', { ApplicationName: 'second' })
  await watch.reaches('second', 'READY')
  const afterwards = await proof()
  expect(afterwards).toEqual(exactlyOnceUpTo(afterwards.highest))

  const deleted = await call('DeleteSnapshot', {
    SnapshotName: 'on-the-way',
    SnapshotCreationTimestamp: onTheWay.SnapshotCreationTimestamp,
  })
  expect(await operationEnds('on-the-way', deleted.SnapshotOperationId)).toMatchObject({
    SnapshotOperation: 'DeleteSnapshot',
    SnapshotOperationStatus: 'SUCCESSFUL',
  })
  const names = (await call('ListSnapshots', {})).SnapshotInfoList.map((each: any) => each.SnapshotName)
  expect(names).toEqual([expect.stringMatching(/^SYSTEMSNAPSHOT-second/), 'brought-back', last])
})

it('say why an import failed, and keep the name until they are deleted', async () => {
  const refused = await call('ImportSnapshot', {
    SnapshotName: 'no-savepoint',
    ImportSourceConfiguration: {
      SourceType: 'S3',
      ImportRoleArn: role,
      SourceS3PrefixLocation: { BucketARN, KeyPrefix: 'nowhere' },
    },
  })
  expect(await operationEnds('no-savepoint', refused.SnapshotOperationId)).toMatchObject({
    SnapshotOperationStatus: 'FAILED',
    SnapshotOperationFailureDetails: { ErrorInfo: { ErrorCode: 'SavepointNotFound' } },
  })
  const { SnapshotInfoDetails } = await call('DescribeSnapshot', { SnapshotName: 'no-savepoint' })
  expect(SnapshotInfoDetails).toMatchObject({ SnapshotStatus: 'FAILED', SnapshotSizeInBytes: 0 })
})
