import { DuplicateError, type IdentityPrincipal, type Role } from '@weir/domain'
import { roleArn } from '@weir/iam'
import { defaultRoleArn } from '../role-resolver.ts'
import { type IdentityAction, type IdentityDeps, requireHolder } from './deps.ts'
import { deleteConflict } from './identity-errors.ts'
import { requireRoomForPrincipal } from './limits.ts'

export interface RoleInput extends Omit<Role, 'arn' | 'accountId'> {
  readonly name: string
}

/** Makes a role or replaces what it stands for. Running applications keep what they started with. */
export const putRole =
  (deps: IdentityDeps): IdentityAction<RoleInput, Role> =>
  async (asker, { name, ...given }) => {
    const { store, clock, authorize } = deps
    const { accountId } = asker.principal
    const arn = roleArn(accountId, name)
    await authorize(asker, [
      { action: 'iam:CreateRole', resource: arn },
      { action: 'iam:UpdateRole', resource: arn },
    ])
    const role: Role = { arn, accountId, ...given }
    const principal: IdentityPrincipal = { arn, accountId, kind: 'role', name, createdAt: clock.now() }
    const known = await store.identity.principals.find(arn)
    if (known === undefined) {
      await requireRoomForPrincipal(deps, accountId, 'role')
      await store.identity.principals.insert(principal).catch((error: unknown) => {
        if (!(error instanceof DuplicateError)) throw error // somebody else was first
      })
    }
    await store.identity.roles.put(role)
    return role
  }

export const listRoles =
  ({ store, authorize }: IdentityDeps): IdentityAction<object, readonly Role[]> =>
  async (asker) => {
    const { accountId } = asker.principal
    await authorize(asker, [{ action: 'iam:ListRoles', resource: roleArn(accountId, '') }])
    return store.identity.roles.list(accountId)
  }

/** With its sessions and policies. Applications that name it cannot start any more where roles are strict. */
export const deleteRole =
  (deps: IdentityDeps): IdentityAction<{ name: string }, void> =>
  async (asker, { name }) => {
    const role = await requireHolder(deps, asker, { holder: { kind: 'role', name }, action: 'iam:DeleteRole' })
    if (role.arn === defaultRoleArn(role.accountId)) {
      throw deleteConflict('The default role of an account cannot be deleted.')
    }
    await deps.store.identity.principals.remove(role.arn)
  }
