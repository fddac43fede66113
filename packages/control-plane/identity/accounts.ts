import { type Account, type AccessKey, DuplicateError } from '@weir/domain'
import { administratorAccess, denialText } from '@weir/iam'
import { AccessDeniedException } from '@weir/service-model'
import type { Asker } from './authorize.ts'
import { defaultRoleArn, defaultRoleName } from '../role-resolver.ts'
import type { IdentityAction, IdentityDeps } from './deps.ts'
import { entityExists } from './identity-errors.ts'
import { newKey } from './new-key.ts'
import { userArn } from '@weir/iam'

interface AccountInput {
  /** Absent = one is made. */
  readonly id?: string | undefined
  readonly name: string
}

/** A new tenant with an administrator, whose key is shown this once, and a default role. Nothing of it if any of it cannot be. */
export const createAccount =
  (deps: IdentityDeps): IdentityAction<AccountInput, Account & { readonly administrator: AccessKey }> =>
  async (asker, { id = newAccountId(deps), name }) => {
    const { store, clock, ids, defaultRole } = deps
    await requireFirstAccount(deps, asker, 'organizations:CreateAccount')
    const createdAt = clock.now()
    const account: Account = { id, name, createdAt }
    const principalArn = userArn(id, 'admin')
    const administrator: AccessKey = { ...newKey(ids, 'AKIA'), accountId: id, principalArn, active: true, createdAt }
    const role = defaultRoleArn(id)
    try {
      await store.transaction(async ({ identity }) => {
        await identity.accounts.insert(account)
        await identity.principals.insert({ arn: principalArn, accountId: id, kind: 'user', name: 'admin', createdAt })
        await identity.policies.attach(principalArn, administratorAccess)
        await identity.accessKeys.insert(administrator)
        await identity.principals.insert({ arn: role, accountId: id, kind: 'role', name: defaultRoleName, createdAt })
        await identity.roles.put({ arn: role, accountId: id, credentials: defaultRole(), endpoints: {} })
      })
    } catch (error) {
      throw error instanceof DuplicateError ? entityExists(`The account with id ${id}`) : error
    }
    return { ...account, administrator }
  }

/** The first account sees all of them, any other itself. */
export const listAccounts =
  (deps: IdentityDeps): IdentityAction<object, readonly Account[]> =>
  async (asker) => {
    const { store, authorize, firstAccountId } = deps
    await authorize(asker, [{ action: 'organizations:ListAccounts', resource: '*' }])
    const accounts = await store.identity.accounts.list()
    const { accountId } = asker.principal
    return accountId === firstAccountId ? accounts : accounts.filter(({ id }) => id === accountId)
  }

const requireFirstAccount = async (
  { authorize, firstAccountId }: IdentityDeps,
  asker: Asker,
  action: string,
): Promise<void> => {
  await authorize(asker, [{ action, resource: '*' }])
  if (asker.principal.accountId === firstAccountId) return
  const { arn: principalArn } = asker.principal
  throw new AccessDeniedException(denialText({ principalArn, action, resource: '*', decision: 'implicit-deny' }))
}

/** Twelve digits, the first of them no zero: some tools read account ids as numbers. */
const newAccountId = ({ ids }: IdentityDeps): string =>
  String(100_000_000_000 + (Number.parseInt(ids.hex(13), 16) % 900_000_000_000))
