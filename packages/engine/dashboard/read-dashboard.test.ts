import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readDashboard } from './read-dashboard.ts'
import type { StaticFiles } from './static-files.ts'

const job = '0123456789abcdef0123456789abcdef'
const files: StaticFiles = {
  read: async (path) =>
    path === 'index.html'
      ? { contentType: 'text/html; charset=utf-8', body: new Blob(['<html>']).stream() }
      : undefined,
}

let server: Server
let baseUrl: string
let asked: string[]
let answer: { status: number; type: string; body: string }

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.writeHead(answer.status, { 'content-type': answer.type, 'set-cookie': 'a=b' }).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  asked = []
  answer = { status: 200, type: 'application/json', body: '{}' }
})

const read = async (path: string, query = '') => {
  const request = { path: path === '' ? [] : path.split('/'), query }
  const { body, ...page } = await readDashboard({ baseUrl, files, request, timeoutMs: 2_000 })
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return { ...page, text: Buffer.concat(chunks).toString('utf8') }
}

it('passes pages on with their status and their query', async () => {
  answer = { status: 404, type: 'application/json', body: '{"errors":["no such job"]}' }
  const contentType = 'application/json; charset=utf-8'
  expect(await read(`jobs/${job}/exceptions`, 'maxExceptions=2')).toEqual({
    status: 404,
    contentType,
    lasting: false,
    text: answer.body,
  })
  expect(asked).toEqual([`GET /jobs/${job}/exceptions?maxExceptions=2`])
})

it("decides the type itself: what an application's code serves is never a page of ours", async () => {
  answer = { status: 200, type: 'text/html', body: '<script>' }
  expect((await read('jobmanager/log')).contentType).toBe('text/plain; charset=utf-8')
  expect((await read('overview')).contentType).toBe('application/json; charset=utf-8')
})

it('takes the files of the UI from the distribution, without asking the cluster', async () => {
  expect(await read('')).toMatchObject({ text: '<html>', lasting: false })
  await expect(read('main.js')).rejects.toMatchObject({ kind: 'rejected' })
  expect(asked).toEqual([])
})

it('hides secrets, and shows nothing where it cannot look for them', async () => {
  answer.body = JSON.stringify([{ key: 's3.access-key', value: 'AKIA' }])
  expect((await read('jobmanager/config')).text).toBe('[{"key":"s3.access-key","value":"******"}]')
  answer.body = 's3.access-key: AKIA'
  await expect(read('jobmanager/config')).rejects.toMatchObject({ kind: 'unreachable' })
})

it('lets the UI ask at a calm pace', async () => {
  answer.body = JSON.stringify({ 'refresh-interval': 100, 'flink-version': '2.2.1' })
  expect(JSON.parse((await read('config')).text)).toEqual({ 'refresh-interval': 3_000, 'flink-version': '2.2.1' })
})

it('says so when nobody answers', async () => {
  const request = { path: ['overview'], query: '' }
  const page = readDashboard({ baseUrl: 'http://127.0.0.1:9', files, request, timeoutMs: 2_000 })
  await expect(page).rejects.toMatchObject({ kind: 'unreachable' })
})
