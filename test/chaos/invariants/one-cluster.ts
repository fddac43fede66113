import { startCensus } from '../../acceptance/harness/cluster-census.ts'
import type { Fleet } from '../fleet.ts'

/** At most one live cluster for an application at any time, on all hosts together: looked at four times a second in /proc. */
export function watchClusters(fleet: Fleet) {
  const census = startCensus(...fleet.workers.map(({ weir }) => weir.dataDir))
  return {
    violations: (): string[] =>
      census.most() > 1 ? [`${census.most()} clusters of one application lived at a time`] : [],
    stop: () => census.stop(),
  }
}
