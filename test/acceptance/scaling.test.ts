// A job under load gets more and fewer tasks: in place, through a savepoint, and by itself. No record is lost and none is doubled.
import {
  CreateApplicationCommand,
  ListApplicationOperationsCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  TagResourceCommand,
  UpdateApplicationCommand,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import type { S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { brokenJar, flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { curlSigned, type RestCall } from './harness/rest.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'scaling'
const name = 'scaled'

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client
let call: RestCall

beforeAll(async () => {
  weir = await startWeir({ WEIR_AUTOSCALING_POINT_SECONDS: '1' })
  client = controlClient(weir)
  files = filesClient(weir)
  call = curlSigned(weir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
})
afterAll(async () => weir.destroy())

const proof = () => readProof(files, bucket, outputOf(name))
const furtherThan = (seq: number) => until('more records', async () => (await proof()).highest > seq)
const applicationConfiguration = (change: object) => ({
  FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: change },
})

/** Updates the parallelism; resolves with what the history tells of it. */
async function rescale(parallelism: number, change: object = {}): Promise<string[]> {
  const watch = watcher(weir, client)
  const { ApplicationVersionId: CurrentApplicationVersionId } = await watch.describe(name)
  const { OperationId } = await client.send(
    new UpdateApplicationCommand({
      ApplicationName: name,
      CurrentApplicationVersionId,
      ApplicationConfigurationUpdate: applicationConfiguration({ ParallelismUpdate: parallelism, ...change }),
    }),
  )
  expect(await watch.operationEnds(name, OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  const { ApplicationStatus, ApplicationConfigurationDescription: described } = await watch.describe(name)
  expect(ApplicationStatus).toBe('RUNNING')
  const { ParallelismConfigurationDescription: now } = described?.FlinkApplicationConfigurationDescription ?? {}
  expect(now).toMatchObject({ Parallelism: parallelism, CurrentParallelism: parallelism })
  const { body } = await call('GET', `/v1/applications/${name}/events?kinds=scaling`)
  return body.events
    .filter(({ operationId }: { operationId: string }) => operationId === OperationId)
    .map(({ message }: { message: string }) => message)
}

it('has more and fewer tasks while it runs, in place and through a savepoint', async () => {
  const watch = watcher(weir, client)
  await client.send(new CreateApplicationCommand(proofApplication({ name, bucket, parallelism: 2 })))
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'RUNNING')
  await furtherThan(100)
  expect(await rescale(4)).toEqual(['Rescaled in place from 2 to 4.'])
  await furtherThan((await proof()).highest + 200)
  // Other TaskManagers are needed for another number of tasks in each: a new cluster.
  expect(await rescale(3, { ParallelismPerKPUUpdate: 3 })).toEqual([])
  await furtherThan((await proof()).highest + 100)
  expect(await rescale(1)).toEqual(['Rescaled in place from 3 to 1.'])
  await furtherThan((await proof()).highest + 200)
  const sofar = await proof()
  expect(sofar).toEqual(exactlyOnceUpTo(sofar.highest))
})

it('scales by itself, and tells why', async () => {
  const watch = watcher(weir, client)
  const { ApplicationARN: ResourceARN } = await watch.describe(name)
  // A job that is hardly busy counts as too busy here: what scales is the same, and it does not need a loaded machine.
  const Value = 'backlog target-utilization=0.1 tolerance=0.05 window=1 stabilization=1 lower-factor=0.5'
  await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'weir:autoscaling', Value }] }))
  // The program's source has a parallelism of its own, 1 like the application's at this moment: it must not follow, all others do.
  expect(await rescale(2)).toEqual(['Rescaled in place from 1 to 2.'])
  await rescale(1, { AutoScalingEnabledUpdate: true })
  const scaling = async () => (await call('GET', `/v1/applications/${name}/scaling`)).body
  await until('scaling to be judged', async () => (await scaling()).lastEvaluated !== undefined)
  expect(await scaling()).toMatchObject({ enabled: true, policy: 'backlog', floor: 1, ceiling: 128 })
})

