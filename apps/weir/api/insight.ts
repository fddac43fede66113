import type { InsightDeps } from '@weir/app-api'
import { type QuotasOf, shownHealth, type Store } from '@weir/domain'

/** Where the REST face reads what it tells of applications beyond the actions. */
export const createInsight = ({
  store,
  permit,
  readLogs,
  quotasOf,
}: {
  store: Store
  quotasOf: QuotasOf
  permit: InsightDeps['permit']
  readLogs: InsightDeps['readLogs']
}): InsightDeps => ({
  readLogs,
  findApplication: (scope, name) => store.applications.findByName(scope, name),
  permit,
  snapshots: store.snapshots,
  events: store.events,
  readScaling: { scaling: store.scaling, operations: store.operations, quotasOf },
  metrics: store.metrics,
  usage: store.usage,
  diagnoses: store.diagnoses,
  readHealth: async (application) => {
    const [stored, holder] = await Promise.all([store.health.find(application.id), store.leases.holder(application.id)])
    return shownHealth(application, { stored, isWatched: holder !== undefined, now: new Date() })
  },
})
