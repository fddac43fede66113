import {
  type Authorize,
  createAuthorize,
  createIdentityActions,
  type IdentityActions,
} from '@weir/control-plane/identity'
import type { ApiDeps, CallToAuthorize } from '@weir/app-api'
import type { Clock, Ids, Logger, RoleCredentials, Store } from '@weir/domain'
import { permissionsOf } from '@weir/iam'
import { principalKey, tokenPrincipal } from './lookups.ts'
import { createRecentReads } from './recent-reads.ts'

/** Who may call and what they may do, for the HTTP face. */
export interface Identity extends Pick<ApiDeps, 'lookupAccessKey' | 'lookupApiToken' | 'authorize'> {
  readonly identity: IdentityActions
  /** For what is no action of the API, such as cloudtrail:LookupEvents. */
  readonly permit: (
    asker: Parameters<Authorize>[0],
    permission: { readonly action: string; readonly resource: string },
  ) => Promise<void>
}

/** Keys and policies are two of the four statements of a read, and the same for a caller's every request. */
const goodForMs = 1_000

/** Reads keys and policies from the store, each answer good for a moment. */
export const openIdentity = (deps: {
  store: Store
  clock: Clock
  ids: Ids
  logger: Logger
  firstAccountId: string
  /** What the default role of a further account uses. */
  role: RoleCredentials
}): Identity => {
  const recent = createRecentReads({ ms: goodForMs, most: 10_000 })
  const documentsOf = recent.remembering((holder) => deps.store.identity.policies.documentsOf(holder))
  const authorize = createAuthorize({ ...deps, documentsOf: async (holder) => (await documentsOf(holder)) ?? [] })
  const { role } = deps
  return {
    lookupAccessKey: recent.remembering(principalKey(deps)),
    lookupApiToken: tokenPrincipal(deps),
    authorize: (call: CallToAuthorize) => {
      const { accountId } = call.principal
      return authorize(call, permissionsOf({ ...call, accountId }))
    },
    permit: (asker, permission) => authorize(asker, [permission]),
    identity: forgettingAfter(createIdentityActions({ ...deps, authorize, defaultRole: () => role }), recent.forget),
  }
}

/** The same actions; what they may have changed is read anew at once here, and by other processes when theirs is too old. */
const forgettingAfter = (actions: IdentityActions, forget: () => void): IdentityActions =>
  Object.fromEntries(
    Object.entries(actions).map(([name, act]) => [
      name,
      (...args: never[]) => (act as (...args: never[]) => Promise<unknown>)(...args).finally(forget),
    ]),
  ) as IdentityActions
