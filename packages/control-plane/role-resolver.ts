import type { RoleRepository, RoleResolver } from '@weir/domain'

/** Name of the role every installation has from its first start. */
export const defaultRoleName = 'weir-default'

export const defaultRoleArn = (accountId: string): string => `arn:aws:iam::${accountId}:role/${defaultRoleName}`

/**
 * Resolves roles from the store. A role of the caller's account that is not known acts as the default one, so that scripts and
 * Terraform written for AWS work as they are; `strict` (WEIR_STRICT_ROLES) refuses it instead, as AWS does.
 */
export const createRoleResolver = ({
  roles,
  region,
  s3,
  strict,
}: {
  roles: RoleRepository
  region: string
  s3: { endpoint?: string | undefined; pathStyle: boolean }
  strict: boolean
}): RoleResolver => ({
  resolve: async (roleArn, accountId) => {
    if (!roleArn.startsWith(`arn:aws:iam::${accountId}:role/`)) return undefined
    const role = (await roles.find(roleArn)) ?? (strict ? undefined : await roles.find(defaultRoleArn(accountId)))
    if (role === undefined) return undefined
    const { accessKeyId, secretAccessKey, sessionToken } = role
    return {
      roleArn,
      region,
      accessKeyId,
      secretAccessKey,
      sessionToken,
      s3Endpoint: s3.endpoint,
      s3PathStyle: s3.pathStyle,
    }
  },
})
