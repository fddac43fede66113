import { SignatureV4 } from '@smithy/signature-v4'
import { requestHeaders } from './request-headers.ts'
import { splitTarget } from './request-query.ts'
import { Sha256 } from './sha256.ts'
import { type AccessKey, verifySignature } from './verify-signature.ts'

const now = new Date('2026-03-01T12:00:00Z')
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const keys: Record<string, AccessKey> = {
  AKIDEXAMPLE: { secretAccessKey },
  ASIATEMPORARY: { secretAccessKey, sessionToken: 'token+of/session==', expiresAt: new Date('2026-03-01T13:00:00Z') },
  ASIAEXPIRED: { secretAccessKey, sessionToken: 'token', expiresAt: new Date('2026-03-01T11:59:59Z') },
}

/** A request as it lies on the wire. */
interface Wire {
  method: string
  url: string
  headers: [string, string][]
  body: string
}

interface Signing {
  accessKeyId?: string
  secret?: string
  sessionToken?: string
  at?: Date
  region?: string
  service?: string
  method?: string
  path?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  presign?: boolean
  expiresIn?: number
}

/** Signs as the AWS SDK does. */
async function signed(signing: Signing = {}): Promise<Wire> {
  const { accessKeyId = 'AKIDEXAMPLE', secret = secretAccessKey, sessionToken, at = now } = signing
  const signer = new SignatureV4({
    credentials:
      sessionToken === undefined
        ? { accessKeyId, secretAccessKey: secret }
        : { accessKeyId, secretAccessKey: secret, sessionToken },
    region: signing.region ?? 'us-east-1',
    service: signing.service ?? 'kinesisanalytics',
    sha256: Sha256,
  })
  const body = '{"Limit":5}'
  const headers = {
    host: 'weir.example:4580',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'KinesisAnalytics_20180523.ListApplications',
    'user-agent': 'test',
    ...signing.headers,
  }
  const { method = 'POST', path = '/', query = {} } = signing
  const request = { method, protocol: 'http:', hostname: 'weir.example', path, query, headers, body }
  const unhoistableHeaders = new Set(['x-amz-target'])
  const result =
    signing.presign === true
      ? await signer.presign(request, { signingDate: at, expiresIn: signing.expiresIn ?? 60, unhoistableHeaders })
      : await signer.sign(request, { signingDate: at })
  const pairs = Object.entries(result.query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  )
  const url = pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
  return { method, url, headers: Object.entries(result.headers), body }
}

const verify = ({ method, url, headers, body }: Wire) =>
  verifySignature({
    method,
    ...splitTarget(url),
    headers: requestHeaders(headers.flat()),
    body: Buffer.from(body),
    now,
    regions: ['us-east-1', 'eu-north-1'],
    service: 'kinesisanalytics',
    lookupKey: (id) => Promise.resolve(keys[id]),
  })

const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

/** The same request with one header replaced, added or (undefined) left out. */
function withHeader(wire: Wire, name: string, value: string | undefined): Wire {
  const others = wire.headers.filter(([key]) => key !== name)
  return { ...wire, headers: value === undefined ? others : [...others, [name, value]] }
}

const authorizationOf = (wire: Wire) => wire.headers.find(([name]) => name === 'authorization')?.[1] ?? ''
const withAuthorization = (wire: Wire, change: (text: string) => string) =>
  withHeader(wire, 'authorization', change(authorizationOf(wire)))

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

describe('a signature that cannot be read', () => {
  const incomplete = 'IncompleteSignatureException'
  it.each<[string, (wire: Wire) => Wire, string]>([
    ['none', (wire) => withHeader(wire, 'authorization', undefined), 'MissingAuthenticationTokenException'],
    ['an empty one', (wire) => withHeader(wire, 'authorization', ''), 'MissingAuthenticationTokenException'],
    ['another scheme', (wire) => withHeader(wire, 'authorization', 'Bearer abc'), incomplete],
    ['only the algorithm', (wire) => withHeader(wire, 'authorization', 'AWS4-HMAC-SHA256'), incomplete],
    ['no credential', (wire) => withAuthorization(wire, (text) => text.replace('Credential=', 'Other=')), incomplete],
    ['no signature', (wire) => withAuthorization(wire, (text) => text.replace(/, Signature=.*/, '')), incomplete],
    [
      'an empty signature',
      (wire) => withAuthorization(wire, (text) => text.replace(/Signature=.*/, 'Signature=')),
      incomplete,
    ],
    [
      'no signed headers',
      (wire) => withAuthorization(wire, (text) => text.replace(/SignedHeaders=[^,]*, /, '')),
      incomplete,
    ],
    [
      'a scope of four parts',
      (wire) => withAuthorization(wire, (text) => text.replace('/aws4_request', '')),
      incomplete,
    ],
    ['two signatures', (wire) => withAuthorization(wire, (text) => `${text}, Signature=0`), incomplete],
    [
      'two Authorization headers',
      (wire) => ({ ...wire, headers: [...wire.headers, ['Authorization', 'x']] }),
      incomplete,
    ],
    ['two dates', (wire) => ({ ...wire, headers: [...wire.headers, ['X-Amz-Date', '20260301T120000Z']] }), incomplete],
    ['two hosts', (wire) => ({ ...wire, headers: [...wire.headers, ['Host', 'x']] }), incomplete],
    ['no date', (wire) => withHeader(wire, 'x-amz-date', undefined), incomplete],
    ['a date of another form', (wire) => withHeader(wire, 'x-amz-date', '2026-03-01T12:00:00Z'), incomplete],
    ['a date that is none', (wire) => withHeader(wire, 'x-amz-date', '20261399T996199Z'), incomplete],
    [
      'a day that is not the date',
      (wire) => withAuthorization(wire, (text) => text.replace('/20260301/', '/20260228/')),
      'InvalidSignatureException',
    ],
    [
      'a day cut short',
      (wire) => withAuthorization(wire, (text) => text.replace('/20260301/', '/2026/')),
      'InvalidSignatureException',
    ],
    [
      'another terminator',
      (wire) => withAuthorization(wire, (text) => text.replace('aws4_request', 'aws5')),
      'InvalidSignatureException',
    ],
    ['one more in the query', (wire) => ({ ...wire, url: '/?X-Amz-Signature=0' }), 'InvalidSignatureException'],
  ])('%s', async (_name, change, name) => {
    await expect(verify(change(await signed()))).rejects.toMatchObject({ name, statusCode: 400 })
  })

  it.each<[string, (url: string) => string]>([
    ['no lifetime', (url) => url.replace(/X-Amz-Expires=\d+&/, '')],
    ['a lifetime of no time', (url) => url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=0')],
    ['a lifetime beyond a week', (url) => url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=604801')],
    ['two lifetimes', (url) => `${url}&X-Amz-Expires=60`],
    ['no credential', (url) => url.replace('X-Amz-Credential', 'Other')],
    ['another algorithm', (url) => url.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')],
    ['a broken percent sign', (url) => `${url}&a=%zz`],
  ])('in the query: %s', async (_name, change) => {
    const wire = await signed({ presign: true })
    await expect((async () => verify({ ...wire, url: change(wire.url) }))()).rejects.toMatchObject({ name: incomplete })
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
