import { type IncomingMessage, request as httpRequest } from 'node:http'
import { get as httpsGet } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createManualClock } from '@weir/testkit'
import { selfSigned } from '../../../test/acceptance/harness/self-signed.ts'
import type { createApi } from '../app.ts'
import { apiUnderTest, ask, credentials } from '../fixtures/api-under-test.ts'
import { type Certificate, defaultEdge } from './settings.ts'

type Api = ReturnType<typeof createApi>

const open: Api[] = []
const listening = async (app: Api): Promise<number> => {
  open.push(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as AddressInfo).port
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.drain({ noticeMs: 0, limitMs: 0 })))
})

/** What a socket answers to these bytes, until it is closed. */
const talk = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => resolve(text)).on('error', reject)
  })

describe('every answer', () => {
  it.each(['/', '/docs', '/docs/static/swagger-ui.css', '/health/live', '/v1/nothing', '/%zz'])(
    'of %s tells browsers to be careful',
    async (path) => {
      const { headers } = await apiUnderTest().app.inject(path)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.any(String),
      })
      expect(headers).not.toHaveProperty('strict-transport-security')
    },
  )

  it('of a proxy that is trusted, and of no other, is for who is behind it', async () => {
    const from = async (trustedProxies: string[]) => {
      const { app } = apiUnderTest({ edge: { ...defaultEdge, trustedProxies } })
      const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' }
      return (await app.inject({ url: '/health/live', headers })).headers['strict-transport-security']
    }
    expect(await from([])).toBeUndefined()
    expect(await from(['127.0.0.0/8'])).toBe('max-age=15552000')
  })
})

describe('TLS', () => {
  it('serves with a certificate, and with its successor once there is one', async () => {
    const [first, second] = [selfSigned('first'), selfSigned('second')]
    const listeners: ((certificate: Certificate) => void)[] = []
    const certificates = {
      current: () => first,
      onChange: (listener: (c: Certificate) => void) => void listeners.push(listener),
    }
    const port = await listening(apiUnderTest({ edge: { ...defaultEdge, certificates } }).app)
    const ask = (ca: string, maxVersion: 'TLSv1.1' | 'TLSv1.3' = 'TLSv1.3') =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const options = {
          host: '127.0.0.1',
          port,
          path: '/health/live',
          ca,
          agent: false,
          maxVersion,
          minVersion: 'TLSv1',
        } as const
        httpsGet(options, (answer) => resolve(answer.resume())).on('error', reject)
      })
    const answer = await ask(first.cert)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['strict-transport-security']).toBeDefined()
    await expect(ask(first.cert, 'TLSv1.1')).rejects.toThrow()
    listeners.forEach((listener) => listener(second))
    expect((await ask(second.cert)).statusCode).toBe(200)
    await expect(ask(first.cert)).rejects.toThrow(/self-signed/)
  })
})

