import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { aLogRecord, aRoleAccess } from '@weir/testkit'
import { type MotoServer, startMotoServer } from '@weir/testkit/servers/moto-server'
import { createCloudWatchLogs } from './cloudwatch-logs.ts'

const logStreamArn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/weir/flights:log-stream:application'
const clock = { now: () => new Date() }

let moto: MotoServer
beforeAll(async () => {
  moto = await startMotoServer()
})
afterAll(() => moto.stop())

const record = (time: number, message: string) => aLogRecord({ time, event: { message } })

it('makes the stream, puts in order what there is, and goes on in what it has made', async () => {
  const { endpoint, accessKeyId, secretAccessKey } = moto
  const access = aRoleAccess({ accessKeyId, secretAccessKey, endpoints: { logs: endpoint } })
  const destination = createCloudWatchLogs({ clock })
  expect(destination.hasEndpoint(access)).toBe(true)
  const now = Date.now()
  await destination.put({ logStreamArn, access }, [record(now - 1_000, 'second'), record(now - 2_000, 'first')])
  await destination.put({ logStreamArn, access }, [record(now, 'third, naïve \u{1F30A}')])

  const credentials = { accessKeyId, secretAccessKey }
  const client = new CloudWatchLogsClient({ endpoint, region: 'eu-west-1', credentials })
  const [logGroupName, logStreamName] = ['/weir/flights', 'application']
  const { events = [] } = await client.send(
    new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
  )
  client.destroy()
  expect(events.map(({ timestamp }) => timestamp)).toEqual([now - 2_000, now - 1_000, now])
  expect(events.map(({ message = '' }) => JSON.parse(message) as object)).toEqual(
    ['first', 'second', 'third, naïve \u{1F30A}'].map((message) => record(0, message).event),
  )
})

it('tells what is refused from what does not answer', async () => {
  const records = [record(Date.now(), 'm')]
  const access = aRoleAccess({ endpoints: {} })
  expect(createCloudWatchLogs({ clock }).hasEndpoint(access)).toBe(false)
  const nowhere = createCloudWatchLogs({ clock, endpoint: 'http://127.0.0.1:9' })
  await expect(nowhere.put({ logStreamArn, access }, records)).rejects.toMatchObject({ kind: 'unreachable' })
  const real = createCloudWatchLogs({ clock, endpoint: moto.endpoint })
  const named = logStreamArn.replace('/weir/flights', 'g'.repeat(600))
  await expect(real.put({ logStreamArn: named, access }, records)).rejects.toMatchObject({ kind: 'refused' })
})
