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

/** Who may call and what they may do, for the HTTP face. */
export interface Identity extends Pick<ApiDeps, 'lookupAccessKey' | 'lookupApiToken' | 'authorize'> {
  readonly identity: IdentityActions
  /** For what is no action of the API, such as cloudtrail:LookupEvents. */
  readonly permit: (
    asker: Parameters<Authorize>[0],
    permission: { readonly action: string; readonly resource: string },
  ) => Promise<void>
}

export const openIdentity = (deps: {
  store: Store
  clock: Clock
  ids: Ids
  logger: Logger
  firstAccountId: string
  /** What the default role of a further account uses. */
  role: RoleCredentials
}): Identity => {
  const authorize = createAuthorize(deps)
  const { role } = deps
  return {
    lookupAccessKey: principalKey(deps),
    lookupApiToken: tokenPrincipal(deps),
    authorize: (call: CallToAuthorize) => {
      const { accountId } = call.principal
      return authorize(call, permissionsOf({ ...call, accountId }))
    },
    permit: (asker, permission) => authorize(asker, [permission]),
    identity: createIdentityActions({ ...deps, authorize, defaultRole: () => role }),
  }
}
