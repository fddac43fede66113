import type { Clock, Logger, RoleResolver, SavepointExchange, Sleeper, StateArchive, Store } from '@weir/domain'

/** What the courier works with. Everything outside is behind a port. */
export interface CourierDeps {
  readonly store: Store
  readonly archive: StateArchive
  readonly exchange: SavepointExchange
  readonly roles: RoleResolver
  readonly clock: Clock
  readonly sleeper: Sleeper
  readonly logger: Logger
  /** Name of this worker host. */
  readonly host: string
  /** WEIR_STATE_URI without a trailing slash. */
  readonly stateRoot: string
}