describe('what is no request', () => {
  it.each([
    ['no HTTP', 'hello\r\n\r\n', '400', 'SerializationException'],
    [
      'a header too large',
      `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(40_000)}\r\n\r\n`,
      '431',
      'RequestEntityTooLarge',
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      '400',
      'Serialization',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      '400',
      'SerializationException',
    ],
  ])('is answered and closed: %s', async (_name, bytes, status, type) => {
    const port = await listening(apiUnderTest().app)
    const answer = await talk(port, bytes)
    expect(answer).toContain(`HTTP/1.1 ${status}`)
    expect(answer).toContain(type)
    expect(answer).toMatch(/x-amzn-requestid: [0-9a-f-]{36}/)
    expect(answer).toMatch(/date: \w{3}, /)
  })

  it('is closed when it does not come to an end', async () => {
    const edge = { ...defaultEdge, headerMs: 100, smallBodyMs: 100 }
    const port = await listening(apiUnderTest({ edge }).app)
    expect(await talk(port, 'GET / HTTP/1.1\r\nhost: x\r\n')).toContain('408')
    expect(await talk(port, 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{')).not.toContain('HTTP/1.1 5')
  })
})

it('receives only so many large bodies at once', async () => {
  const port = await listening(
    apiUnderTest({ edge: { ...defaultEdge, largeBodies: 2 }, clock: { now: () => new Date() } }).app,
  )
  const day = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${day.slice(0, 8)}/us-east-1/kinesisanalytics/aws4_request, ` +
    'SignedHeaders=host;x-amz-date;x-amz-target, Signature=0'
  const upload = () => {
    const request = httpRequest({
      port,
      method: 'POST',
      headers: {
        authorization,
        'x-amz-date': day,
        'x-amz-target': 'KinesisAnalytics_20180523.CreateApplication',
        'content-length': '60000000',
      },
    })
    request.on('error', () => undefined).flushHeaders()
    const answer = new Promise<IncomingMessage>((resolve) => request.on('response', resolve))
    return { request, answer }
  }
  const uploads = [upload(), upload(), upload()]
  const refused = await Promise.race(uploads.map(async (each) => ({ each, answer: await each.answer })))
  expect(refused.answer.headers['x-amzn-errortype']).toBe('ThrottlingException')
  const received = uploads.filter((each) => each !== refused.each)
  received[0]?.request.destroy()
  // once the server has noticed, there is room again
  let next = 'refused'
  while (next === 'refused') {
    const another = upload()
    next = await Promise.race([another.answer.then(() => 'refused'), pause(500, 'received')])
    another.request.destroy()
  }
  received[1]?.request.destroy()
})

describe('who fails to authenticate', () => {
  const guess = { action: 'ListApplications', headers: { 'x-amz-content-sha256': '0'.repeat(64) } } as const
  const typeOf = async (answer: ReturnType<typeof ask>) => (await answer).json<{ __type: string }>().__type

  it('too often is not listened to for a while; others are', async () => {
    const clock = createManualClock(new Date('2026-03-01T12:00:00Z'))
    const { app } = apiUnderTest({ clock, edge: { ...defaultEdge, failedAuthenticationsPerMinute: 6 } })
    for (let i = 0; i < 6; i++) expect(await typeOf(ask(app, guess))).toBe('InvalidSignatureException')
    expect(await typeOf(ask(app, guess))).toBe('ThrottlingException')
    expect(await typeOf(ask(app, { action: 'ListApplications' }))).toBe('ThrottlingException')
    expect((await app.inject('/health/live')).statusCode).toBe(200)
    const rest = await app.inject({ url: '/v1/applications', headers: { authorization: 'Bearer x' } })
    expect([rest.statusCode, rest.headers['retry-after']]).toEqual([429, '10'])
    const other = await app.inject({
      url: '/v1/applications',
      headers: { authorization: 'Bearer x' },
      remoteAddress: '192.0.2.9',
    })
    expect(other.statusCode).toBe(401)
    await clock.advance(11_000)
    expect(await typeOf(ask(app, guess))).toBe('InvalidSignatureException')
  })
})

describe('a drain', () => {
  it('says so, finishes what is in progress, closes what is idle and takes nothing new', async () => {
    let finish: () => void = () => undefined
    let begin: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => (finish = resolve))
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const { app } = apiUnderTest({
      readiness: async () => {
        begin()
        await waiting
        return { ready: true, checks: {} }
      },
    })
    const port = await listening(app)
    const get = (path: string, agent?: false) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        httpRequest({ port, path, ...(agent === false && { agent }) }, (answer) => resolve(answer.resume()))
          .on('error', reject)
          .end()
      })
    const idle = connect(port, '127.0.0.1')
    const closed = new Promise((resolve) => idle.once('close', resolve))
    const inProgress = get('/health/ready')
    await begun
    const drained = app.drain({ noticeMs: 3_000, limitMs: 60_000 })
    const ready = await get('/health/ready', false)
    expect([ready.statusCode, ready.headers.connection]).toEqual([503, 'close'])
    await closed
    await expect(get('/health/live', false)).rejects.toThrow('ECONNREFUSED')
    finish()
    expect((await inProgress).statusCode).toBe(200)
    await drained
    await app.drain({ noticeMs: 0, limitMs: 0 })
  })

  it('does not wait for ever', async () => {
    let begin: () => void = () => undefined
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const { app } = apiUnderTest({
      readiness: () => {
        begin()
        return new Promise(() => undefined)
      },
    })
    const port = await listening(app)
    const hanging = talk(port, 'GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n')
    await begun
    await app.drain({ noticeMs: 0, limitMs: 200 })
    expect(await hanging).toBe('')
  })
})
