import type { EnhancedSnapshot, Repositories, Scope } from '@weir/domain'
import type { ActionContext } from '@weir/service-model'
import { ResourceNotFoundException } from '@weir/service-model'

/** The account and region that a call is made in. */
export const scopeOf = ({ principal, region }: Pick<ActionContext, 'principal' | 'region'>): Scope => ({
  accountId: principal.accountId,
  region,
})

/** The caller's enhanced snapshot of that name; `lock` takes its row, as every change of it must. */
export const findEnhancedSnapshot = async (
  { enhancedSnapshots }: Pick<Repositories, 'enhancedSnapshots'>,
  context: Pick<ActionContext, 'principal' | 'region'>,
  name: string,
  options: { lock?: boolean } = {},
): Promise<EnhancedSnapshot> => {
  const snapshot = await enhancedSnapshots.find(scopeOf(context), name, options)
  if (snapshot === undefined) throw snapshotNotFound(name)
  return snapshot
}

export const snapshotNotFound = (name: string): ResourceNotFoundException =>
  new ResourceNotFoundException(`Snapshot ${name} does not exist.`)
