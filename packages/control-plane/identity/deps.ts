import type { Clock, Ids, IdentityPrincipal, RoleCredentials, Store } from '@weir/domain'
import { roleArn, userArn } from '@weir/iam'
import type { Asker, Authorize } from './authorize.ts'
import { noSuchEntity } from './identity-errors.ts'

/** What the administration of identities works with. */
export interface IdentityDeps {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly authorize: Authorize
  /** The account that the installation began with; it alone makes further ones. */
  readonly firstAccountId: string
  /** What the default role of a new account uses. */
  readonly defaultRole: () => RoleCredentials
}

/** One request of the administration: whatever it names is of the asker's account. */
export type IdentityAction<Input, Output> = (asker: Asker, input: Input) => Promise<Output>

/** A user or a role by its name. */
export interface Holder {
  readonly kind: IdentityPrincipal['kind']
  readonly name: string
}

const holderArn = ({ principal }: Asker, { kind, name }: Holder): string =>
  (kind === 'user' ? userArn : roleArn)(principal.accountId, name)

/** Throws unless the asker may do this to the user or role, and then unless there is one. */
export const requireHolder = async (
  { store, authorize }: IdentityDeps,
  asker: Asker,
  { holder, action }: { holder: Holder; action: string },
): Promise<IdentityPrincipal> => {
  const arn = holderArn(asker, holder)
  await authorize(asker, [{ action, resource: arn }])
  const found = await store.identity.principals.find(arn)
  if (found !== undefined) return found
  throw noSuchEntity(`The ${holder.kind} with name ${holder.name}`)
}
