import type { InlinePolicy, Policy } from '@weir/domain'
import { StaleWriteError } from '@weir/domain'
import { MalformedPolicyError, policyArn, readPolicy } from '@weir/iam'
import type { Asker } from './authorize.ts'
import { type Holder, type IdentityAction, type IdentityDeps, requireHolder } from './deps.ts'
import { deleteConflict, malformedPolicy, noSuchEntity } from './identity-errors.ts'
import { requireRoomAtHolder, requireRoomForPolicy } from './limits.ts'

export const putPolicy =
  (deps: IdentityDeps): IdentityAction<InlinePolicy, Policy> =>
  async (asker, { name, document }) => {
    const { store, clock, authorize } = deps
    const { accountId } = asker.principal
    const arn = policyArn(accountId, name)
    await authorize(asker, [
      { action: 'iam:CreatePolicy', resource: arn },
      { action: 'iam:CreatePolicyVersion', resource: arn },
    ])
    requireWellFormed(document)
    await requireRoomForPolicy(deps, accountId, arn)
    const now = clock.now()
    await store.identity.policies.put({ arn, accountId, name, document, createdAt: now, updatedAt: now })
    return (
      (await store.identity.policies.find(arn)) ?? { arn, accountId, name, document, createdAt: now, updatedAt: now }
    )
  }

/** Those that every installation has, and the account's own. */
export const listPolicies =
  ({ store, authorize }: IdentityDeps): IdentityAction<object, readonly Policy[]> =>
  async (asker) => {
    const { accountId } = asker.principal
    await authorize(asker, [{ action: 'iam:ListPolicies', resource: '*' }])
    return [...(await store.identity.policies.list('aws')), ...(await store.identity.policies.list(accountId))]
  }

export const deletePolicy =
  ({ store, authorize }: IdentityDeps): IdentityAction<{ name: string }, void> =>
  async (asker, { name }) => {
    const arn = policyArn(asker.principal.accountId, name)
    await authorize(asker, [{ action: 'iam:DeletePolicy', resource: arn }])
    if ((await store.identity.policies.find(arn)) === undefined) throw noSuchEntity(`Policy ${arn}`)
    if (await store.identity.policies.remove(arn)) return
    throw deleteConflict(`Policy ${arn} is attached to users or roles; detach it first.`)
  }

/** `policy`: a name of the account's own, or an ARN. */
export const attachPolicy =
  (deps: IdentityDeps): IdentityAction<Holder & { policy: string }, Policy> =>
  async (asker, { policy: named, ...holder }) => {
    const principal = await requireHolder(deps, asker, { holder, action: `iam:Attach${verbs[holder.kind]}Policy` })
    const policy = await findPolicy(deps, asker, named)
    await requireRoomAtHolder(deps, principal.arn, { attached: policy.arn })
    try {
      await deps.store.identity.policies.attach(principal.arn, policy.arn)
    } catch (error) {
      throw error instanceof StaleWriteError ? noSuchEntity(`Policy ${policy.arn} or ${principal.arn}`) : error
    }
    return policy
  }

export const detachPolicy =
  (deps: IdentityDeps): IdentityAction<Holder & { policy: string }, void> =>
  async (asker, { policy: named, ...holder }) => {
    const principal = await requireHolder(deps, asker, { holder, action: `iam:Detach${verbs[holder.kind]}Policy` })
    const policy = await findPolicy(deps, asker, named)
    await deps.store.identity.policies.detach(principal.arn, policy.arn)
  }

export const putInlinePolicy =
  (deps: IdentityDeps): IdentityAction<{ holder: Holder } & InlinePolicy, void> =>
  async (asker, { holder, name, document }) => {
    const principal = await requireHolder(deps, asker, { holder, action: `iam:Put${verbs[holder.kind]}Policy` })
    requireWellFormed(document)
    await requireRoomAtHolder(deps, principal.arn, { inline: name })
    await deps.store.identity.policies.putInline(principal.arn, { name, document })
  }

export const deleteInlinePolicy =
  (deps: IdentityDeps): IdentityAction<{ holder: Holder; name: string }, void> =>
  async (asker, { holder, name }) => {
    const principal = await requireHolder(deps, asker, { holder, action: `iam:Delete${verbs[holder.kind]}Policy` })
    await deps.store.identity.policies.removeInline(principal.arn, name)
  }

/** All that counts for one user or role. */
export const listHolderPolicies =
  (deps: IdentityDeps): IdentityAction<Holder, { attached: readonly Policy[]; inline: readonly InlinePolicy[] }> =>
  async (asker, holder) => {
    const action = `iam:List${verbs[holder.kind]}Policies`
    const { arn } = await requireHolder(deps, asker, { holder, action })
    return deps.store.identity.policies.of(arn)
  }

const verbs = { user: 'User', role: 'Role' } as const

/** Another account's policy is not there, whatever its ARN. */
const findPolicy = async ({ store }: IdentityDeps, { principal }: Asker, named: string): Promise<Policy> => {
  const arn = named.startsWith('arn:') ? named : policyArn(principal.accountId, named)
  const policy = await store.identity.policies.find(arn)
  if (policy !== undefined && (policy.accountId === principal.accountId || policy.accountId === 'aws')) return policy
  throw noSuchEntity(`Policy ${arn}`)
}

const requireWellFormed = (document: string): void => {
  try {
    readPolicy(document)
  } catch (error) {
    throw error instanceof MalformedPolicyError ? malformedPolicy(error.message) : error
  }
}
