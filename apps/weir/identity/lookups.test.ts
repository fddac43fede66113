import { createIdentityActions } from '@weir/control-plane/identity'
import { userArn } from '@weir/iam'
import { createManualClock, createMemoryStore, createSequentialIds } from '@weir/testkit'
import { tokenPrincipal } from './lookups.ts'

it('an API token makes no session that would outlive it', async () => {
  const clock = createManualClock()
  const store = createMemoryStore({ clock })
  const accountId = '123456789012'
  const arn = userArn(accountId, 'ci')
  const createdAt = clock.now()
  await store.identity.accounts.insert({ id: accountId, name: 'first', createdAt })
  await store.identity.principals.insert({ arn, accountId, kind: 'user', name: 'ci', createdAt })
  const expiresAt = new Date(createdAt.getTime() + 60_000)
  await store.identity.apiTokens.insert(
    { id: 't', accountId, principalArn: arn, name: 'job', createdAt, expiresAt },
    'weir_t',
  )

  const principal = await tokenPrincipal({ store, clock })('weir_t')
  expect(principal).toEqual({ accountId, arn, userName: 'ci', sessionStartedAt: createdAt })

  const act = createIdentityActions({
    store,
    clock,
    ids: createSequentialIds(),
    authorize: () => Promise.resolve(),
    firstAccountId: accountId,
    defaultRole: () => ({ accessKeyId: 'a', secretAccessKey: 's' }),
  })
  const asker = { principal: principal!, region: 'us-east-1', sourceIp: '10.0.0.1', secure: false }
  await expect(act.createSession(asker, {})).rejects.toThrow('Cannot call GetSessionToken')
  await clock.advance(60_000)
  expect(await tokenPrincipal({ store, clock })('weir_t')).toBeUndefined()
})
