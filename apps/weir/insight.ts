import type { InsightDeps } from '@weir/app-api'
import type { Store } from '@weir/domain'

/** Where the REST face reads what it tells of applications beyond the actions. */
export const createInsight = ({ store, permit }: { store: Store; permit: InsightDeps['permit'] }): InsightDeps => ({
  findApplication: (scope, name) => store.applications.findByName(scope, name),
  permit,
  snapshots: store.snapshots,
  events: store.events,
})
