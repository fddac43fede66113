import { createAccount, listAccounts } from './accounts.ts'
import { createAccessKey, deleteAccessKey, listAccessKeys, setAccessKeyActive } from './access-keys.ts'
import type { IdentityDeps } from './deps.ts'
import {
  attachPolicy,
  deleteInlinePolicy,
  deletePolicy,
  detachPolicy,
  listHolderPolicies,
  listPolicies,
  putInlinePolicy,
  putPolicy,
} from './policies.ts'
import { deleteRole, listRoles, putRole } from './roles.ts'
import { createSession } from './sessions.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'
import { createUser, deleteUser, listUsers } from './users.ts'

export { type Asker, type Authorize, createAuthorize } from './authorize.ts'
export type { Holder, IdentityDeps } from './deps.ts'
export type { RoleInput } from './roles.ts'
export { principalOf, type TemporaryCredentials } from './sessions.ts'
export { userNameOf } from './access-keys.ts'

/** Everything that administers who there is and what they may do; each asks the asker's own policies first. */
export const createIdentityActions = (deps: IdentityDeps) => ({
  createAccount: createAccount(deps),
  listAccounts: listAccounts(deps),
  createUser: createUser(deps),
  listUsers: listUsers(deps),
  deleteUser: deleteUser(deps),
  createAccessKey: createAccessKey(deps),
  listAccessKeys: listAccessKeys(deps),
  setAccessKeyActive: setAccessKeyActive(deps),
  deleteAccessKey: deleteAccessKey(deps),
  putRole: putRole(deps),
  listRoles: listRoles(deps),
  deleteRole: deleteRole(deps),
  putPolicy: putPolicy(deps),
  listPolicies: listPolicies(deps),
  deletePolicy: deletePolicy(deps),
  attachPolicy: attachPolicy(deps),
  detachPolicy: detachPolicy(deps),
  putInlinePolicy: putInlinePolicy(deps),
  deleteInlinePolicy: deleteInlinePolicy(deps),
  listHolderPolicies: listHolderPolicies(deps),
  createToken: createToken(deps),
  listTokens: listTokens(deps),
  revokeToken: revokeToken(deps),
  createSession: createSession(deps),
})

export type IdentityActions = ReturnType<typeof createIdentityActions>
