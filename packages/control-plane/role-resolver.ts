import type { RoleRepository, RoleResolver } from '@weir/domain'
import { roleArn as arnOf } from '@weir/iam'

/** Name of the role every account has from its beginning. */
export const defaultRoleName = 'weir-default'

export const defaultRoleArn = (accountId: string): string => arnOf(accountId, defaultRoleName)

/**
 * Resolves roles from the store. A role of the caller's account that is not known acts as the default one, so that scripts and
 * Terraform written for AWS work as they are; `strict` (WEIR_STRICT_ROLES) refuses it instead, as AWS does. A known role without a key
 * of its own uses the default role's.
 */
export const createRoleResolver = ({
  roles,
  s3,
  strict,
}: {
  roles: Pick<RoleRepository, 'find'>
  s3: { endpoint?: string | undefined; pathStyle: boolean }
  strict: boolean
}): RoleResolver => ({
  resolve: async (roleArn, { accountId, region }) => {
    if (!roleArn.startsWith(arnOf(accountId, ''))) return undefined
    const known = await roles.find(roleArn)
    if (known === undefined && strict) return undefined
    const fallback = known?.credentials === undefined ? await roles.find(defaultRoleArn(accountId)) : undefined
    const role = known ?? fallback
    const credentials = known?.credentials ?? fallback?.credentials
    if (role === undefined || credentials === undefined) return undefined
    return {
      roleArn,
      region: role.region ?? region,
      ...credentials,
      s3Endpoint: role.endpoints.s3 ?? role.endpoints[''] ?? s3.endpoint,
      s3PathStyle: role.s3PathStyle ?? s3.pathStyle,
      endpoints: role.endpoints,
    }
  },
})
