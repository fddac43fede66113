import type { ClusterObservation } from '@weir/domain'

/** Equal but for the time of looking. */
export const sameSight = (before: ClusterObservation | undefined, after: ClusterObservation): boolean =>
  before !== undefined && JSON.stringify({ ...before, observedAt: 0 }) === JSON.stringify({ ...after, observedAt: 0 })
