import type { Quotas } from '@weir/domain'
import type { ActionHandlers, ActionName } from '@weir/service-model'

/**
 * The actions of an installation where single accounts have quotas of their own: each call goes to the actions that were made with the
 * quotas of its account.
 */
export const actionsByQuota = (
  create: (quotas: Quotas) => Partial<ActionHandlers>,
  { quotas, accountQuotas }: { quotas: Quotas; accountQuotas: Readonly<Record<string, Partial<Quotas>>> },
): Partial<ActionHandlers> => {
  const general = create(quotas)
  const own = new Map(
    Object.entries(accountQuotas).map(([account, given]) => [account, create({ ...quotas, ...given })]),
  )
  if (own.size === 0) return general
  const names = Object.keys(general) as ActionName[]
  const entries = names.map((name) => [
    name,
    (input: never, context: never) => {
      const { accountId } = (context as { principal: { accountId: string } }).principal
      return (own.get(accountId) ?? general)[name]?.(input, context)
    },
  ])
  return Object.fromEntries(entries) as Partial<ActionHandlers>
}
