import type { Scope } from '../model/application.ts'
import type { RoleAccess } from './engine.ts'

/**
 * Turns a ServiceExecutionRole into access. A role of the scope's account that the service does not know acts as the default
 * role unless the setting `WEIR_STRICT_ROLES` is on; then, and for other accounts, the result is undefined. The scope's region is where
 * the role acts unless it has one of its own.
 */
export interface RoleResolver {
  resolve(roleArn: string, scope: Scope): Promise<RoleAccess | undefined>
}
