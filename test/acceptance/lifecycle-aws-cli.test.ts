// The whole life of an application on real Flink, driven by aws-cli as a user would.
import type { ApplicationStatus } from '@aws-sdk/client-kinesis-analytics-v2'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { flinkProcesses } from './harness/processes.ts'
import { readProof } from './harness/proof.ts'
import { awsCli, awsS3, inputFile } from './harness/shell.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const name = 'cli-life'
const bucket = 'cli-life-bucket'

let weir: Weir
let aws: ReturnType<typeof awsCli>

beforeAll(async () => {
  weir = await startWeir()
  aws = awsCli(weir)
  await awsS3(weir)('mb', `s3://${bucket}`)
  await awsS3(weir)('cp', flightsJar, `s3://${bucket}/flights.jar`)
  await awsS3(weir)('cp', flightsJar, `s3://${bucket}/flights-2.jar`)
})
afterAll(async () => weir.destroy())

const describeIt = async () => (await aws('describe-application', '--application-name', name)).ApplicationDetail

/** Waits by the SDK: aws-cli is a process a call. */
const reaches = async (status: ApplicationStatus) => {
  await watcher(weir, controlClient(weir)).reaches(name, status)
  return await describeIt()
}

const operationOf = async (operationId: string) =>
  (await aws('describe-application-operation', '--application-name', name, '--operation-id', operationId))
    .ApplicationOperationInfoDetails

const records = async () => (await readProof(filesClient(weir), bucket, outputOf(name))).records

it('creates from a JSON file, with the defaults filled in', async () => {
  const input = inputFile(weir, 'app', proofApplication({ name, bucket }))
  const { ApplicationDetail: created } = await aws('create-application', '--cli-input-json', input)
  expect(created).toMatchObject({
    ApplicationARN: `arn:aws:kinesisanalytics:us-east-1:123456789012:application/${name}`,
    ApplicationStatus: 'READY',
    ApplicationVersionId: 1,
    ApplicationMode: 'STREAMING',
    RuntimeEnvironment: 'FLINK-2_2',
  })
})

it('describes the code by its size and MD5', async () => {
  const { ApplicationConfigurationDescription: configuration } = await describeIt()
  expect(configuration.ApplicationCodeConfigurationDescription).toMatchObject({
    CodeContentType: 'ZIPFILE',
    CodeContentDescription: {
      CodeMD5: expect.stringMatching(/^[0-9a-f]{32}$/),
      CodeSize: expect.any(Number),
      S3ApplicationCodeLocationDescription: { BucketARN: `arn:aws:s3:::${bucket}`, FileKey: 'flights.jar' },
    },
  })
})

it('starts, runs and writes results', async () => {
  const { OperationId } = await aws('start-application', '--application-name', name)
  expect((await describeIt()).ApplicationStatus).toMatch(/STARTING|RUNNING/)
  const detail = await reaches('RUNNING')
  expect(detail.ApplicationVersionId).toBe(1)
  expect(await operationOf(OperationId)).toMatchObject({ Operation: 'StartApplication', OperationStatus: 'SUCCESSFUL' })
  expect(flinkProcesses(weir.dataDir).map(({ component }) => component)).toEqual(
    expect.arrayContaining(['jobmanager', 'taskmanager']),
  )
  await until('the first results', async () => (await records()) > 0)
})

it('lists it', async () => {
  const { ApplicationSummaries } = await aws('list-applications')
  expect(ApplicationSummaries).toEqual([
    expect.objectContaining({ ApplicationName: name, ApplicationStatus: 'RUNNING', ApplicationVersionId: 1 }),
  ])
})

it('takes a snapshot', async () => {
  await aws('create-application-snapshot', '--application-name', name, '--snapshot-name', 'by-hand')
  await watcher(weir, controlClient(weir)).snapshotEnds(name, 'by-hand')
  const { SnapshotDetails } = await aws(
    ...['describe-application-snapshot', '--application-name', name, '--snapshot-name', 'by-hand'],
  )
  expect(SnapshotDetails).toMatchObject({
    SnapshotStatus: 'READY',
    ApplicationVersionId: 1,
    RuntimeEnvironment: 'FLINK-2_2',
  })
})

