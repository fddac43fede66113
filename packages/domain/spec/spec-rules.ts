import type { Quotas } from '../limits/quota.ts'
import type { CreationPolicy } from '../runtime-catalogue.ts'

/** What a spec is checked against besides the request. */
export interface SpecRules extends CreationPolicy {
  readonly accountId: string
  readonly region: string
  readonly quotas: Quotas
}
