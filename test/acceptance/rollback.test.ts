// An update whose new version cannot start is taken back by the service, exactly-once; one that runs, by RollbackApplication.
import {
  CreateApplicationCommand,
  DescribeApplicationOperationCommand,
  ListApplicationOperationsCommand,
  ListApplicationVersionsCommand,
  RollbackApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
  type KinesisAnalyticsV2Client,
  type PropertyGroup,
} from '@aws-sdk/client-kinesis-analytics-v2'
import type { S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { brokenJar, flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { startCensus } from './harness/cluster-census.ts'
import { makeBucket, upload } from './harness/files.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'rollbacks'
const name = 'taken-back'
const application = { ApplicationName: name }

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client
let watch: ReturnType<typeof watcher>
let census: ReturnType<typeof startCensus>

beforeAll(async () => {
  weir = await startWeir()
  client = controlClient(weir)
  files = filesClient(weir)
  watch = watcher(weir, client)
  census = startCensus(weir.dataDir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
  await upload(files, bucket, 'better.jar', flightsJar)
  await upload(files, bucket, 'broken.jar', brokenJar('throws-in-main'))
})
afterAll(async () => {
  await census.stop()
  await weir.destroy()
})

const proof = () => readProof(files, bucket, outputOf(name))
const furtherThan = (seq: number) => until('more records', async () => (await proof()).highest > seq)
const codeFrom = (FileKeyUpdate: string) => ({
  ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate } } },
})
const proofGroup = (ratePerSecond: number): PropertyGroup => ({
  PropertyGroupId: 'Proof',
  PropertyMap: { OutputPath: `s3://${bucket}/${outputOf(name)}`, RatePerSecond: String(ratePerSecond) },
})
/** What says which version runs: where its code is from and how fast it goes. */
const runs = async () => {
  const { ApplicationConfigurationDescription: configuration } = await watch.describe(name)
  const { ApplicationCodeConfigurationDescription: code, EnvironmentPropertyDescriptions: properties } =
    configuration ?? {}
  return {
    key: code?.CodeContentDescription?.S3ApplicationCodeLocationDescription?.FileKey,
    rate: properties?.PropertyGroupDescriptions?.[0]?.PropertyMap?.RatePerSecond,
  }
}

it('an update whose main throws ends RUNNING on the version before, and nothing is lost or doubled', async () => {
  const { ApplicationConfiguration, ...rest } = proofApplication({ name, bucket })
  await client.send(
    new CreateApplicationCommand({
      ...rest,
      ApplicationConfiguration: {
        ...ApplicationConfiguration,
        ApplicationSystemRollbackConfiguration: { RollbackEnabled: true },
      },
    }),
  )
  await client.send(new StartApplicationCommand(application))
  await watch.reaches(name, 'RUNNING')
  await furtherThan(200)

  const { OperationId, ApplicationDetail: updating } = await client.send(
    new UpdateApplicationCommand({
      ...application,
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: codeFrom('broken.jar'),
    }),
  )
  expect(updating).toMatchObject({ ApplicationStatus: 'UPDATING', ApplicationVersionId: 2 })
  const failed = await watch.operationEnds(name, OperationId)
  expect(failed).toMatchObject({
    Operation: 'UpdateApplication',
    OperationStatus: 'FAILED',
    ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
    OperationFailureDetails: { ErrorInfo: { ErrorString: expect.stringContaining('IllegalStateException') } },
  })
  const rollbackId = failed.OperationFailureDetails?.RollbackOperationId
  expect(await watch.operationEnds(name, rollbackId)).toMatchObject({
    Operation: 'RollbackApplication',
    OperationStatus: 'SUCCESSFUL',
  })
  expect(await watch.describe(name)).toMatchObject({
    ApplicationStatus: 'RUNNING',
    ApplicationVersionId: 3,
    ApplicationVersionRolledBackFrom: 2,
    ApplicationVersionRolledBackTo: 1,
  })
  expect(await runs()).toEqual({ key: 'flights.jar', rate: '200' })
  const { ApplicationVersionSummaries: versions } = await client.send(new ListApplicationVersionsCommand(application))
  expect(versions?.map((each) => each.ApplicationStatus)).toEqual(['RUNNING', 'ROLLED_BACK', 'RUNNING'])

  await furtherThan((await proof()).highest + 200)
  await client.send(new StopApplicationCommand(application))
  await watch.reaches(name, 'READY')
  const { highest, ...others } = await proof()
  expect({ highest, ...others }).toEqual(exactlyOnceUpTo(highest))
})

it('RollbackApplication brings the old code back, with the state from before the update', async () => {
  await client.send(new StartApplicationCommand(application))
  await watch.reaches(name, 'RUNNING')
  const before = (await proof()).highest
  await furtherThan(before + 300)

  const better = { ...codeFrom('better.jar'), EnvironmentPropertyUpdates: { PropertyGroups: [proofGroup(20)] } }
  const { OperationId } = await client.send(
    new UpdateApplicationCommand({
      ...application,
      CurrentApplicationVersionId: 3,
      ApplicationConfigurationUpdate: better,
    }),
  )
  expect(await watch.operationEnds(name, OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  expect(await runs()).toEqual({ key: 'better.jar', rate: '20' })
  const updated = (await proof()).highest
  await furtherThan(updated + 10)

  const rollback = await client.send(new RollbackApplicationCommand({ ...application, CurrentApplicationVersionId: 4 }))
  expect(rollback.ApplicationDetail).toMatchObject({ ApplicationStatus: 'ROLLING_BACK', ApplicationVersionId: 5 })
  expect(await watch.operationEnds(name, rollback.OperationId)).toMatchObject({
    OperationStatus: 'SUCCESSFUL',
    ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 4, ApplicationVersionUpdatedTo: 5 },
  })
  await watch.reaches(name, 'RUNNING')
  expect(await runs()).toEqual({ key: 'flights.jar', rate: '200' })

  await furtherThan((await proof()).highest + 200)
  await client.send(new StopApplicationCommand(application))
  await watch.reaches(name, 'READY')
  // What the version that was taken back had written is written again, by the version before; nothing older is.
  const { holes, wrongState, duplicates } = await proof()
  expect({ holes, wrongState }).toEqual({ holes: 0, wrongState: 0 })
  expect(duplicates).toBeGreaterThan(0)
  expect(duplicates).toBeLessThan(before)
})

it('lists the operations by name and status, and had one cluster at a time', async () => {
  const listed = async (filter: { Operation?: string; OperationStatus?: 'FAILED' | 'SUCCESSFUL' }) => {
    const { ApplicationOperationInfoList: list = [] } = await client.send(
      new ListApplicationOperationsCommand({ ...application, ...filter }),
    )
    return list.map(({ Operation, OperationStatus }) => `${Operation} ${OperationStatus}`)
  }
  expect(await listed({ Operation: 'RollbackApplication' })).toEqual([
    'RollbackApplication SUCCESSFUL',
    'RollbackApplication SUCCESSFUL',
  ])
  expect(await listed({ OperationStatus: 'FAILED' })).toEqual(['UpdateApplication FAILED'])
  const unknown = new DescribeApplicationOperationCommand({ ...application, OperationId: 'nothing' })
  await expect(client.send(unknown)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  expect(census.most()).toBe(1)
})
