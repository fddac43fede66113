import { type ActionName, actions } from '@weir/service-model'
import fc from 'fast-check'
import { apiUnderTest, ask, minimalInput } from './fixtures/api-under-test.ts'

// Actions that are not written answer 400: whatever gets as far as one has passed every stage before.
const { app } = apiUnderTest()
const anyAction = fc.constantFrom(...(Object.keys(actions) as ActionName[]))
const headerName = fc
  .stringMatching(/^[a-z][a-z-]{0,20}$/)
  .filter((name) => !['host', 'content-length', 'expect'].includes(name))
const headerValue = fc.stringMatching(/^[ -~]{0,60}$/)

/** The minimal input with one value somewhere in it replaced. */
const almostValid = fc
  .tuple(fc.constantFrom(...Object.keys(minimalInput)), fc.array(fc.nat(3), { maxLength: 3 }), fc.jsonValue())
  .map(([member, path, value]) => {
    const input = structuredClone(minimalInput) as Record<string, unknown>
    let [parent, key]: [Record<string, unknown>, string] = [input, member]
    for (const step of path) {
      const child = parent[key]
      if (typeof child !== 'object' || child === null || Object.keys(child).length === 0) break
      const keys = Object.keys(child)
      parent = child as Record<string, unknown>
      key = keys[step % keys.length]!
    }
    parent[key] = value
    return JSON.stringify(input)
  })

const expectRefusal = ({ statusCode, json }: { statusCode: number; json: () => unknown }) => {
  expect(statusCode).toBeGreaterThanOrEqual(400)
  expect(statusCode).toBeLessThan(500)
  expect(json()).toMatchObject({ __type: expect.any(String), message: expect.any(String) })
}

it.each<[string, fc.Arbitrary<string | Buffer>]>([
  ['bytes', fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes))],
  ['texts', fc.string({ unit: 'binary', maxLength: 200 })],
  ['JSON', fc.json()],
  ['inputs that are nearly right', almostValid],
])(
  'no signed body makes a fault: %s',
  async (_name, bodies) => {
    await fc.assert(
      fc.asyncProperty(anyAction, bodies, async (action, body) => expectRefusal(await ask(app, { action, body }))),
      { numRuns: 300 },
    )
  },
  60_000,
)

it('no header makes a fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(headerName, headerValue, { maxKeys: 6 }), async (headers) => {
      expectRefusal(await app.inject({ method: 'POST', url: '/', headers, payload: '{}' }))
    }),
    { numRuns: 300 },
  )
})

it('no signature makes a fault', async () => {
  const piece = fc.constantFrom(
    ...['AWS4-HMAC-SHA256', ' ', ',', 'Credential=', 'AKIDEXAMPLE', '/', '20260301', 'us-east-1', 'kinesisanalytics'],
    ...[
      'aws4_request',
      'SignedHeaders=',
      'host;x-amz-date;x-amz-target',
      ';',
      '__proto__',
      'Signature=',
      'abcdef',
      '%',
    ],
  )
  const authorizations = fc.array(piece, { maxLength: 24 }).map((pieces) => `AWS4-HMAC-SHA256 ${pieces.join('')}`)
  const queries = fc.array(fc.tuple(fc.constantFrom('X-Amz-Algorithm', 'X-Amz-Signature', 'X-Amz-Expires'), piece))
  await fc.assert(
    fc.asyncProperty(authorizations, queries, async (authorization, query) => {
      const url = `/?${query.map(([name, value]) => `${name}=${value}`).join('&')}`
      const headers = {
        authorization,
        'x-amz-date': '20260301T120000Z',
        'x-amz-target': 'KinesisAnalytics_20180523.ListApplications',
      }
      expectRefusal(await app.inject({ method: 'POST', url, headers, payload: '{}' }))
    }),
    { numRuns: 300 },
  )
})

it('no path makes a fault', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.webPath(),
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE') as fc.Arbitrary<'GET'>,
      async (url, method) => {
        const { statusCode } = await app.inject({ method, url: url.startsWith('/') ? url : `/${url}` })
        expect(statusCode).toBeLessThan(500)
      },
    ),
    { numRuns: 200 },
  )
})
