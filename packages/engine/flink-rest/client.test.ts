import { createServer, type Server } from 'node:http'
import { createFlinkRestClient } from './client.ts'

/** What a Flink answered, by `METHOD path`. */
type Answers = Readonly<Record<string, { status?: number; body: unknown } | 'never'>>

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function flink(answers: Answers) {
  const asked: { line: string; body: string }[] = []
  const created = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const line = `${request.method ?? ''} ${request.url ?? ''}`
      asked.push({ line, body })
      const answer = answers[line] ?? { status: 404, body: { errors: ['Not found.'] } }
      if (answer === 'never') return
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
    })
  })
  server = created
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve))
  const { port } = created.address() as { port: number }
  return { client: createFlinkRestClient({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 300 }), asked, port }
}

it('asks for savepoints under the id it was given', async () => {
  const { client, asked } = await flink({
    'POST /jobs/j/savepoints': { status: 202, body: { 'request-id': 't' } },
    'POST /jobs/j/stop': { status: 202, body: { 'request-id': 't' } },
  })
  await client.triggerSavepoint('j', { triggerId: 't', directory: 'file:/s' })
  await client.stopWithSavepoint('j', { triggerId: 't', directory: 'file:/s' })
  expect(asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { 'target-directory': 'file:/s', 'cancel-job': false, formatType: 'CANONICAL', triggerId: 't' },
    { targetDirectory: 'file:/s', drain: false, formatType: 'CANONICAL', triggerId: 't' },
  ])
})

it('says undefined for what Flink does not know', async () => {
  const { client } = await flink({})
  expect(await client.job('j')).toBeUndefined()
  expect(await client.savepointStatus('j', 't')).toBeUndefined()
})

it('reads the number of restarts, 0 before there is one', async () => {
  const { client } = await flink({
    'GET /jobs/j/metrics?get=numRestarts,numRescales': {
      body: [
        { id: 'numRestarts', value: '3' },
        { id: 'numRescales', value: '1' },
      ],
    },
    'GET /jobs/k/metrics?get=numRestarts,numRescales': { body: [] },
  })
  expect(await client.restarts('j')).toEqual({ restarts: 3, rescales: 1 })
  expect(await client.restarts('k')).toEqual({ restarts: 0 })
})

it("gives a refusal in Flink's own words, its innermost cause", async () => {
  const errors = ['org.example.Outer: no\n\tat a.B\nCaused by: org.example.Inner: not enough slots\n\tat c.D']
  const { client } = await flink({ 'POST /jobs/j/stop': { status: 400, body: { errors } } })
  await expect(client.stopWithSavepoint('j', { triggerId: 't', directory: 'd' })).rejects.toMatchObject({
    kind: 'rejected',
    message: 'org.example.Inner: not enough slots',
  })
})

it.each([
  ['is not up yet', { status: 503, body: { errors: ['Service temporarily unavailable'] } }],
  ['fails inside', { status: 500, body: 'no json' }],
  ['answers nonsense', { status: 200, body: '<html>' }],
  ['never answers', 'never' as const],
])('is unreachable when Flink %s', async (_, answer) => {
  const { client } = await flink({ 'GET /overview': answer })
  await expect(client.overview()).rejects.toMatchObject({ name: 'EngineError', kind: 'unreachable' })
})

it('follows no answer to another place: who answers is in one process with a stranger', async () => {
  const elsewhere: string[] = []
  const secret = createServer((request, response) => {
    elsewhere.push(request.url ?? '')
    response.writeHead(400).end('an internal secret')
  })
  await new Promise<void>((resolve) => secret.listen(0, '127.0.0.1', resolve))
  const { port } = secret.address() as { port: number }
  const hostile = createServer((_, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${port}/latest/meta-data` }).end()
  })
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve))
  const own = hostile.address() as { port: number }
  const client = createFlinkRestClient({ baseUrl: `http://127.0.0.1:${own.port}` })
  await expect(client.overview()).rejects.toMatchObject({ kind: 'unreachable' })
  await expect(client.setRequirements('j', {})).rejects.toMatchObject({ kind: 'unreachable' })
  expect(elsewhere).toEqual([])
  for (const each of [secret, hostile]) each.close()
})

it('does not read an answer that has no end', async () => {
  const hostile = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  })
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve))
  const { port } = hostile.address() as { port: number }
  const client = createFlinkRestClient({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 60_000 })
  await expect(client.overview()).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('does not end'),
  })
  hostile.closeAllConnections()
  hostile.close()
})

it('is unreachable when nothing listens', async () => {
  const client = createFlinkRestClient({ baseUrl: 'http://127.0.0.1:1' })
  await expect(client.overview()).rejects.toMatchObject({ kind: 'unreachable' })
})
