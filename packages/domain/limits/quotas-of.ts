import type { Quotas } from './quota.ts'

/** What an account may have: the installation's quotas, but for those that it has of its own. */
export type QuotasOf = (accountId: string) => Quotas

/** An account's own quotas take the place of the installation's one by one. */
export const quotasOf = ({
  quotas,
  accountQuotas,
}: {
  readonly quotas: Quotas
  readonly accountQuotas: Readonly<Record<string, Partial<Quotas>>>
}): QuotasOf => {
  return (accountId) => (Object.hasOwn(accountQuotas, accountId) ? { ...quotas, ...accountQuotas[accountId] } : quotas)
}
