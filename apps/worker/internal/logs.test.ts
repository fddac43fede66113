import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LogQuery, LogRecord } from '@weir/domain'
import { aLogRecord } from '@weir/testkit'
import { createInternalResponder } from './channel.ts'
import { logRoutes, readLogsFromWorker } from './logs.ts'

const now = new Date('2026-03-01T12:00:00Z')
const key = 'the key of the installation'

let server: Server
let url: string
let records: (signal: AbortSignal) => AsyncIterable<LogRecord>
let asked: { applicationId: string; query: LogQuery } | undefined

beforeAll(async () => {
  const routes = logRoutes((applicationId, query, signal) => {
    asked = { applicationId, query }
    return records(signal)
  })
  const respond = createInternalResponder({ key, clock: { now: () => now }, routes })
  server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

const record = (time: number) => aLogRecord({ time, event: { message: 'naïve\n"line"' } })
const query: LogQuery = {
  from: 1,
  filter: { every: ['a b?&=%'], none: [], some: [] },
  after: { time: 1, seen: { x: 2 } },
}
const read = (signal = new AbortController().signal) =>
  readLogsFromWorker({ url, key, now, applicationId: 'an-id', query, signal })

it('carries records and the question for them as they are', async () => {
  records = async function* () {
    for (let n = 0; n < 500; n += 1) yield record(n)
  }
  const got: LogRecord[] = []
  for await (const each of read()) got.push(each)
  expect(got).toEqual(Array.from({ length: 500 }, (_, n) => record(n)))
  expect(asked).toEqual({ applicationId: 'an-id', query })
})

it('does not take a log that breaks off for a whole one', async () => {
  records = async function* () {
    yield record(1)
    throw new Error('the disk is gone')
  }
  const reading = (async () => {
    for await (const each of read()) expect(each).toEqual(record(1))
  })()
  await expect(reading).rejects.toMatchObject({ kind: 'unreachable' })
})

it('tells the worker when nobody reads on', async () => {
  const told = new Promise<void>((resolve) => {
    records = async function* (signal) {
      yield record(1)
      await new Promise((aborted) => signal.addEventListener('abort', aborted))
      resolve()
    }
  })
  for await (const each of read()) {
    expect(each).toEqual(record(1))
    break
  }
  await told
})
