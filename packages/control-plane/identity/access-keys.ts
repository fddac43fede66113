import type { AccessKey } from '@weir/domain'
import { readPrincipalArn } from '@weir/iam'
import type { Asker } from './authorize.ts'
import { type IdentityAction, type IdentityDeps, requireHolder } from './deps.ts'
import { limitExceeded, noSuchEntity } from './identity-errors.ts'
import { newKey } from './new-key.ts'

/** AWS allows two; several CI systems at once are easier with more. */
const mostKeys = 10

/** Everything of a key but its secret. */
export type KeyRecord = Omit<AccessKey, 'secretAccessKey' | 'session'>

export const createAccessKey =
  (deps: IdentityDeps): IdentityAction<{ user: string }, AccessKey> =>
  async (asker, { user: name }) => {
    const { store, clock, ids } = deps
    const user = await requireHolder(deps, asker, { holder: { kind: 'user', name }, action: 'iam:CreateAccessKey' })
    const existing = await store.identity.accessKeys.list(user.arn)
    if (existing.length >= mostKeys) throw limitExceeded(`A user can have at most ${mostKeys} access keys.`)
    const key: AccessKey = {
      ...newKey(ids, 'AKIA'),
      accountId: user.accountId,
      principalArn: user.arn,
      active: true,
      createdAt: clock.now(),
    }
    await store.identity.accessKeys.insert(key)
    return key
  }

/** Of one user, or of every user of the account. */
export const listAccessKeys =
  (deps: IdentityDeps): IdentityAction<{ user?: string | undefined }, readonly KeyRecord[]> =>
  async (asker, { user: name }) => {
    const { store, authorize } = deps
    const action = 'iam:ListAccessKeys'
    if (name !== undefined) {
      const user = await requireHolder(deps, asker, { holder: { kind: 'user', name }, action })
      return (await store.identity.accessKeys.list(user.arn)).map(withoutSecret)
    }
    const users = await store.identity.principals.list(asker.principal.accountId, 'user')
    await authorize(asker, [{ action, resource: `arn:aws:iam::${asker.principal.accountId}:user/*` }])
    const keys = await Promise.all(users.map(({ arn }) => store.identity.accessKeys.list(arn)))
    return keys.flat().map(withoutSecret)
  }

export const setAccessKeyActive =
  (deps: IdentityDeps): IdentityAction<{ accessKeyId: string; active: boolean }, KeyRecord> =>
  async (asker, { accessKeyId, active }) => {
    const key = await requireKey(deps, asker, { accessKeyId, action: 'iam:UpdateAccessKey' })
    await deps.store.identity.accessKeys.setActive(accessKeyId, active)
    return withoutSecret({ ...key, active })
  }

export const deleteAccessKey =
  (deps: IdentityDeps): IdentityAction<{ accessKeyId: string }, void> =>
  async (asker, { accessKeyId }) => {
    await requireKey(deps, asker, { accessKeyId, action: 'iam:DeleteAccessKey' })
    await deps.store.identity.accessKeys.remove(accessKeyId)
  }

/** A key of the asker's account. Whose it is has to be known before it can be asked whether the asker may: for others it is not there. */
const requireKey = async (
  { store, authorize }: IdentityDeps,
  asker: Asker,
  { accessKeyId, action }: { accessKeyId: string; action: string },
): Promise<AccessKey> => {
  const found = await store.identity.accessKeys.find(accessKeyId)
  const key = found?.accountId === asker.principal.accountId && found.session === undefined ? found : undefined
  await authorize(asker, [
    { action, resource: key?.principalArn ?? `arn:aws:iam::${asker.principal.accountId}:user/*` },
  ])
  if (key === undefined) throw noSuchEntity(`The access key with id ${accessKeyId}`)
  return key
}

const withoutSecret = ({ secretAccessKey: _, session: __, ...record }: AccessKey): KeyRecord => record

/** The user's name in an ARN that is known to be a user's. */
export const userNameOf = (arn: string): string => {
  const named = readPrincipalArn(arn)
  return named?.kind === 'user' ? named.name : arn
}