it('stops with a snapshot of its own and leaves no process', async () => {
  const { OperationId } = await aws('stop-application', '--application-name', name)
  await reaches('READY')
  expect(await operationOf(OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  const { SnapshotSummaries } = await aws('list-application-snapshots', '--application-name', name)
  expect(SnapshotSummaries.map(({ SnapshotName }: { SnapshotName: string }) => SnapshotName)).toEqual([
    'by-hand',
    expect.stringMatching(new RegExp(`^STOP-${name}-\\d+$`)),
  ])
  expect(flinkProcesses(weir.dataDir)).toEqual([])
})

it('starts again from its latest snapshot and goes on where it was', async () => {
  const before = await records()
  await aws(
    ...['start-application', '--application-name', name, '--run-configuration'],
    JSON.stringify({ ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' } }),
  )
  await reaches('RUNNING')
  await until('more results', async () => (await records()) > before)
})

it('updates parallelism and code while it runs', async () => {
  const { OperationId, ApplicationDetail } = await aws(
    ...['update-application', '--application-name', name, '--current-application-version-id', '1'],
    '--application-configuration-update',
    JSON.stringify({
      ApplicationCodeConfigurationUpdate: {
        CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate: 'flights-2.jar' } },
      },
      FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { ParallelismUpdate: 2 } },
    }),
  )
  expect(ApplicationDetail).toMatchObject({ ApplicationVersionId: 2, ApplicationVersionUpdatedFrom: 1 })
  const detail = await reaches('RUNNING')
  expect(await operationOf(OperationId)).toMatchObject({
    Operation: 'UpdateApplication',
    OperationStatus: 'SUCCESSFUL',
    ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
  })
  const configuration = detail.ApplicationConfigurationDescription
  expect(configuration.FlinkApplicationConfigurationDescription.ParallelismConfigurationDescription).toMatchObject({
    Parallelism: 2,
    CurrentParallelism: 2,
  })
  expect(
    configuration.ApplicationCodeConfigurationDescription.CodeContentDescription.S3ApplicationCodeLocationDescription,
  ).toMatchObject({ FileKey: 'flights-2.jar' })
})

it('lost nothing and doubled nothing over all of that', async () => {
  await aws('stop-application', '--application-name', name)
  await reaches('READY')
  const proof = await readProof(filesClient(weir), bucket, outputOf(name))
  expect(proof).toMatchObject({ holes: 0, duplicates: 0, wrongState: 0 })
})

it('lists its operations, newest first', async () => {
  const { ApplicationOperationInfoList: operations } = await aws(
    ...['list-application-operations', '--application-name', name],
  )
  const names = operations.map(({ Operation }: { Operation: string }) => Operation)
  expect(names.filter((operation: string) => /^(Start|Stop|Update)Application$/.test(operation))).toEqual([
    'StopApplication',
    'UpdateApplication',
    'StartApplication',
    'StopApplication',
    'StartApplication',
  ])
})

it('tags and untags it', async () => {
  const { ApplicationARN } = await describeIt()
  await aws('tag-resource', '--resource-arn', ApplicationARN, '--tags', 'Key=team,Value=water', 'Key=stage,Value=test')
  await aws('untag-resource', '--resource-arn', ApplicationARN, '--tag-keys', 'stage')
  const { Tags } = await aws('list-tags-for-resource', '--resource-arn', ApplicationARN)
  expect(Tags).toEqual([{ Key: 'team', Value: 'water' }])
})

it('deletes a snapshot, then the application', async () => {
  const { SnapshotDetails } = await aws(
    ...['describe-application-snapshot', '--application-name', name, '--snapshot-name', 'by-hand'],
  )
  await aws(
    ...['delete-application-snapshot', '--application-name', name, '--snapshot-name', 'by-hand'],
    ...['--snapshot-creation-timestamp', String(SnapshotDetails.SnapshotCreationTimestamp)],
  )
  await until('the snapshot to be gone', async () => {
    const { SnapshotSummaries } = await aws('list-application-snapshots', '--application-name', name)
    return !SnapshotSummaries.some(({ SnapshotName }: { SnapshotName: string }) => SnapshotName === 'by-hand')
  })
  const { CreateTimestamp } = await describeIt()
  await aws('delete-application', '--application-name', name, '--create-timestamp', String(CreateTimestamp))
  await until('the application to be gone', async () =>
    describeIt().then(
      () => false,
      (error: unknown) => /ResourceNotFoundException/.test(String(error)),
    ),
  )
  expect((await aws('list-applications')).ApplicationSummaries).toEqual([])
})
