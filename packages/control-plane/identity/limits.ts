import type { IdentityDeps } from './deps.ts'
import { limitExceeded } from './identity-errors.ts'

/**
 * What one account may have of each kind. Near AWS's own quotas; they bound what a request of the account costs everybody, since all
 * policies of a caller are read and decided with each of them.
 */
export const limits = {
  users: 5000,
  roles: 1000,
  policies: 1500,
  attachedPolicies: 20,
  inlinePolicies: 10,
  tokens: 20,
} as const

/** Throws unless there is room for one more user or role in the account. */
export const requireRoomForPrincipal = async (
  { store }: IdentityDeps,
  accountId: string,
  kind: 'user' | 'role',
): Promise<void> => {
  const most = kind === 'user' ? limits.users : limits.roles
  requireRoom(
    await store.identity.principals.list(accountId, kind),
    most,
    `An account can have at most ${most} ${kind}s.`,
  )
}

/** Throws unless the account has the policy or has room for one more. */
export const requireRoomForPolicy = async ({ store }: IdentityDeps, accountId: string, arn: string): Promise<void> => {
  if ((await store.identity.policies.find(arn)) !== undefined) return
  const { policies: most } = limits
  requireRoom(await store.identity.policies.list(accountId), most, `An account can have at most ${most} policies.`)
}

/** Throws unless one more policy, attached or its own, may count for the user or role. */
export const requireRoomAtHolder = async (
  { store }: IdentityDeps,
  arn: string,
  added: { attached: string } | { inline: string },
): Promise<void> => {
  const { attached, inline } = await store.identity.policies.of(arn)
  if ('attached' in added) {
    if (attached.some((policy) => policy.arn === added.attached)) return
    const { attachedPolicies: most } = limits
    requireRoom(attached, most, `At most ${most} policies can be attached to a user or role.`)
  } else {
    if (inline.some(({ name }) => name === added.inline)) return
    const { inlinePolicies: most } = limits
    requireRoom(inline, most, `A user or role can have at most ${most} policies of its own.`)
  }
}

/** Throws unless the user may have one more API token. */
export const requireRoomForToken = async ({ store }: IdentityDeps, userArn: string): Promise<void> => {
  const { tokens: most } = limits
  requireRoom(await store.identity.apiTokens.list(userArn), most, `A user can have at most ${most} API tokens.`)
}

const requireRoom = (existing: readonly unknown[], most: number, message: string): void => {
  if (existing.length >= most) throw limitExceeded(message)
}
