// The whole life of an application on Flink 1.20, its code sent inline, driven by the AWS SDK for JavaScript.
import { readFileSync } from 'node:fs'
import {
  CreateApplicationCommand,
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  ListApplicationOperationsCommand,
  paginateListApplicationSnapshots,
  ResourceInUseException,
  ResourceNotFoundException,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import type { S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket } from './harness/files.ts'
import { flinkProcesses } from './harness/processes.ts'
import { readProof } from './harness/proof.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const name = 'sdk-life'
const bucket = 'sdk-life-bucket'

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client
let watch: ReturnType<typeof watcher>

beforeAll(async () => {
  weir = await startWeir()
  client = controlClient(weir)
  files = filesClient(weir)
  watch = watcher(weir, client)
  await makeBucket(files, bucket)
})
afterAll(async () => weir.destroy())

const highest = async () => (await readProof(files, bucket, outputOf(name))).highest
const snapshotNames = async () => {
  const names: (string | undefined)[] = []
  for await (const page of paginateListApplicationSnapshots({ client, pageSize: 1 }, { ApplicationName: name })) {
    names.push(...(page.SnapshotSummaries ?? []).map(({ SnapshotName }) => SnapshotName))
  }
  return names
}

it('creates with inline code, of which the description keeps size and MD5 only', async () => {
  const code = readFileSync(flightsJar)
  const request = proofApplication({ name, bucket, runtime: 'FLINK-1_20' })
  const { ApplicationDetail } = await client.send(
    new CreateApplicationCommand({
      ...request,
      ApplicationConfiguration: {
        ...request.ApplicationConfiguration,
        ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent: code } },
      },
    }),
  )
  expect(ApplicationDetail?.CreateTimestamp).toBeInstanceOf(Date)
  const described = await watch.describe(name)
  expect(described.ApplicationConfigurationDescription?.ApplicationCodeConfigurationDescription).toEqual({
    CodeContentType: 'ZIPFILE',
    CodeContentDescription: { CodeSize: code.length, CodeMD5: expect.stringMatching(/^[0-9a-f]{32}$/) },
  })
})

it('starts on real Flink 1.20', async () => {
  const { OperationId } = await client.send(new StartApplicationCommand({ ApplicationName: name }))
  expect(await watch.operationEnds(name, OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  expect((await watch.describe(name)).ApplicationStatus).toBe('RUNNING')
  const [jobManager] = flinkProcesses(weir.dataDir).filter(({ component }) => component === 'jobmanager')
  expect(jobManager?.commandLine.join(' ')).toMatch(/1[._]20/)
  await until('results', async () => (await highest()) > 0)
})

it('refuses to start what runs', async () => {
  await expect(client.send(new StartApplicationCommand({ ApplicationName: name }))).rejects.toBeInstanceOf(
    ResourceInUseException,
  )
})

it('takes a snapshot, refuses its name a second time, and stops', async () => {
  const snapshot = { ApplicationName: name, SnapshotName: 'first' }
  await client.send(new CreateApplicationSnapshotCommand(snapshot))
  expect(await watch.snapshotEnds(name, 'first')).toMatchObject({ SnapshotStatus: 'READY' })
  await expect(client.send(new CreateApplicationSnapshotCommand(snapshot))).rejects.toBeInstanceOf(
    ResourceInUseException,
  )
  const { OperationId } = await client.send(new StopApplicationCommand({ ApplicationName: name }))
  expect(await watch.operationEnds(name, OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  expect(await snapshotNames()).toEqual(['first', expect.stringMatching(/^STOP-sdk-life-\d+$/)])
})

it('takes an update while it is stopped and applies it at the next start', async () => {
  const { ApplicationDetail } = await client.send(
    new UpdateApplicationCommand({
      ApplicationName: name,
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: {
        FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { ParallelismUpdate: 2 } },
      },
    }),
  )
  expect(ApplicationDetail?.ApplicationVersionId).toBe(2)
  await watch.reaches(name, 'READY')
  const before = await highest()
  const [, stopSnapshot] = await snapshotNames()
  const { OperationId } = await client.send(
    new StartApplicationCommand({
      ApplicationName: name,
      RunConfiguration: {
        ApplicationRestoreConfiguration: {
          ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
          SnapshotName: stopSnapshot,
        },
      },
    }),
  )
  expect(await watch.operationEnds(name, OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  await until('it to go on from the snapshot', async () => (await highest()) > before)
})

it('stops once more with every record there exactly once', async () => {
  await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'READY')
  expect(await readProof(files, bucket, outputOf(name))).toMatchObject({ holes: 0, duplicates: 0, wrongState: 0 })
})

it('stops by force without a snapshot', async () => {
  const before = await snapshotNames()
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  const { OperationId } = await client.send(new StopApplicationCommand({ ApplicationName: name, Force: true }))
  expect(await watch.operationEnds(name, OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  await watch.reaches(name, 'READY')
  expect(await snapshotNames()).toEqual(before)
  await until('no cluster to be left', async () => flinkProcesses(weir.dataDir).length === 0)
  const { ApplicationOperationInfoList: operations } = await client.send(
    new ListApplicationOperationsCommand({ ApplicationName: name, Operation: 'StartApplication' }),
  )
  expect(operations?.map(({ OperationStatus }) => OperationStatus)).toEqual(['CANCELLED', 'SUCCESSFUL', 'SUCCESSFUL'])
})

it('is gone, with its snapshots, after it was deleted', async () => {
  const { CreateTimestamp } = await watch.describe(name)
  await client.send(new DeleteApplicationCommand({ ApplicationName: name, CreateTimestamp }))
  await until('it to be gone', async () =>
    watch.describe(name).then(
      () => false,
      (error: unknown) => error instanceof ResourceNotFoundException,
    ),
  )
})
