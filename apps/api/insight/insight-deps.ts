import type { Application, EventRepository, Scope, SnapshotRepository } from '@weir/domain'
import type { Principal } from '@weir/service-model'

/** What the REST face tells of an application beyond AWS's actions: what happens to it, how it is, what it says. */
export interface InsightDeps {
  readonly findApplication: (scope: Scope, name: string) => Promise<Application | undefined>
  /** Throws AccessDeniedException unless the caller's policies allow it. */
  readonly permit: (
    asker: {
      readonly principal: Principal
      readonly region: string
      readonly sourceIp: string
      readonly secure: boolean
    },
    permission: { readonly action: string; readonly resource: string },
  ) => Promise<void>
  readonly snapshots: Pick<SnapshotRepository, 'find'>
  readonly events: Pick<EventRepository, 'listAfter' | 'listNewest'>
}
