// One application over three versions of Flink, its state below an S3 root: each runs it, an upgrade keeps its state, and a way that the
// state cannot go, back or forth, is refused.
import {
  CreateApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
  type KinesisAnalyticsV2Client,
  type RuntimeEnvironment,
} from '@aws-sdk/client-kinesis-analytics-v2'
import type { S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'runtimes'

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client
let watch: ReturnType<typeof watcher>

beforeAll(async () => {
  weir = await startWeir({ WEIR_STATE_URI: 's3://weir-state/acceptance' })
  client = controlClient(weir)
  files = filesClient(weir)
  watch = watcher(weir, client)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
})
afterAll(async () => weir.destroy())

const upgrade = async (name: string, RuntimeEnvironmentUpdate: RuntimeEnvironment) => {
  const { ApplicationVersionId } = await watch.describe(name)
  const { OperationId } = await client.send(
    new UpdateApplicationCommand({
      ApplicationName: name,
      CurrentApplicationVersionId: ApplicationVersionId,
      RuntimeEnvironmentUpdate,
    }),
  )
  return watch.operationEnds(name, OperationId, 600)
}

it('runs from Flink 1.20 over 2.2 to 2.3, and no record and no state is lost or doubled', async () => {
  const name = 'over-all-versions'
  const proof = () => readProof(files, bucket, outputOf(name))
  const furtherThan = (seq: number) => until('more records', async () => (await proof()).highest > seq)
  await client.send(new CreateApplicationCommand(proofApplication({ name, runtime: 'FLINK-1_20', bucket })))
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'RUNNING')
  await furtherThan(200)
  for (const runtime of ['FLINK-2_2', 'FLINK-2_3'] as const) {
    const before = (await proof()).highest
    // The first use of a version may have to install it.
    expect(await upgrade(name, runtime)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
    expect(await watch.describe(name)).toMatchObject({ ApplicationStatus: 'RUNNING', RuntimeEnvironment: runtime })
    await furtherThan(before + 200)
  }
  // State goes from older to newer only: told at once, and the application goes on.
  await expect(upgrade(name, 'FLINK-2_2')).rejects.toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringMatching(/runtime environment FLINK-2_3 and cannot be restored with FLINK-2_2/),
  })
  await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'READY')
  const last = await proof()
  expect(last).toEqual(exactlyOnceUpTo(last.highest))
})

it('refuses to bring state to Flink 2 that Kryo has written in Flink 1.20, and goes on where it was', async () => {
  const name = 'kept-by-kryo'
  const proof = () => readProof(files, bucket, outputOf(name))
  const furtherThan = (seq: number) => until('more records', async () => (await proof()).highest > seq)
  const { ApplicationConfiguration, ...rest } = proofApplication({
    name,
    runtime: 'FLINK-1_20',
    bucket,
    properties: { Serializer: 'kryo' },
  })
  const ApplicationSystemRollbackConfiguration = { RollbackEnabled: true }
  await client.send(
    new CreateApplicationCommand({
      ...rest,
      ApplicationConfiguration: { ...ApplicationConfiguration, ApplicationSystemRollbackConfiguration },
    }),
  )
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'RUNNING')
  await furtherThan(200)

  const failed = await upgrade(name, 'FLINK-2_2')
  expect(failed).toMatchObject({
    OperationStatus: 'FAILED',
    OperationFailureDetails: {
      ErrorInfo: {
        ErrorString: expect.stringMatching(
          /^Incompatible state: values of \S+Tally were serialized with Kryo by Flink 1.*\[serialization or state incompatibility/,
        ),
      },
    },
  })
  const rollback = await watch.operationEnds(name, failed.OperationFailureDetails?.RollbackOperationId)
  expect(rollback).toMatchObject({ Operation: 'RollbackApplication', OperationStatus: 'SUCCESSFUL' })
  expect(await watch.describe(name)).toMatchObject({
    ApplicationStatus: 'RUNNING',
    RuntimeEnvironment: 'FLINK-1_20',
    ApplicationVersionId: 3,
    ApplicationVersionRolledBackTo: 1,
  })
  await furtherThan((await proof()).highest + 200)
  await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'READY')
  const last = await proof()
  expect(last).toEqual(exactlyOnceUpTo(last.highest))
})
