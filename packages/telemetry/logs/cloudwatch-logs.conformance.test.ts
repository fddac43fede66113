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

it('brings more than one call takes, by number and by size, in order and whole', async () => {
  const { endpoint, accessKeyId, secretAccessKey } = moto
  const access = aRoleAccess({ accessKeyId, secretAccessKey, endpoints: { logs: endpoint } })
  const begin = Date.now() - 60_000
  const large = '\u{1F30A}'.repeat(24_000) // 96 kB
  const records = [
    ...Array.from({ length: 10_500 }, (_, index) => record(begin + index, `small ${String(index)}`)),
    ...Array.from({ length: 24 }, (_, index) => record(begin + 20_000 + index, `${String(index)} ${large}`)),
    record(begin + 30_000, 'x'.repeat(400_000)),
  ]
  await createCloudWatchLogs({ clock }).put({ logStreamArn: `${logStreamArn}-much`, access }, records)

  const client = new CloudWatchLogsClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId, secretAccessKey },
  })
  const named = { logGroupName: '/weir/flights', logStreamName: 'application-much', startFromHead: true }
  const found: string[] = []
  for (let nextToken: string | undefined; ;) {
    const page = await client.send(new GetLogEventsCommand({ ...named, nextToken }))
    found.push(...(page.events ?? []).map(({ message = '' }) => message))
    if (page.nextForwardToken === nextToken || page.events?.length === 0) break
    nextToken = page.nextForwardToken
  }
  client.destroy()
  const said = found.map((each) => (JSON.parse(each) as { message: string }).message)
  expect(said.slice(0, -1)).toEqual(records.slice(0, -1).map(({ event }) => event.message))
  // No service takes an event so large: its beginning is brought.
  expect(said).toHaveLength(records.length)
  expect(said.at(-1)).toBe(`${'x'.repeat(30_000)}...`)
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
