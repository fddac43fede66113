import type { ApplicationEvent, NewApplicationEvent } from '@weir/domain'
import { AccessDeniedException } from '@weir/service-model'
import { anApplication, createManualClock, createMemoryStore } from '@weir/testkit'
import { apiUnderTest, bearer } from '../fixtures/rest-under-test.ts'
import type { InsightDeps } from './insight-deps.ts'

const application = anApplication({ name: 'flights' })
const at = new Date('2026-03-01T12:00:00Z')

const world = async ({ deny = false } = {}) => {
  const store = createMemoryStore({ clock: createManualClock() })
  await store.applications.insert(application)
  const insight = {
    findApplication: async (_: unknown, name: string) => (name === 'flights' ? application : undefined),
    permit: async () => {
      if (deny) throw new AccessDeniedException('no')
    },
    events: store.events,
  } as unknown as InsightDeps
  const { app } = apiUnderTest({ insight })
  const tell = (message: string, given: Partial<NewApplicationEvent> = {}) =>
    store.events.add({ applicationId: application.id, at, kind: 'status', message, ...given })
  const read = async (query = '', name = 'flights') => {
    const answer = await app.inject({ url: `/v1/applications/${name}/events?${query}`, headers: bearer })
    const body = answer.json<{ events?: ApplicationEvent[]; next?: number }>()
    return { status: answer.statusCode, body, messages: (body.events ?? []).map(({ message }) => message) }
  }
  return { app, read, tell }
}

it('shows what happened, newest first, a page at a time', async () => {
  const { read, tell } = await world()
  for (const message of ['one', 'two', 'three']) await tell(message)
  const first = await read('limit=2')
  expect(first.messages).toEqual(['three', 'two'])
  expect(first.body.events?.[0]).toMatchObject({ kind: 'status', time: at.toISOString(), sequence: expect.any(Number) })
  const second = await read(`limit=2&before=${String(first.body.next)}`)
  expect(second.messages).toEqual(['one'])
  expect(second.body.next).toBeUndefined()
})

it('shows only the kinds that are asked for', async () => {
  const { read, tell } = await world()
  await tell('moved')
  await tell('launch', { kind: 'phase', operationId: 'o', detail: { phase: 'launch' } })
  expect((await read('kinds=phase,snapshot')).messages).toEqual(['launch'])
  expect((await read('kinds=weather')).status).toBe(400)
})

it('says nothing to those who may not see the application, and nothing of one that is not there', async () => {
  expect((await (await world({ deny: true })).read()).status).toBe(403)
  expect((await (await world()).read('', 'other')).status).toBe(404)
})

it('follows: from where the client was, and on while things happen', async () => {
  const { app, read, tell } = await world()
  await tell('before')
  await tell('missed')
  const [, before] = (await read()).body.events ?? []
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const leave = new AbortController()
  try {
    const answer = await fetch(`${url}/v1/applications/flights/events?follow=true`, {
      headers: { ...bearer, 'last-event-id': String(before?.sequence) },
      signal: leave.signal,
    })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true })
      if (text.includes('"missed"') && !text.includes('"live"')) await tell('live', { kind: 'snapshot' })
      if (text.includes('"live"')) break
    }
    expect(text).not.toContain('"before"')
    expect(text).toMatch(/id: \d+\nevent: snapshot\ndata: \{.*"live".*\}\n\n/)
  } finally {
    leave.abort()
    await app.close()
  }
})

it('lets an account follow only so many streams at a time, and gives each place back', async () => {
  const { app } = await world()
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const follow = (signal: AbortSignal) =>
    fetch(`${url}/v1/applications/flights/events?follow=true`, { headers: bearer, signal })
  const leave = new AbortController()
  try {
    const streams = await Promise.all(Array.from({ length: 50 }, () => follow(leave.signal)))
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]))
    const refused = await follow(leave.signal)
    expect([refused.status, await refused.json()]).toEqual([429, expect.anything()])
    leave.abort()
    const later = new AbortController()
    for (let answer = await follow(later.signal); answer.status === 429; answer = await follow(later.signal)) {
      await answer.text()
    }
    later.abort()
  } finally {
    leave.abort()
    // Also those that fetch has opened and never used.
    app.server.closeAllConnections()
    await app.close()
  }
})
