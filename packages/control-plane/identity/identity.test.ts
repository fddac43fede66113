import { administratorAccess, builtInPolicies, roleArn, userArn } from '@weir/iam'
import type { Principal } from '@weir/service-model'
import { anApplication, createManualClock, createMemoryStore, createSequentialIds } from '@weir/testkit'
import { type Asker, createAuthorize, createIdentityActions, principalOf } from './index.ts'
import { limits } from './limits.ts'

const accountId = '123456789012'
const document = (given: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Resource: '*', ...given } })

/** An installation with its first administrator, and requests of anybody. */
const world = async () => {
  const clock = createManualClock()
  const store = createMemoryStore({ clock })
  const authorize = createAuthorize({ store, clock })
  const credentials = { accessKeyId: 'AKIAROLE', secretAccessKey: 's' }
  const deps = {
    store,
    clock,
    ids: createSequentialIds(),
    authorize,
    firstAccountId: accountId,
    defaultRole: () => credentials,
  }
  const as = (principal: Partial<Principal> = {}): Asker => ({
    principal: { accountId, arn: userArn(accountId, 'admin'), userName: 'admin', ...principal },
    region: 'us-east-1',
    sourceIp: '10.0.0.1',
    secure: false,
  })
  const createdAt = clock.now()
  for (const policy of builtInPolicies) {
    await store.identity.policies.put({ ...policy, accountId: 'aws', createdAt, updatedAt: createdAt })
  }
  await store.identity.accounts.insert({ id: accountId, name: 'first', createdAt })
  const arn = userArn(accountId, 'admin')
  await store.identity.principals.insert({ arn, accountId, kind: 'user', name: 'admin', createdAt })
  await store.identity.policies.attach(arn, administratorAccess)
  const act = createIdentityActions(deps)
  const admin = as()
  const user = async (name: string, policy?: string): Promise<Asker> => {
    await act.createUser(admin, { name })
    if (policy !== undefined) {
      await act.putInlinePolicy(admin, { holder: { kind: 'user', name }, name: 'own', document: policy })
    }
    return as({ arn: userArn(accountId, name), userName: name })
  }
  return { act, admin, user, as, store, clock, authorize }
}

const refusal = async (attempt: Promise<unknown>) => {
  const { name, message } = (await attempt.then(
    () => ({ name: 'none', message: '' }),
    (error: unknown) => error,
  )) as Error
  return `${name}: ${message}`
}

it('every action of the administration needs its own permission', async () => {
  const { act, user, store } = await world()
  const nobody = await user('nobody')
  const policy = document({ Action: '*' })
  const holder = { kind: 'user', name: 'admin' } as const
  const attempts: Record<keyof typeof act, () => Promise<unknown>> = {
    createAccount: () => act.createAccount(nobody, { name: 'x' }),
    listAccounts: () => act.listAccounts(nobody, {}),
    createUser: () => act.createUser(nobody, { name: 'x' }),
    listUsers: () => act.listUsers(nobody, {}),
    deleteUser: () => act.deleteUser(nobody, { name: 'admin' }),
    createAccessKey: () => act.createAccessKey(nobody, { user: 'admin' }),
    listAccessKeys: () => act.listAccessKeys(nobody, {}),
    setAccessKeyActive: () => act.setAccessKeyActive(nobody, { accessKeyId: 'AKIA1', active: false }),
    deleteAccessKey: () => act.deleteAccessKey(nobody, { accessKeyId: 'AKIA1' }),
    putRole: () => act.putRole(nobody, { name: 'r', endpoints: {} }),
    listRoles: () => act.listRoles(nobody, {}),
    deleteRole: () => act.deleteRole(nobody, { name: 'r' }),
    putPolicy: () => act.putPolicy(nobody, { name: 'p', document: policy }),
    listPolicies: () => act.listPolicies(nobody, {}),
    deletePolicy: () => act.deletePolicy(nobody, { name: 'p' }),
    attachPolicy: () => act.attachPolicy(nobody, { ...holder, policy: administratorAccess }),
    detachPolicy: () => act.detachPolicy(nobody, { ...holder, policy: administratorAccess }),
    putInlinePolicy: () => act.putInlinePolicy(nobody, { holder, name: 'p', document: policy }),
    deleteInlinePolicy: () => act.deleteInlinePolicy(nobody, { holder, name: 'p' }),
    listHolderPolicies: () => act.listHolderPolicies(nobody, holder),
    createToken: () => act.createToken(nobody, { user: 'admin', name: 't' }),
    listTokens: () => act.listTokens(nobody, { user: 'admin' }),
    revokeToken: () => act.revokeToken(nobody, { id: 't' }),
    createSession: () => act.createSession(nobody, { role: 'r' }),
  }
  for (const attempt of Object.values(attempts)) {
    expect(await refusal(attempt())).toMatch(
      /^AccessDeniedException: User: arn:aws:iam::123456789012:user\/nobody is not/,
    )
  }
  expect(await store.identity.principals.list(accountId, 'user')).toHaveLength(2)
})

