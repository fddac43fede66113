import { setTimeout as pause } from 'node:timers/promises'
import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import type { MeasuredApplication } from '@weir/domain'
import { anApplication } from '@weir/testkit'
import { type MotoServer, startMotoServer } from '@weir/testkit/servers/moto-server'
import { createCloudWatchPublisher } from './cloudwatch-publisher.ts'

const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const clock = { now: () => new Date() }
const sleeper = { sleep: (ms: number, signal?: AbortSignal) => pause(ms, undefined, { signal }).catch(() => undefined) }

/** Against moto, which answers as CloudWatch does. */
describe('metrics on their way to CloudWatch', () => {
  let moto: MotoServer
  beforeAll(async () => {
    moto = await startMotoServer()
  })
  afterAll(() => moto.stop())

  const publisher = (given: { queueLength?: number } = {}) => {
    const counts = { sent: 0, dropped: 0 }
    const { endpoint, accessKeyId, secretAccessKey } = moto
    const made = createCloudWatchPublisher({
      endpoint,
      credentials: { accessKeyId, secretAccessKey },
      clock,
      sleeper,
      logger,
      retryMs: 100,
      counted: (outcome, datums) => {
        counts[outcome] += datums
      },
      ...given,
    })
    const until = async (sent: number): Promise<void> => {
      while (counts.sent < sent) await pause(20)
    }
    return { ...made, counts, until }
  }
  const measured = (
    name: string,
    values: MeasuredApplication['point']['values'],
    region = 'us-east-1',
  ): MeasuredApplication => {
    const application = anApplication({ name, region })
    return { application, point: { applicationId: application.id, at: new Date(), values } }
  }
  const client = (region: string) => {
    const { endpoint, accessKeyId, secretAccessKey } = moto
    return new CloudWatchClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
  }

  it("arrive under MSF's names and dimensions, more than one call takes, in their own region", async () => {
    const { sink, close, until } = publisher()
    const tasks = Array.from({ length: 1_200 }, (_, task) => ({
      metric: 'numRecordsIn',
      task: `t${task}`,
      value: task,
    }))
    sink([
      measured('big', [{ metric: 'containerCPUUtilization', value: 42.5 }, ...tasks]),
      measured('far', [{ metric: 'lastCheckpointSize', value: 10 }], 'eu-north-1'),
    ])
    await until(1_202)
    await close(1_000)
    const asked = {
      Namespace: 'AWS/KinesisAnalytics',
      MetricName: 'containerCPUUtilization',
      Dimensions: [{ Name: 'Application', Value: 'big' }],
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 600_000),
      Period: 60,
      Statistics: ['Average' as const],
    }
    const { Datapoints = [] } = await client('us-east-1').send(new GetMetricStatisticsCommand(asked))
    expect(Datapoints).toMatchObject([{ Average: 42.5, Unit: 'Percent' }])
    const task = { Name: 'Task', Value: 't1199' }
    const listed = await client('us-east-1').send(new ListMetricsCommand({ Dimensions: [task] }))
    expect(listed.Metrics).toMatchObject([
      { MetricName: 'numRecordsIn', Dimensions: expect.arrayContaining([{ Name: 'Application', Value: 'big' }, task]) },
    ])
    const far = await client('eu-north-1').send(new ListMetricsCommand({}))
    expect(far.Metrics?.map(({ MetricName }) => MetricName)).toEqual(['lastCheckpointSize'])
  })

  it('wait while the endpoint is away, in a queue that drops the oldest, and go when it is back', async () => {
    const { sink, close, until, counts } = publisher({ queueLength: 10 })
    const port = Number(new URL(moto.endpoint).port)
    await moto.stop()
    for (let value = 0; value < 15; value += 1) sink([measured('late', [{ metric: 'KPUs', value }])])
    expect(counts).toEqual({ sent: 0, dropped: 5 })
    moto = await startMotoServer({ port })
    await until(10)
    await close(1_000)
    expect(counts).toEqual({ sent: 10, dropped: 5 })
  })

  it('do not hold up a stop', async () => {
    const { sink, close } = publisher()
    await moto.stop()
    sink([measured('never', [{ metric: 'KPUs', value: 1 }])])
    await close(50)
    sink([measured('never', [{ metric: 'KPUs', value: 1 }])])
  })
})
