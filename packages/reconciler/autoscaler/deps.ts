import type { Clock, Engine, Ids, Logger, QuotasOf, Store } from '@weir/domain'

/** What automatic scaling works with. */
export interface AutoscalerDeps {
  readonly store: Store
  readonly engine: Pick<Engine, 'metrics'>
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly host: string
  readonly quotasOf: QuotasOf
  /** Length of a point: AWS's is a minute. */
  readonly pointMs: number
  /** Asks for the outbox to be published; called after a commit, returns at once. */
  readonly publish: () => void
}
