import { AccessDeniedException } from '@weir/service-model'
import { anApplication } from '@weir/testkit'
import { createFakeLogs } from '@weir/testkit/fake-engine/fake-engine-logs'
import { apiUnderTest, bearer } from '../fixtures/rest-under-test.ts'
import type { InsightDeps, ReadLogs } from './insight-deps.ts'

const application = anApplication({ name: 'flights' })
const deployment = {
  applicationId: application.id,
  applicationArn: application.arn,
  deploymentId: 'd-1',
  versionId: 3,
  epoch: 1,
}
const begin = Date.parse('2026-03-01T12:00:00Z')

const world = ({ deny = false, down = false } = {}) => {
  let time = begin
  const clock = { now: () => new Date(time) }
  const logs = createFakeLogs(clock)
  const permissions: unknown[] = []
  const readLogs: ReadLogs = (id, { query, signal, missing }) => {
    if (down) missing('worker-2')
    return logs.read(id, query, signal)
  }
  const insight = {
    findApplication: async (_: unknown, name: string) => (name === 'flights' ? application : undefined),
    permit: async (_: unknown, permission: unknown) => {
      permissions.push(permission)
      if (deny) throw new AccessDeniedException('no')
    },
    readLogs,
  } as unknown as InsightDeps
  const { app } = apiUnderTest({ insight })
  const read = async (query = '', name = 'flights') => {
    const answer = await app.inject({ url: `/v1/applications/${name}/logs?${query}`, headers: bearer })
    const body = answer.json<{ events?: { event: { message: string } }[]; next?: string; complete: boolean }>()
    return { status: answer.statusCode, body, messages: (body.events ?? []).map(({ event }) => event.message) }
  }
  const log = (message: string, given: object = {}): void => {
    logs.log(deployment, { message, ...given })
    time += 1
  }
  return { app, read, log, permissions, deployment, logs }
}

it("shows events in AWS's form, oldest first, with the permission to filter log events", async () => {
  const { read, log, permissions } = world()
  log('one', { throwableInformation: ['x.E: why'] })
  log('two', { component: 'taskmanager-0' })
  const { body } = await read()
  expect(body).toEqual({
    complete: true,
    events: [
      {
        time: '2026-03-01T12:00:00.000Z',
        component: 'jobmanager',
        deploymentId: 'd-1',
        event: {
          applicationARN: application.arn,
          applicationVersionId: '3',
          locationInformation: 'org.example.Job.main(Job.java:1)',
          logger: 'org.example.Job',
          message: 'one',
          messageSchemaVersion: '1',
          messageType: 'INFO',
          threadName: 'main',
          throwableInformation: ['x.E: why'],
        },
      },
      expect.objectContaining({ component: 'taskmanager-0' }),
    ],
  })
  expect(permissions).toEqual([{ action: 'logs:FilterLogEvents', resource: application.arn }])
})

it('filters by range, words, level and component', async () => {
  const { read, log } = world()
  log('alpha', { messageType: 'ERROR' })
  log('beta gamma', { messageType: 'WARN' })
  log('gamma', { component: 'taskmanager-3' })
  expect((await read(`from=${(begin + 1) / 1000}`)).messages).toEqual(['beta gamma', 'gamma'])
  expect((await read('to=2026-03-01T12:00:00.001Z')).messages).toEqual(['alpha'])
  expect((await read(`filter=${encodeURIComponent('gamma -"beta g"')}`)).messages).toEqual(['gamma'])
  expect((await read('level=WARN')).messages).toEqual(['alpha', 'beta gamma'])
  expect((await read('component=taskmanager')).messages).toEqual(['gamma'])
})

it('gives pages that together are the whole, and the newest when asked', async () => {
  const { read, log, logs } = world()
  for (let n = 0; n < 3; n += 1) for (const at of ['a', 'b']) logs.log(deployment, { message: `${at}${n}` })
  log('c')
  const seen: string[] = []
  let next: string | undefined
  do {
    const page = await read(`limit=2${next === undefined ? '' : `&next=${next}`}`)
    expect(page.messages.length).toBeLessThanOrEqual(2)
    seen.push(...page.messages)
    next = page.body.next
  } while (next !== undefined)
  expect(seen).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2', 'c'])
  expect((await read('limit=2&newest=true')).messages).toEqual(['b2', 'c'])
})

it('ends a page before it is too large', async () => {
  const { read, log } = world()
  for (let n = 0; n < 30; n += 1) log('x'.repeat(100_000))
  const { messages, body } = await read()
  expect(messages).toHaveLength(9)
  expect(body.next).toBeDefined()
  expect((await read('newest=true')).messages).toHaveLength(9)
})

it('says when something may be missing', async () => {
  expect((await world({ down: true }).read()).body).toEqual({ events: [], complete: false })
})

it.each([
  'filter=%7B%20%24.a%20%3D%201%20%7D',
  'level=TRACE',
  'component=..%2Fconf',
  'from=yesterday',
  'next=nonsense',
  'limit=0',
  'newest=true&next=1',
  'other=1',
])('refuses %s', async (query) => {
  expect((await world().read(query)).status).toBe(400)
})

it('is closed to those without the permission, before it says what there is', async () => {
  const { read } = world({ deny: true })
  expect((await read()).status).toBe(403)
  expect((await read('', 'none')).status).toBe(403)
  expect((await world().read('', 'none')).status).toBe(404)
})

it('streams what comes, and goes on behind the last event that a client has seen', async () => {
  const { app, log } = world()
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const follow = async (wanted: number, headers: Record<string, string> = {}) => {
    const gone = new AbortController()
    const response = await fetch(`${address}/v1/applications/flights/logs?follow=true&filter=-quiet&from=2026-03-01`, {
      headers: { ...bearer, ...headers },
      signal: gone.signal,
    })
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true })
      if (text.split('"message"').length > wanted) break
    }
    gone.abort()
    const ids = [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id ?? '')
    return { ids, messages: [...text.matchAll(/"message":"(\w+)"/g)].map(([, message]) => message) }
  }
  log('one')
  log('quiet')
  const first = follow(3)
  log('two')
  log('three')
  expect((await first).messages).toEqual(['one', 'two', 'three'])
  const again = await follow(2, { 'last-event-id': (await first).ids[0] ?? '' })
  expect(again.messages).toEqual(['two', 'three'])
  await app.drain({ noticeMs: 0, limitMs: 500 })
})
