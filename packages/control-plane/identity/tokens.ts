import type { ApiToken } from '@weir/domain'
import { type IdentityAction, type IdentityDeps, requireHolder } from './deps.ts'
import { noSuchEntity } from './identity-errors.ts'
import { requireRoomForToken } from './limits.ts'

interface TokenInput {
  readonly user: string
  readonly name: string
  /** Absent = until it is revoked. */
  readonly expiresInSeconds?: number | undefined
}

/** A bearer token of the REST face that acts as the user. It is shown this once. */
export const createToken =
  (deps: IdentityDeps): IdentityAction<TokenInput, ApiToken & { readonly token: string }> =>
  async (asker, { user: holder, name, expiresInSeconds }) => {
    const action = 'iam:CreateServiceSpecificCredential'
    const user = await requireHolder(deps, asker, { holder: { kind: 'user', name: holder }, action })
    const { store, clock, ids } = deps
    await requireRoomForToken(deps, user.arn)
    const createdAt = clock.now()
    const record: ApiToken = {
      id: ids.token(16),
      accountId: user.accountId,
      principalArn: user.arn,
      name,
      createdAt,
      ...(expiresInSeconds === undefined ? {} : { expiresAt: new Date(createdAt.getTime() + expiresInSeconds * 1000) }),
    }
    const token = `weir_${ids.token(43)}`
    await store.identity.apiTokens.insert(record, token)
    return { ...record, token }
  }

export const listTokens =
  (deps: IdentityDeps): IdentityAction<{ user: string }, readonly ApiToken[]> =>
  async (asker, { user: name }) => {
    const action = 'iam:ListServiceSpecificCredentials'
    const user = await requireHolder(deps, asker, { holder: { kind: 'user', name }, action })
    return deps.store.identity.apiTokens.list(user.arn)
  }

export const revokeToken =
  ({ store, authorize }: IdentityDeps): IdentityAction<{ id: string }, void> =>
  async (asker, { id }) => {
    const { accountId } = asker.principal
    const found = await store.identity.apiTokens.find(id)
    const token = found?.accountId === accountId ? found : undefined
    const resource = token?.principalArn ?? `arn:aws:iam::${accountId}:user/*`
    await authorize(asker, [{ action: 'iam:DeleteServiceSpecificCredential', resource }])
    if (token === undefined) throw noSuchEntity(`The token with id ${id}`)
    await store.identity.apiTokens.remove(id)
  }