it('keys come and go, and nobody sees a secret twice', async () => {
  const { act, admin, user } = await world()
  await user('ci')
  const key = await act.createAccessKey(admin, { user: 'ci' })
  expect(key.secretAccessKey).toHaveLength(40)
  const [listed] = await act.listAccessKeys(admin, { user: 'ci' })
  expect(listed).toMatchObject({ accessKeyId: key.accessKeyId, active: true })
  expect(JSON.stringify(listed)).not.toContain(key.secretAccessKey)
  const off = await act.setAccessKeyActive(admin, { accessKeyId: key.accessKeyId, active: false })
  expect(off.active).toBe(false)
  await act.deleteAccessKey(admin, { accessKeyId: key.accessKeyId })
  expect(await act.listAccessKeys(admin, {})).toEqual([])
  for (let count = 0; count < 10; count += 1) await act.createAccessKey(admin, { user: 'ci' })
  expect(await refusal(act.createAccessKey(admin, { user: 'ci' }))).toMatch(/^LimitExceeded/)
})

it('a policy is checked when it is given, and kept while somebody has it', async () => {
  const { act, admin } = await world()
  const bad = document({ Action: 'Start' })
  expect(await refusal(act.putPolicy(admin, { name: 'p', document: bad }))).toMatch(
    /^MalformedPolicyDocumentException: Statement\[0\].Action/,
  )
  await act.putPolicy(admin, { name: 'p', document: document({ Action: 'iam:ListUsers' }) })
  await act.attachPolicy(admin, { kind: 'user', name: 'admin', policy: 'p' })
  expect(await refusal(act.deletePolicy(admin, { name: 'p' }))).toMatch(/^DeleteConflictException/)
  await act.detachPolicy(admin, { kind: 'user', name: 'admin', policy: 'p' })
  await act.deletePolicy(admin, { name: 'p' })
  expect(await refusal(act.attachPolicy(admin, { kind: 'user', name: 'admin', policy: 'p' }))).toMatch(/^NoSuchEntity/)
})

it('what a policy takes away is gone with the next request', async () => {
  const { act, admin, user } = await world()
  const lister = await user('lister', document({ Action: 'iam:ListUsers' }))
  expect(await act.listUsers(lister, {})).toHaveLength(2)
  await act.putInlinePolicy(admin, {
    holder: { kind: 'user', name: 'lister' },
    name: 'own',
    document: document({ Action: 'iam:ListUsers', Condition: { IpAddress: { 'aws:SourceIp': '192.168.0.0/16' } } }),
  })
  expect(await refusal(act.listUsers(lister, {}))).toMatch(/^AccessDenied/)
})

it('accounts are apart, and only the first one makes more', async () => {
  const { act, admin, as, store } = await world()
  const made = await act.createAccount(admin, { name: 'tenant' })
  expect(made.id).toMatch(/^[1-9]\d{11}$/)
  expect(await store.identity.roles.find(`arn:aws:iam::${made.id}:role/weir-default`)).toMatchObject({
    credentials: { accessKeyId: 'AKIAROLE' },
  })
  const tenant = as(principalOf(made.administrator))
  expect((await act.listUsers(tenant, {})).map(({ arn }) => arn)).toEqual([userArn(made.id, 'admin')])
  const key = await act.createAccessKey(admin, { user: 'admin' })
  expect(await refusal(act.deleteAccessKey(tenant, { accessKeyId: key.accessKeyId }))).toMatch(/^NoSuchEntity/)
  const { id } = await act.createToken(admin, { user: 'admin', name: 't' })
  expect(await refusal(act.revokeToken(tenant, { id }))).toMatch(/^NoSuchEntity/)
  await act.putPolicy(admin, { name: 'mine', document: document({ Action: '*' }) })
  const foreign = { kind: 'user', name: 'admin', policy: `arn:aws:iam::${accountId}:policy/mine` } as const
  expect(await refusal(act.attachPolicy(tenant, foreign))).toMatch(/^NoSuchEntity/)
  expect(await refusal(act.createAccount(tenant, { name: 'y' }))).toMatch(/not authorized.*organizations:CreateAccount/)
  expect(await refusal(act.createAccount(admin, { name: 'again', id: made.id }))).toMatch(/^EntityAlreadyExists/)
  expect(await act.listAccounts(tenant, {})).toHaveLength(1)
})

