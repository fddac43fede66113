import { DuplicateError, type IdentityPrincipal } from '@weir/domain'
import { userArn } from '@weir/iam'
import { type IdentityAction, type IdentityDeps, requireHolder } from './deps.ts'
import { deleteConflict, entityExists } from './identity-errors.ts'
import { requireRoomForPrincipal } from './limits.ts'

export const createUser =
  (deps: IdentityDeps): IdentityAction<{ name: string }, IdentityPrincipal> =>
  async (asker, { name }) => {
    const { store, clock, authorize } = deps
    const { accountId } = asker.principal
    const arn = userArn(accountId, name)
    await authorize(asker, [{ action: 'iam:CreateUser', resource: arn }])
    await requireRoomForPrincipal(deps, accountId, 'user')
    const user: IdentityPrincipal = { arn, accountId, kind: 'user', name, createdAt: clock.now() }
    try {
      await store.identity.principals.insert(user)
    } catch (error) {
      throw error instanceof DuplicateError ? entityExists(`The user with name ${name}`) : error
    }
    return user
  }

export const listUsers =
  ({ store, authorize }: IdentityDeps): IdentityAction<object, readonly IdentityPrincipal[]> =>
  async (asker) => {
    const { accountId } = asker.principal
    await authorize(asker, [{ action: 'iam:ListUsers', resource: userArn(accountId, '') }])
    return store.identity.principals.list(accountId, 'user')
  }

/** With its keys, sessions, tokens and policies. Nobody deletes oneself: the last administrator would be gone for ever. */
export const deleteUser =
  (deps: IdentityDeps): IdentityAction<{ name: string }, void> =>
  async (asker, { name }) => {
    const user = await requireHolder(deps, asker, { holder: { kind: 'user', name }, action: 'iam:DeleteUser' })
    if (user.arn === asker.principal.arn) throw deleteConflict('A user cannot be deleted with its own key.')
    await deps.store.identity.principals.remove(user.arn)
  }
