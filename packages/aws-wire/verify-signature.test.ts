import {
  now,
  secretAccessKey,
  type Wire,
  type Signing,
  signed,
  verify,
  minutes,
  withHeader,
  withAuthorization,
} from './fixtures/signed-wire.ts'
import { requestHeaders } from './request-headers.ts'
import { splitTarget } from './request-query.ts'
import { verifySignature } from './verify-signature.ts'

describe('a signature that is right', () => {
  it.each<[string, Signing]>([
    ['in the header', {}],
    ['made 4 minutes ago', { at: minutes(-4) }],
    ['made by a clock 4 minutes ahead', { at: minutes(4) }],
    ['with a session token', { accessKeyId: 'ASIATEMPORARY', sessionToken: 'token+of/session==' }],
    [
      'over a path and a query',
      { method: 'GET', path: '/v1/applications/a.b-c/x%20y', query: { b: '1', a: '2 +/&=', '': '' } },
    ],
    ['over a header with odd spaces', { headers: { 'x-amz-note': '  a   b  ' } }],
    ['in the query', { presign: true }],
    ['in the query, 10 minutes old and good for 20', { presign: true, at: minutes(-10), expiresIn: 1200 }],
    [
      'in the query with a session token',
      { presign: true, accessKeyId: 'ASIATEMPORARY', sessionToken: 'token+of/session==' },
    ],
  ])('%s', async (_name, signing) => {
    await expect(verify(await signed(signing))).resolves.toMatchObject({
      key: { secretAccessKey },
      region: 'us-east-1',
    })
  })

  it('for another of our regions', async () => {
    await expect(verify(await signed({ region: 'eu-north-1' }))).resolves.toMatchObject({ region: 'eu-north-1' })
  })

  it('by the published test vectors', async () => {
    const vector = (method: string, signature: string) => ({
      method,
      path: '/',
      query: new Map<string, string[]>(),
      headers: requestHeaders([
        ...['Host', 'example.amazonaws.com', 'X-Amz-Date', '20150830T123600Z', 'Authorization'],
        `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
      ]),
      body: new Uint8Array(),
      now: new Date('2015-08-30T12:36:00Z'),
      regions: ['us-east-1'],
      service: 'service',
      lookupKey: () => Promise.resolve({ secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }),
    })
    await verifySignature(vector('GET', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'))
    await verifySignature(vector('POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'))
  })
})

describe('a request that was changed after it was signed', () => {
  it.each<[string, (wire: Wire) => Wire]>([
    ['its body', (wire) => ({ ...wire, body: wire.body.replace('5', '6') })],
    ['its method', (wire) => ({ ...wire, method: 'PUT' })],
    ['its path', (wire) => ({ ...wire, url: '/v1' })],
    ['its query', (wire) => ({ ...wire, url: '/?a=1' })],
    ['its action', (wire) => withHeader(wire, 'x-amz-target', 'KinesisAnalytics_20180523.DeleteApplication')],
    ['its host', (wire) => withHeader(wire, 'host', 'elsewhere.example')],
    ['its content type', (wire) => withHeader(wire, 'content-type', 'text/plain')],
    ['a second value of a signed header', (wire) => ({ ...wire, headers: [...wire.headers, ['content-type', 'x']] })],
    ['a signed header left out', (wire) => withHeader(wire, 'content-type', undefined)],
    [
      'its signature',
      (wire) => withAuthorization(wire, (text) => text.replace(/.$/, (end) => (end === '0' ? '1' : '0'))),
    ],
    ['its signature cut short', (wire) => withAuthorization(wire, (text) => text.slice(0, -2))],
    [
      'its signature in capitals',
      (wire) => withAuthorization(wire, (text) => text.replace(/[^=]*$/, (hex) => hex.toUpperCase())),
    ],
    ['its signed headers fewer', (wire) => withAuthorization(wire, (text) => text.replace('content-type;', ''))],
    ['the time not signed', (wire) => withAuthorization(wire, (text) => text.replace(';x-amz-date', ''))],
    ['the host not signed', (wire) => withAuthorization(wire, (text) => text.replace(';host', ''))],
    ['the action not signed', (wire) => withAuthorization(wire, (text) => text.replace(';x-amz-target', ''))],
    ['an announced hash of another body', (wire) => withHeader(wire, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD')],
    [
      'a header named __proto__ claimed',
      (wire) => withAuthorization(wire, (text) => text.replace('host;', 'host;__proto__;')),
    ],
  ])('%s', async (_name, change) => {
    const changed = change(await signed({ headers: {} }))
    await expect(verify(changed)).rejects.toMatchObject({ name: 'InvalidSignatureException', statusCode: 400 })
  })
})

describe('a signature for another place, time or person', () => {
  it.each<[string, Signing, string, RegExp]>([
    ['another secret', { secret: 'guess' }, 'InvalidSignatureException', /signature we calculated does not match/],
    ['an unknown key', { accessKeyId: 'AKIDNOBODY' }, 'UnrecognizedClientException', /security token .* invalid/],
    [
      'another region',
      { region: 'eu-west-1' },
      'InvalidSignatureException',
      /scoped to a valid region, not 'eu-west-1'/,
    ],
    [
      'another service',
      { service: 's3' },
      'InvalidSignatureException',
      /scoped to correct service: 'kinesisanalytics'/,
    ],
    [
      '6 minutes ago',
      { at: minutes(-6) },
      'InvalidSignatureException',
      /expired: 20260301T115400Z is now earlier than 20260301T115500Z/,
    ],
    ['6 minutes from now', { at: minutes(6) }, 'InvalidSignatureException', /not yet current: 20260301T120600Z/],
    [
      'a presigned request too late',
      { presign: true, at: minutes(-2), expiresIn: 60 },
      'InvalidSignatureException',
      /expired/,
    ],
    ['a token that ran out', { accessKeyId: 'ASIAEXPIRED', sessionToken: 'token' }, 'ExpiredTokenException', /expired/],
    [
      'another token',
      { accessKeyId: 'ASIATEMPORARY', sessionToken: 'guess' },
      'UnrecognizedClientException',
      /invalid/,
    ],
    ['no token where one is due', { accessKeyId: 'ASIATEMPORARY' }, 'UnrecognizedClientException', /invalid/],
    ['a token where none is', { sessionToken: 'token' }, 'UnrecognizedClientException', /invalid/],
  ])('%s', async (_name, signing, name, message) => {
    const failure = verify(await signed(signing))
    await expect(failure).rejects.toMatchObject({ name, message: expect.stringMatching(message) })
  })
})

it.each(['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'UNSIGNED-PAYLOAD'])(
  'says that a body must be signed as a whole: %s',
  async (hash) => {
    const attempt = verify(await signed({ headers: { 'x-amz-content-sha256': hash } }))
    await expect(attempt).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringMatching(/is not supported .* one piece/),
    })
  },
)

it('looks nobody up for a request that cannot be right', async () => {
  const lookedUp: string[] = []
  const lookupKey = (id: string) => {
    lookedUp.push(id)
    return Promise.resolve(undefined)
  }
  const { method, url, headers, body } = await signed({ at: minutes(-60) })
  const request = { method, ...splitTarget(url), headers: requestHeaders(headers.flat()), body: Buffer.from(body) }
  const failure = verifySignature({ ...request, now, regions: ['us-east-1'], service: 'kinesisanalytics', lookupKey })
  await expect(failure).rejects.toThrow(/expired/)
  expect(lookedUp).toEqual([])
})
