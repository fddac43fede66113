import type { RoleAccess } from './engine.ts'

/**
 * Turns a ServiceExecutionRole into access. A role of the caller's account that the service does not know acts as the default
 * role unless the setting `WEIR_STRICT_ROLES` is on; then, and for other accounts, the result is undefined.
 */
export interface RoleResolver {
  resolve(roleArn: string, accountId: string): Promise<RoleAccess | undefined>
}
