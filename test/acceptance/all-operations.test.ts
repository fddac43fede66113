// Every operation of the API by each of three clients, on one real application a client. What is answered is checked where
// clients differ: names, timestamps, lists, empty outputs.
import type { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { readFileSync } from 'node:fs'
import { watcher } from './harness/application.ts'
import { flightsJar, proofApplication, role } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { botoDriver, cliDriver, type Driver, sdkDriver } from './harness/drivers.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const model = JSON.parse(readFileSync('model/service-2.json', 'utf8')) as { operations: Record<string, unknown> }
const bucket = 'all-operations'
const logStream = 'arn:aws:logs:us-east-1:123456789012:log-group:weir:log-stream:a'
const stream = 'arn:aws:kinesis:us-east-1:123456789012:stream'
const schema = {
  RecordFormat: { RecordFormatType: 'JSON', MappingParameters: { JSONMappingParameters: { RecordRowPath: '$' } } },
  RecordColumns: [{ Name: 'TICKER', SqlType: 'VARCHAR(8)', Mapping: '$.ticker' }],
}

let weir: Weir
let control: KinesisAnalyticsV2Client

beforeAll(async () => {
  weir = await startWeir()
  control = controlClient(weir)
  const files = filesClient(weir)
  await files.send(new CreateBucketCommand({ Bucket: bucket }))
  await files.send(new PutObjectCommand({ Bucket: bucket, Key: 'flights.jar', Body: readFileSync(flightsJar) }))
  await files.send(new PutObjectCommand({ Bucket: bucket, Key: 'rows.csv', Body: 'id,name\n1,a\n2,b\n3,c\n' }))
})
afterAll(async () => weir.destroy())

describe.each<[string, (weir: Weir) => Driver | Promise<Driver>]>([
  ['boto3', botoDriver],
  ['aws-cli', cliDriver],
  ['the SDK for JavaScript', sdkDriver],
])('%s', (client, connect) => {
  const prefix = client.replace(/\W+/g, '-')
  const ApplicationName = `${prefix}-flink`
  const SqlName = `${prefix}-sql`
  const called = new Set<string>()
  let driver: Driver

  const call = async (operation: string, input: object) => {
    called.add(operation)
    return driver.call(operation, input)
  }
  const detail = async (name = ApplicationName) =>
    (await call('DescribeApplication', { ApplicationName: name })).ApplicationDetail
  const version = async (name = ApplicationName): Promise<number> => (await detail(name)).ApplicationVersionId
  /** Waits for an operation of the application, by the SDK since some clients are a process a call, and answers how it ended. */
  const ended = async ({ OperationId }: { OperationId: string }) => {
    await watcher(weir, control).operationEnds(ApplicationName, OperationId)
    const answer = await call('DescribeApplicationOperation', { ApplicationName, OperationId })
    const { OperationStatus, OperationFailureDetails } = answer.ApplicationOperationInfoDetails
    return OperationFailureDetails?.ErrorInfo?.ErrorString ?? OperationStatus
  }
  /** The same for an operation of an enhanced snapshot. */
  const done = async (SnapshotName: string, { SnapshotOperationId }: { SnapshotOperationId: string }) =>
    until(`operation ${SnapshotOperationId}`, async () => {
      const answer = await call('DescribeSnapshotOperation', { SnapshotName, SnapshotOperationId })
      const { SnapshotOperationStatus, SnapshotOperationFailureDetails } = answer.SnapshotOperationInfoDetails
      return (
        SnapshotOperationStatus !== 'IN_PROGRESS' &&
        (SnapshotOperationFailureDetails?.ErrorInfo?.ErrorString ?? SnapshotOperationStatus)
      )
    })

  /** The operations on enhanced snapshots, while the application runs in that mode. */
  const enhancedSnapshots = async () => {
    const SnapshotName = `${prefix}-enhanced`
    const snapshot = await call('CreateSnapshot', { ApplicationName, SnapshotName, SnapshotDescription: 'by hand' })
    expect(snapshot.SnapshotArn).toBe(`arn:aws:kinesisanalytics:us-east-1:123456789012:snapshot/${SnapshotName}`)
    expect(await done(SnapshotName, snapshot)).toBe('SUCCESSFUL')
    const { SnapshotInfoDetails } = await call('DescribeSnapshot', { SnapshotName })
    expect(SnapshotInfoDetails).toMatchObject({ SnapshotStatus: 'READY', SnapshotInitiator: 'USER' })
    const { SnapshotInfoList } = await call('ListSnapshots', { SourceApplicationName: ApplicationName })
    expect(SnapshotInfoList).toContainEqual(expect.objectContaining({ SnapshotName }))
    const exported = await call('ExportSnapshot', {
      SnapshotName,
      ExportDestinationConfiguration: {
        DestinationType: 'S3',
        DestinationS3PrefixLocation: { BucketARN: `arn:aws:s3:::${bucket}`, KeyPrefix: `${prefix}/exports` },
        ExportRoleArn: role,
      },
    })
    expect(await done(SnapshotName, exported)).toBe('SUCCESSFUL')
    const operation = await call('DescribeSnapshotOperation', {
      SnapshotName,
      SnapshotOperationId: exported.SnapshotOperationId,
    })
    const { S3PrefixLocation } = operation.SnapshotOperationInfoDetails.SnapshotDestinationLocationDescription
    const imported = `${prefix}-imported`
    const importing = await call('ImportSnapshot', {
      SnapshotName: imported,
      ImportSourceConfiguration: {
        SourceType: 'S3',
        SourceS3PrefixLocation: {
          BucketARN: S3PrefixLocation.BucketARN,
          KeyPrefix: S3PrefixLocation.ExportedPrefix,
        },
        ImportRoleArn: role,
      },
    })
    expect(await done(imported, importing)).toBe('SUCCESSFUL')
    expect((await call('ListSnapshotOperations', { SnapshotName })).SnapshotOperationInfoList).toHaveLength(2)
    const { SnapshotCreationTimestamp } = SnapshotInfoDetails
    const deletion = await call('DeleteSnapshot', { SnapshotName, SnapshotCreationTimestamp })
    expect(deletion.SnapshotStatus).toBe('DELETING')
  }

  beforeAll(async () => {
    driver = await connect(weir)
  })
  afterAll(() => {
    driver.close()
  })

  it('creates, lists, tags and configures', async () => {
    const Tags = [{ Key: 'team', Value: 'streams' }]
    const created = await call('CreateApplication', { ...proofApplication({ name: ApplicationName, bucket }), Tags })
    const { ApplicationARN: ResourceARN, CreateTimestamp } = created.ApplicationDetail
    const moment = typeof CreateTimestamp === 'number' ? CreateTimestamp * 1000 : Date.parse(String(CreateTimestamp))
    expect(moment % 1000).toBe(0)
    const { ApplicationSummaries } = await call('ListApplications', { Limit: 50 })
    expect(ApplicationSummaries).toContainEqual(
      expect.objectContaining({ ApplicationName, ApplicationStatus: 'READY' }),
    )

    await call('TagResource', { ResourceARN, Tags: [{ Key: 'stage', Value: 'test' }] })
    await call('UntagResource', { ResourceARN, TagKeys: ['team'] })
    expect((await call('ListTagsForResource', { ResourceARN })).Tags).toEqual([{ Key: 'stage', Value: 'test' }])

    const vpc = await call('AddApplicationVpcConfiguration', {
      ApplicationName,
      CurrentApplicationVersionId: 1,
      VpcConfiguration: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    })
    expect(vpc).toMatchObject({ ApplicationVersionId: 2, VpcConfigurationDescription: { VpcConfigurationId: '2.1' } })
    await call('DeleteApplicationVpcConfiguration', {
      ApplicationName,
      CurrentApplicationVersionId: 2,
      VpcConfigurationId: '2.1',
    })
    const logging = await call('AddApplicationCloudWatchLoggingOption', {
      ApplicationName,
      CurrentApplicationVersionId: 3,
      CloudWatchLoggingOption: { LogStreamARN: logStream },
    })
    expect(logging.CloudWatchLoggingOptionDescriptions).toEqual([
      { CloudWatchLoggingOptionId: '4.1', LogStreamARN: logStream },
    ])
    const without = await call('DeleteApplicationCloudWatchLoggingOption', {
      ApplicationName,
      CurrentApplicationVersionId: 4,
      CloudWatchLoggingOptionId: '4.1',
    })
    expect(without.ApplicationVersionId).toBe(5)
    const window = await call('UpdateApplicationMaintenanceConfiguration', {
      ApplicationName,
      ApplicationMaintenanceConfigurationUpdate: { ApplicationMaintenanceWindowStartTimeUpdate: '20:00' },
    })
    expect(window.ApplicationMaintenanceConfigurationDescription).toEqual({
      ApplicationMaintenanceWindowStartTime: '20:00',
      ApplicationMaintenanceWindowEndTime: '04:00',
    })
  })

  it('runs, takes snapshots of both kinds, updates and goes back', async () => {
    expect(await ended(await call('StartApplication', { ApplicationName }))).toBe('SUCCESSFUL')
    const { AuthorizedUrl } = await call('CreateApplicationPresignedUrl', {
      ApplicationName,
      UrlType: 'FLINK_DASHBOARD_URL',
    })
    expect((await fetch(AuthorizedUrl as string, { redirect: 'manual' })).status).toBe(303)

    const classic = { ApplicationName, SnapshotName: 'classic' }
    await call('CreateApplicationSnapshot', classic)
    await watcher(weir, control).snapshotEnds(ApplicationName, classic.SnapshotName)
    const { SnapshotDetails: details } = await call('DescribeApplicationSnapshot', classic)
    expect(details).toMatchObject({ SnapshotStatus: 'READY', ApplicationVersionId: 5, RuntimeEnvironment: 'FLINK-2_2' })
    expect((await call('ListApplicationSnapshots', { ApplicationName })).SnapshotSummaries).toHaveLength(1)
    await call('DeleteApplicationSnapshot', {
      ...classic,
      SnapshotCreationTimestamp: details.SnapshotCreationTimestamp,
    })

    const enhanced = driver.knows('CreateSnapshot')
    const updated = await call('UpdateApplication', {
      ApplicationName,
      CurrentApplicationVersionId: 5,
      ApplicationConfigurationUpdate: {
        ApplicationSnapshotConfigurationUpdate: {
          SnapshotsEnabledUpdate: true,
          ...(enhanced && { SnapshotModeUpdate: 'ENHANCED_SNAPSHOTS' }),
        },
      },
    })
    expect(await ended(updated)).toBe('SUCCESSFUL')

    if (enhanced) await enhancedSnapshots()

    const back = await call('RollbackApplication', { ApplicationName, CurrentApplicationVersionId: 6 })
    expect(await ended(back)).toBe('SUCCESSFUL')
    expect(await detail()).toMatchObject({
      ApplicationStatus: 'RUNNING',
      ApplicationVersionId: 7,
      ApplicationVersionRolledBackFrom: 6,
      ApplicationVersionRolledBackTo: 5,
    })
  })

  it('reads its history, stops and deletes', async () => {
    expect(await ended(await call('StopApplication', { ApplicationName }))).toBe('SUCCESSFUL')
    const { ApplicationVersionSummaries } = await call('ListApplicationVersions', { ApplicationName })
    const ids = ApplicationVersionSummaries.map((each: { ApplicationVersionId: number }) => each.ApplicationVersionId)
    expect(ids).toEqual([7, 6, 5, 4, 3, 2, 1])
    const first = await call('DescribeApplicationVersion', { ApplicationName, ApplicationVersionId: 1 })
    expect(first.ApplicationVersionDetail.ApplicationVersionId).toBe(1)
    const { ApplicationOperationInfoList } = await call('ListApplicationOperations', {
      ApplicationName,
      Operation: 'RollbackApplication',
    })
    expect(ApplicationOperationInfoList).toHaveLength(1)
    const { CreateTimestamp } = await detail()
    await call('DeleteApplication', { ApplicationName, CreateTimestamp })
    await until('it to be gone', async () => {
      return await detail().then(
        () => false,
        (error: unknown) => (error as Error).name === 'ResourceNotFoundException',
      )
    })
  })

  it('configures SQL applications', async () => {
    const text = { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: 'SELECT 1;\n' } }
    await call('CreateApplication', {
      ApplicationName: SqlName,
      RuntimeEnvironment: 'SQL-1_0',
      ServiceExecutionRole: role,
      ApplicationConfiguration: { ApplicationCodeConfiguration: text },
    })
    const at = async () => ({ ApplicationName: SqlName, CurrentApplicationVersionId: await version(SqlName) })
    const KinesisStreamsInput = { ResourceARN: `${stream}/in` }
    const Input = { NamePrefix: 'SOURCE', InputSchema: schema, KinesisStreamsInput }
    const { InputDescriptions } = await call('AddApplicationInput', { ...(await at()), Input })
    const { InputId, InAppStreamNames } = InputDescriptions[0]
    expect({ InputId, InAppStreamNames }).toEqual({ InputId: '2.1', InAppStreamNames: ['SOURCE_001'] })
    const processor = { ResourceARN: 'arn:aws:lambda:us-east-1:123456789012:function:f' }
    await call('AddApplicationInputProcessingConfiguration', {
      ...(await at()),
      InputId,
      InputProcessingConfiguration: { InputLambdaProcessor: processor },
    })
    await call('DeleteApplicationInputProcessingConfiguration', { ...(await at()), InputId })
    const { OutputDescriptions } = await call('AddApplicationOutput', {
      ...(await at()),
      Output: {
        Name: 'OUT',
        KinesisStreamsOutput: { ResourceARN: `${stream}/out` },
        DestinationSchema: { RecordFormatType: 'JSON' },
      },
    })
    await call('DeleteApplicationOutput', { ...(await at()), OutputId: OutputDescriptions[0].OutputId })
    const { ReferenceDataSourceDescriptions } = await call('AddApplicationReferenceDataSource', {
      ...(await at()),
      ReferenceDataSource: {
        TableName: 'T',
        S3ReferenceDataSource: { BucketARN: `arn:aws:s3:::${bucket}`, FileKey: 'rows.json' },
        ReferenceSchema: schema,
      },
    })
    const [{ ReferenceId }] = ReferenceDataSourceDescriptions
    await call('DeleteApplicationReferenceDataSource', { ...(await at()), ReferenceId })
    expect(await version(SqlName)).toBe(8)

    const { InputSchema } = await call('DiscoverInputSchema', {
      ServiceExecutionRole: role,
      S3Configuration: { BucketARN: `arn:aws:s3:::${bucket}`, FileKey: 'rows.csv' },
    })
    expect(InputSchema.RecordFormat.RecordFormatType).toBe('CSV')
  })

  it('has called every operation that the client knows', () => {
    const known = Object.keys(model.operations).filter((operation) => driver.knows(operation))
    // of these three only boto3 knew the eight of enhanced snapshots when this was written
    expect(known.length).toBeGreaterThanOrEqual(client === 'boto3' ? 41 : 33)
    expect([...called].sort()).toEqual(known.sort())
  })
})
