import { createIdentityActions } from '@weir/control-plane/identity'
import { createManualClock, createMemoryStore, createSequentialIds } from '@weir/testkit'
import { apiUnderTest, ask, principal } from '../../fixtures/api-under-test.ts'

const { accountId } = principal

async function administered() {
  const clock = createManualClock()
  const store = createMemoryStore({ clock })
  await store.identity.accounts.insert({ id: accountId, name: 'first', createdAt: clock.now() })
  const { app, lines } = apiUnderTest({
    identity: createIdentityActions({
      store,
      clock,
      ids: createSequentialIds(),
      authorize: () => Promise.resolve(),
      firstAccountId: accountId,
      defaultRole: () => ({ accessKeyId: 'a', secretAccessKey: 's' }),
    }),
    audit: {
      records: store.audit,
      events: 'all',
      authorize: () => Promise.resolve(),
      log: { record: (record) => store.audit.append([record]) },
    },
  })
  const put = (role: object) => ask(app, { method: 'PUT', path: '/v1/identity/roles/r', body: JSON.stringify(role) })
  return { put, store, lines }
}

it('no secret of a request comes into the audit or the log, not even of a wrong one', async () => {
  const { put, store, lines } = await administered()
  const answers = [
    await put({ AccessKeyId: 'AKIA1', SecretAccessKey: 'hunter1', SessionToken: 'hunter2', Region: 'eu-west-1' }),
    await put({ EndpointUrl: 'http://ann:hunter3@s3.internal/' }),
    await put({ secretaccesskey: 'hunter4', Credentials: { SecretAccessKey: 'hunter5' } }),
    await put({ SecretAccessKey: { Value: 'hunter6' }, EndpointUrls: { s3: 'http://ann:hunter7@s3.internal' } }),
  ]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 400, 200, 400])
  const events = (await store.audit.find({ accountId, limit: 50 })).map(({ event }) => event)
  expect(events).toHaveLength(4)
  expect(events.join('')).toContain('eu-west-1')
  expect(events.join('')).not.toMatch(/hunter/)
  expect(JSON.stringify(lines)).not.toMatch(/hunter/)
})

it.each([
  ['a zero byte in a key id', { AccessKeyId: 'a\u0000', SecretAccessKey: 'b' }],
  ['a space in a secret', { AccessKeyId: 'a', SecretAccessKey: 'b c' }],
  ['a zero byte in an address', { EndpointUrl: 'http://a\u0000' }],
  ['half a character in an address', { EndpointUrls: { s3: 'http://a/\ud800' } }],
  ['a name and password in an address', { EndpointUrl: 'https://ann:pw@a/' }],
  [
    'more addresses than there are services',
    { EndpointUrls: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`s${n}`, 'http://a'])) },
  ],
  ['an address of a file', { EndpointUrl: 'file:///etc/passwd' }],
])('refuses %s', async (_name, role) => {
  const { put } = await administered()
  const { statusCode, body } = await put(role)
  expect(statusCode).toBe(400)
  expect(JSON.parse(body)).toMatchObject({ error: 'InvalidArgumentException' })
})

it.each(['http://127.0.0.1:4567', 'https://s3.internal/path?x=1', 'http://[::1]:9000/'])('takes %s', async (url) => {
  const { put } = await administered()
  expect((await put({ EndpointUrl: url, EndpointUrls: { s3: url } })).statusCode).toBe(200)
})