describe('a session', () => {
  it('of a role has the rights of the role alone, and its own name', async () => {
    const { act, admin, user, as } = await world()
    await act.putRole(admin, { name: 'team/reader', endpoints: {} })
    await act.putInlinePolicy(admin, {
      holder: { kind: 'role', name: 'team/reader' },
      name: 'own',
      document: document({ Action: 'iam:ListUsers', Condition: { Null: { 'aws:username': 'true' } } }),
    })
    const ci = await user(
      'ci',
      document({ Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${accountId}:role/team/*` }),
    )
    const session = await act.createSession(ci, { role: 'team/reader', sessionName: 'night' })
    expect(session.arn).toBe(`arn:aws:sts::${accountId}:assumed-role/team/reader/night`)
    const inside = as({ arn: session.arn, userName: 'night', sessionStartedAt: new Date(0) })
    expect(await act.listUsers(inside, {})).toHaveLength(2)
    expect(await refusal(act.createUser(inside, { name: 'x' }))).toContain(session.arn)
    expect(await refusal(act.createSession(ci, { role: 'team/other' }))).toMatch(/^AccessDenied.*sts:AssumeRole/)
    expect(await refusal(act.createSession(inside, {}))).toMatch(/session credentials/)
  })

  it('of a user is the user, until it ends', async () => {
    const { act, admin, store, clock } = await world()
    const { accessKeyId, expiration } = await act.createSession(admin, { durationSeconds: 60 })
    expect(expiration.getTime() - clock.now().getTime()).toBe(60_000)
    const key = await store.identity.accessKeys.find(accessKeyId)
    expect(principalOf(key!)).toMatchObject({ arn: admin.principal.arn, sessionStartedAt: key!.createdAt })
    await clock.advance(2 * 86_400_000)
    await act.createSession(admin, {})
    expect(await store.identity.accessKeys.find(accessKeyId)).toBeUndefined()
  })
})

it('nobody deletes oneself, nor the default role', async () => {
  const { act, admin } = await world()
  expect(await refusal(act.deleteUser(admin, { name: 'admin' }))).toMatch(/^DeleteConflict/)
  await act.putRole(admin, { name: 'weir-default', endpoints: {} })
  expect(await refusal(act.deleteRole(admin, { name: 'weir-default' }))).toMatch(/^DeleteConflict/)
})

describe('a policy on tags', () => {
  const onTag = (value: string) =>
    document({ Action: '*', Condition: { StringLike: { 'aws:ResourceTag/team': value } } })
  const permission = (owner: string) => ({
    action: 'kinesisanalytics:ListTagsForResource',
    resource: `arn:aws:kinesisanalytics:us-east-1:${owner}:application/flights`,
  })

  it('tells nobody how things of another account are tagged, or that there are any', async () => {
    const { store, user, authorize } = await world()
    const stranger = '210987654321'
    for (const owner of [accountId, stranger]) {
      const id = `00000000-0000-4000-8000-${owner}`
      await store.applications.insert(
        anApplication({ id, accountId: owner, name: 'flights', tags: [{ key: 'team', value: 'blue' }] }),
      )
    }
    const asker = await user('spy', onTag('b*'))
    await authorize(asker, [permission(accountId)])
    expect(await refusal(authorize(asker, [permission(stranger)]))).toMatch(/^AccessDenied/)
  })
})

describe('what an account may have is bounded', () => {
  const own = (n: number) => ({ name: `p${n}`, document: document({ Action: '*' }) })
  const holder = { kind: 'user', name: 'ci' } as const

  it('policies of a user', async () => {
    const { act, admin, user } = await world()
    await user('ci')
    for (let n = 0; n < limits.inlinePolicies; n++) await act.putInlinePolicy(admin, { holder, ...own(n) })
    expect(await refusal(act.putInlinePolicy(admin, { holder, ...own(99) }))).toMatch(/^LimitExceeded/)
    await act.putInlinePolicy(admin, { holder, ...own(0) })
    for (let n = 0; n < limits.attachedPolicies; n++) {
      await act.putPolicy(admin, own(n))
      await act.attachPolicy(admin, { ...holder, policy: `p${n}` })
    }
    await act.putPolicy(admin, own(99))
    expect(await refusal(act.attachPolicy(admin, { ...holder, policy: 'p99' }))).toMatch(/^LimitExceeded/)
    await act.attachPolicy(admin, { ...holder, policy: 'p0' })
  })

  it('API tokens of a user', async () => {
    const { act, admin } = await world()
    const create = () => act.createToken(admin, { user: 'admin', name: 'ci' })
    for (let n = 0; n < limits.tokens; n++) await create()
    expect(await refusal(create())).toMatch(/^LimitExceeded/)
  })

  it('roles, users and policies of an account', async () => {
    const { act, admin, store, clock } = await world()
    const kept = { accountId, createdAt: clock.now() }
    for (let n = 0; n < limits.users; n++) {
      const [role, user] = [roleArn(accountId, `r${n}`), userArn(accountId, `u${n}`)]
      if (n < limits.roles) await store.identity.principals.insert({ ...kept, arn: role, kind: 'role', name: `r${n}` })
      if (n > 0) await store.identity.principals.insert({ ...kept, arn: user, kind: 'user', name: `u${n}` })
    }
    expect(await refusal(act.createUser(admin, { name: 'one-more' }))).toMatch(/^LimitExceeded/)
    expect(await refusal(act.putRole(admin, { name: 'one-more', endpoints: {} }))).toMatch(/^LimitExceeded/)
    await act.putRole(admin, { name: 'r1', endpoints: {} })
  })
})