it('stops with its output whole', async () => {
  const watch = watcher(weir, client)
  await until('a stop', async () => {
    const { ApplicationStatus } = await watch.describe(name)
    if (ApplicationStatus !== 'RUNNING') return false
    await client.send(new StopApplicationCommand({ ApplicationName: name }))
    return true
  })
  await watch.reaches(name, 'READY')
  const all = await proof()
  expect(all).toEqual(exactlyOnceUpTo(all.highest))
  const { ApplicationOperationInfoList: list } = await client.send(
    new ListApplicationOperationsCommand({ ApplicationName: name, Operation: 'UpdateApplication' }),
  )
  expect(list?.every(({ OperationStatus }) => OperationStatus === 'SUCCESSFUL')).toBe(true)
})

describe('a job that keeps a processor busy as long as it has one task', () => {
  const busy = 'busy'
  const scaling = async () => (await call('GET', `/v1/applications/${busy}/scaling`)).body
  const decided = async (by: string) =>
    (await scaling()).decisions.find(({ policy }: { policy: string }) => policy === by)

  it("gets twice as many by AWS's rule, and the decision says from what", async () => {
    await upload(files, bucket, 'broken.jar', brokenJar('as-asked'))
    const made = proofApplication({ name: busy, bucket, code: 'broken.jar' })
    const { FlinkApplicationConfiguration: flink } = made.ApplicationConfiguration
    await client.send(
      new CreateApplicationCommand({
        ...made,
        ApplicationConfiguration: {
          ...made.ApplicationConfiguration,
          EnvironmentProperties: {
            PropertyGroups: [{ PropertyGroupId: 'Failure', PropertyMap: { Mode: 'busy-alone' } }],
          },
          FlinkApplicationConfiguration: {
            ...flink,
            ParallelismConfiguration: {
              ...flink.ParallelismConfiguration,
              ParallelismPerKPU: 1,
              AutoScalingEnabled: true,
            },
          },
        },
      }),
    )
    await client.send(new StartApplicationCommand({ ApplicationName: busy }))
    await watcher(weir, client).reaches(busy, 'RUNNING')
    const decision = await until('the rule to be met', () => decided('cpu'), { seconds: 180 })
    expect(decision).toMatchObject({ from: 1, to: 2, reason: 'CPU was at 75 % or more for 15 points in a row.' })
    expect(decision.inputs).toMatchObject({ pointsAtOrAbove75: 15, parallelism: 1, floor: 1 })
    expect(decision.inputs.cpuPercent).toBeGreaterThanOrEqual(75)
  })

  it('is AUTOSCALING until it runs with them, and then RUNNING', async () => {
    const watch = watcher(weir, client)
    await watch.reaches(busy, 'RUNNING')
    const { ApplicationConfigurationDescription: described } = await watch.describe(busy)
    const { ParallelismConfigurationDescription: now } = described?.FlinkApplicationConfigurationDescription ?? {}
    expect(now).toMatchObject({ Parallelism: 1, CurrentParallelism: 2 })
    const { body } = await call('GET', `/v1/applications/${busy}/events?kinds=status`)
    const statuses = body.events.map(({ message }: { message: string }) => message)
    expect(statuses).toEqual(expect.arrayContaining(['RUNNING -> AUTOSCALING', 'AUTOSCALING -> RUNNING']))
    const { ApplicationOperationInfoList: list } = await client.send(
      new ListApplicationOperationsCommand({ ApplicationName: busy, Operation: 'AutoScaling' }),
    )
    expect(list).toMatchObject([{ OperationStatus: 'SUCCESSFUL' }])
  })

  it('gets half as many when it is idle, by the policy that its tag names', async () => {
    const { ApplicationARN: ResourceARN } = await watcher(weir, client).describe(busy)
    // Flink still tells how busy the one task was for some seconds.
    const Value = 'backlog window=1 stabilization=10'
    await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'weir:autoscaling', Value }] }))
    const decision = await until('the policy to decide', () => decided('backlog'), { seconds: 120 })
    expect(decision).toMatchObject({ policy: 'backlog', from: 2, to: 1 })
    expect(decision.inputs).toMatchObject({ targetUtilization: 0.7, parallelism: 2, points: 1 })
    expect(decision.inputs.demand).toBeLessThan(0.5)
    await client.send(new StopApplicationCommand({ ApplicationName: busy, Force: true }))
    await watcher(weir, client).reaches(busy, 'READY')
  })
})
