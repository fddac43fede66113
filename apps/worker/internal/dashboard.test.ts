import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DashboardPage, type DashboardRequest, EngineError } from '@weir/domain'
import { createInternalResponder } from './channel.ts'
import { dashboardRoutes, readFromWorker } from './dashboard.ts'

const now = new Date('2026-03-01T12:00:00Z')
const key = 'the key of the installation'

let server: Server
let url: string
let asked: { applicationId: string; request: DashboardRequest }[]
let page: () => Promise<DashboardPage>

const textPage = (text: string, given: Partial<DashboardPage> = {}): DashboardPage => ({
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  lasting: false,
  body: new Blob([text]).stream(),
  ...given,
})

beforeAll(async () => {
  const respond = createInternalResponder({
    key,
    clock: { now: () => now },
    routes: dashboardRoutes((applicationId, request) => {
      asked.push({ applicationId, request })
      return page()
    }),
  })
  server = createServer((request, response) => {
    void respond(request, response).then((mine) => {
      if (!mine) response.writeHead(404).end('not mine')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  asked = []
  page = async () => textPage('hello')
})

const read = (given: Partial<Parameters<typeof readFromWorker>[0]> = {}) =>
  readFromWorker({
    url,
    key,
    now,
    timeoutMs: 2_000,
    applicationId: 'an-id',
    request: { path: ['jobs', 'a:b', 'metrics'], query: 'get=a%2Cb' },
    ...given,
  })
const textOf = async ({ body }: DashboardPage): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

it('carries a page from one process to another as it is', async () => {
  page = async () => textPage('gone', { status: 404, lasting: true })
  const got = await read()
  expect(got).toMatchObject({ status: 404, contentType: 'text/plain; charset=utf-8', lasting: true })
  expect(await textOf(got)).toBe('gone')
  expect(asked).toEqual([{ applicationId: 'an-id', request: { path: ['jobs', 'a:b', 'metrics'], query: 'get=a%2Cb' } }])
  await read({ request: { path: [], query: '' } })
  expect(asked[1]).toEqual({ applicationId: 'an-id', request: { path: [], query: '' } })
})

it.each([
  ['with another key', { key: 'another' }],
  ['long ago', { now: new Date(now.getTime() - 61_000) }],
  ['in the future', { now: new Date(now.getTime() + 61_000) }],
])('serves nobody who signed %s', async (_, given) => {
  await expect(read(given)).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining('403') })
  expect(asked).toEqual([])
})

it('serves nobody without a signature, and nothing that is not a dashboard', async () => {
  expect((await fetch(`${url}/internal/dashboard/an-id`)).status).toBe(403)
  for (const other of ['elsewhere', 'internal/other', 'internal/toString', 'internal/']) {
    expect(await (await fetch(`${url}/${other}`)).text()).toBe('not mine')
  }
})

it.each([
  ['rejected', 'rejected', 'why'],
  ['unreachable', 'unreachable', 'why'],
] as const)('tells what was %s', async (kind, told, message) => {
  page = () => Promise.reject(new EngineError(kind, message))
  await expect(read()).rejects.toMatchObject({ kind: told, message })
})

it('tells a fault of the worker, and a worker that is not there, as unreachable', async () => {
  page = () => Promise.reject(new Error('a secret detail'))
  await expect(read()).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining('500') })
  await expect(read({ url: 'http://127.0.0.1:9' })).rejects.toMatchObject({ kind: 'unreachable' })
})
