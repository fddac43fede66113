import { randomInt, randomUUID } from 'node:crypto'
import { type Account, DuplicateError, type IdentityRepositories, type Policy, StaleWriteError } from '@weir/domain'
import { anAccessKey, aPrincipal, aRole } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'

const at = new Date('2026-02-03T04:05:06.789Z')
const later = new Date('2026-02-04T00:00:00Z')

/** What the identity repositories promise (packages/domain/ports/identity-store.ts). */
export function describeIdentity(underTest: () => StoreUnderTest): void {
  const identity = (): IdentityRepositories => underTest().store.identity

  const anAccount = async (): Promise<Account> => {
    const account = { id: String(randomInt(1e11, 9e11)), name: 'tenant', createdAt: at }
    await identity().accounts.insert(account)
    return account
  }
  const inserted = async (given: Parameters<typeof aPrincipal>[0] = {}) => {
    const { id: accountId } = await anAccount()
    const principal = aPrincipal({ accountId, ...given })
    await identity().principals.insert(principal)
    return principal
  }
  const aPolicy = (accountId: string, name = `p-${randomUUID()}`): Policy => {
    const arn = `arn:aws:iam::${accountId}:policy/${name}`
    return { arn, accountId, name, document: '{"a":"ü"}', createdAt: at, updatedAt: at }
  }

  describe('identity', () => {
    it('accounts are there once, by id', async () => {
      const account = await anAccount()
      expect(await identity().accounts.find(account.id)).toEqual(account)
      expect(await identity().accounts.find('000000000000')).toBeUndefined()
      await expect(identity().accounts.insert(account)).rejects.toThrow(DuplicateError)
      const ids = (await identity().accounts.list()).map(({ id }) => id)
      expect(ids).toEqual([...ids].sort())
      expect(ids).toContain(account.id)
    })

    it('principals belong to an account, are there once and listed by name', async () => {
      const second = await inserted({ name: 'b' })
      const { accountId } = second
      const first = aPrincipal({ accountId, name: 'B' })
      await identity().principals.insert(first)
      await identity().principals.insert(aPrincipal({ accountId, name: 'b', kind: 'role' }))
      expect(await identity().principals.list(accountId, 'user')).toEqual([first, second])
      expect(await identity().principals.find(second.arn)).toEqual(second)
      await expect(identity().principals.insert(second)).rejects.toThrow(DuplicateError)
      await expect(identity().principals.insert(aPrincipal({ accountId: '000000000000' }))).rejects.toThrow(
        StaleWriteError,
      )
    })

    it('access keys are inserted, turned off and on, noted as used and removed', async () => {
      const { accountId, arn: principalArn } = await inserted()
      const key = anAccessKey({ accountId, principalArn, createdAt: at })
      await identity().accessKeys.insert(key)
      await expect(identity().accessKeys.insert(key)).rejects.toThrow(DuplicateError)
      await expect(identity().accessKeys.insert(anAccessKey({ principalArn: 'arn:nobody' }))).rejects.toThrow(
        StaleWriteError,
      )
      expect(await identity().accessKeys.find(key.accessKeyId)).toEqual(key)
      expect(await identity().accessKeys.find('AKIANOTHING')).toBeUndefined()
      await identity().accessKeys.setActive(key.accessKeyId, false)
      await identity().accessKeys.setLastUsed(key.accessKeyId, later)
      expect(await identity().accessKeys.find(key.accessKeyId)).toEqual({ ...key, active: false, lastUsedAt: later })
      const newer = anAccessKey({ accountId, principalArn, createdAt: later })
      await identity().accessKeys.insert(newer)
      const listed = await identity().accessKeys.list(principalArn)
      expect(listed.map(({ accessKeyId }) => accessKeyId)).toEqual([key.accessKeyId, newer.accessKeyId])
      await identity().accessKeys.remove(key.accessKeyId)
      expect(await identity().accessKeys.list(principalArn)).toEqual([newer])
    })

    it('sessions have a token, are no keys of their holder, and are forgotten when they are over', async () => {
      const { accountId, arn: principalArn } = await inserted()
      const session = { token: 'a'.repeat(300), name: 'ci', expiresAt: later }
      const over = anAccessKey({ accountId, principalArn, session })
      const going = anAccessKey({ accountId, principalArn, session: { token: 't', expiresAt: new Date('2099-01-01') } })
      for (const each of [over, going]) await identity().accessKeys.insert(each)
      expect(await identity().accessKeys.find(over.accessKeyId)).toEqual(over)
      expect(await identity().accessKeys.find(going.accessKeyId)).toEqual(going)
      expect(await identity().accessKeys.list(principalArn)).toEqual([])
      await identity().accessKeys.removeEnded(new Date(later.getTime() + 1))
      expect(await identity().accessKeys.find(over.accessKeyId)).toBeUndefined()
      expect(await identity().accessKeys.find(going.accessKeyId)).toEqual(going)
    })

    it('roles are put and found, with or without a key of their own', async () => {
      const { accountId, arn } = await inserted({ kind: 'role' })
      const credentials = { accessKeyId: 'AKIA1', secretAccessKey: 's', sessionToken: 't' }
      const endpoints = { '': 'http://all', kinesis: 'http://k' }
      const role = aRole({ arn, accountId, credentials, endpoints, region: 'eu-west-1', s3PathStyle: false })
      await identity().roles.put(role)
      expect(await identity().roles.find(arn)).toEqual(role)
      expect(await identity().roles.list(accountId)).toEqual([role])
      await identity().roles.put({ arn, accountId, endpoints: {} })
      expect(await identity().roles.find(arn)).toEqual({ arn, accountId, endpoints: {} })
      expect(await identity().roles.find('arn:aws:iam::1:role/nobody')).toBeUndefined()
      await expect(identity().roles.put(aRole({ arn: 'arn:nobody' }))).rejects.toThrow(StaleWriteError)
    })

    it('policies are attached, counted and kept while somebody has them', async () => {
      const { accountId, arn } = await inserted()
      const [first, second] = [aPolicy(accountId, 'a'), aPolicy(accountId, 'b')]
      for (const policy of [second, first]) await identity().policies.put(policy)
      const changed = { ...first, document: '{}', updatedAt: later }
      await identity().policies.put({ ...changed, createdAt: later })
      expect(await identity().policies.find(first.arn)).toEqual(changed)
      expect(await identity().policies.list(accountId)).toEqual([changed, second])
      await identity().policies.attach(arn, second.arn)
      await identity().policies.attach(arn, first.arn)
      await identity().policies.attach(arn, first.arn)
      await identity().policies.putInline(arn, { name: 'own', document: '1' })
      await identity().policies.putInline(arn, { name: 'own', document: '2' })
      const inline = [{ name: 'own', document: '2' }]
      expect(await identity().policies.of(arn)).toEqual({ attached: [changed, second], inline })
      expect([...(await identity().policies.documentsOf(arn))].sort()).toEqual([second.document, '2', '{}'].sort())
      expect(await identity().policies.remove(first.arn)).toBe(false)
      await identity().policies.detach(arn, first.arn)
      expect(await identity().policies.remove(first.arn)).toBe(true)
      await identity().policies.removeInline(arn, 'own')
      expect(await identity().policies.of(arn)).toEqual({ attached: [second], inline: [] })
      await expect(identity().policies.attach(arn, first.arn)).rejects.toThrow(StaleWriteError)
      await expect(identity().policies.attach('arn:nobody', second.arn)).rejects.toThrow(StaleWriteError)
      await expect(identity().policies.putInline('arn:nobody', inline[0]!)).rejects.toThrow(StaleWriteError)
    })

    it('API tokens are found by what only their holder knows', async () => {
      const { accountId, arn: principalArn } = await inserted()
      const record = { id: randomUUID(), accountId, principalArn, name: 'ci', createdAt: at }
      const token = randomUUID()
      await identity().apiTokens.insert(record, token)
      expect(await identity().apiTokens.findByToken(token)).toEqual(record)
      expect(await identity().apiTokens.findByToken(record.id)).toBeUndefined()
      expect(await identity().apiTokens.find(record.id)).toEqual(record)
      const ending = { ...record, id: randomUUID(), expiresAt: later, createdAt: later }
      await expect(identity().apiTokens.insert(ending, token)).rejects.toThrow(DuplicateError)
      await identity().apiTokens.insert(ending, randomUUID())
      expect(await identity().apiTokens.list(principalArn)).toEqual([record, ending])
      await identity().apiTokens.remove(record.id)
      expect(await identity().apiTokens.findByToken(token)).toBeUndefined()
    })

    it('whatever hangs on a principal goes with it', async () => {
      const { accountId, arn } = await inserted({ kind: 'role' })
      const key = anAccessKey({ accountId, principalArn: arn })
      const token = randomUUID()
      const policy = aPolicy(accountId)
      await identity().accessKeys.insert(key)
      await identity().roles.put(aRole({ arn, accountId }))
      await identity().policies.put(policy)
      await identity().policies.attach(arn, policy.arn)
      await identity().policies.putInline(arn, { name: 'own', document: '{}' })
      await identity().apiTokens.insert({ id: token, accountId, principalArn: arn, name: 'n', createdAt: at }, token)
      await identity().principals.remove(arn)
      expect(await identity().principals.find(arn)).toBeUndefined()
      expect(await identity().accessKeys.find(key.accessKeyId)).toBeUndefined()
      expect(await identity().roles.find(arn)).toBeUndefined()
      expect(await identity().apiTokens.find(token)).toBeUndefined()
      expect(await identity().policies.of(arn)).toEqual({ attached: [], inline: [] })
      expect(await identity().policies.remove(policy.arn)).toBe(true)
    })

    it('several of them change together or not at all', async () => {
      const { id: accountId } = await anAccount()
      const principal = aPrincipal({ accountId })
      const failing = underTest().store.transaction(async (tx) => {
        await tx.identity.principals.insert(principal)
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await identity().principals.find(principal.arn)).toBeUndefined()
    })
  })
}
