import { type Wire, signed, verify, withHeader, withAuthorization } from './fixtures/signed-wire.ts'

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
