// State below an S3 root: over snapshots, stops and restores no record is lost and none is doubled.
import {
  CreateApplicationCommand,
  CreateApplicationSnapshotCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import type { S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'exactly-once'

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client

beforeAll(async () => {
  weir = await startWeir({ WEIR_STATE_URI: 's3://weir-state/acceptance' })
  client = controlClient(weir)
  files = filesClient(weir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
})
afterAll(async () => weir.destroy())

// On Flink 1.20 and 2.3: runtimes.test.ts.
it('holds on Flink 2.2', async () => {
  const name = 'once-on-2-2'
  const watch = watcher(weir, client)
  const proof = () => readProof(files, bucket, outputOf(name))
  const furtherThan = (seq: number) => until('more records', async () => (await proof()).highest > seq)
  const application = { ApplicationName: name }

  await client.send(new CreateApplicationCommand(proofApplication({ name, bucket, parallelism: 2 })))
  await client.send(new StartApplicationCommand(application))
  await watch.reaches(name, 'RUNNING')
  await furtherThan(200)

  await client.send(new CreateApplicationSnapshotCommand({ ...application, SnapshotName: 'on-the-way' }))
  expect(await watch.snapshotEnds(name, 'on-the-way')).toMatchObject({ SnapshotStatus: 'READY' })
  await client.send(new StopApplicationCommand(application))
  await watch.reaches(name, 'READY')
  const first = await proof()
  expect(first).toEqual(exactlyOnceUpTo(first.highest))

  await client.send(new StartApplicationCommand(application))
  await watch.reaches(name, 'RUNNING')
  await furtherThan(first.highest + 200)
  await client.send(new StopApplicationCommand(application))
  await watch.reaches(name, 'READY')
  const second = await proof()
  expect(second.highest).toBeGreaterThan(first.highest + 200)
  expect(second).toEqual(exactlyOnceUpTo(second.highest))
})
