import { accountRoutes, sessionRoutes, tokenRoutes } from './credentials.ts'
import { policyParams, policyRoutes } from './policies.ts'
import { roleParams, roleRoutes } from './roles.ts'
import { type IdentityRoute, nameForm, objectOf } from './route.ts'
import { accessKeyRoutes, userRoutes } from './users.ts'

const wordParams = (name: string): object => objectOf({ [name]: { type: 'string', pattern: '^\\w{1,128}$' } }, name)

/** Every route with the schema of what its path names. */
export const identityTables: readonly (readonly [readonly IdentityRoute[], object])[] = [
  [accountRoutes, {}],
  [userRoutes, objectOf({ name: nameForm })],
  [accessKeyRoutes, wordParams('id')],
  [roleRoutes, roleParams],
  [policyRoutes, policyParams],
  [tokenRoutes, wordParams('id')],
  [sessionRoutes, {}],
]
