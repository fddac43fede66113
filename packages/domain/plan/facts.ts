import type { Application } from '../model/application.ts'
import type { Deployment, DeploymentState } from '../model/deployment.ts'
import type { Operation } from '../model/operation.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { ClusterObservation, SavepointProgress } from '../ports/engine.ts'

/** What is known of the savepoint being taken. `lost`: the cluster that was asked is gone and left no savepoint. */
export type SavepointSighting = SavepointProgress | { readonly state: 'lost' }

/** Everything a plan is made from, read in one pass. */
export interface Facts {
  readonly application: Application
  /** The operation in progress. */
  readonly operation?: Operation | undefined
  /** Newest first, at most ten. */
  readonly deployments: readonly Deployment[]
  /** In flight, the savepoints of enhanced ones until they are settled, plus the one the operation asks for whatever its status. */
  readonly snapshots: readonly Snapshot[]
  /** Fresh; present when the newest deployment is live on this host and has been prepared. */
  readonly observation?: ClusterObservation | undefined
  readonly savepoint?: SavepointSighting | undefined
  /** The release of its runtime that a running application is to be brought to now. */
  readonly maintenance?: string | undefined
  /** This worker host. */
  readonly host: string
  readonly now: Date
}

/** How patient the plan is. Times in milliseconds. */
export interface PlanSettings {
  /** AWS gives a job five minutes to start. */
  readonly startTimeoutMs: number
  /** Clusters tried for one start before it fails, when they die without a cause of their own. */
  readonly maxStartAttempts: number
  /** Job restarts during a start before it fails with the job's exception. */
  readonly maxStartRestarts: number
  readonly maxSnapshotAttempts: number
  /** How long a snapshot waits for a job that is restarting before it fails with the job's exception. */
  readonly snapshotPatienceMs: number
  /** Pause before a lost cluster is replaced again: doubles from the first to the second value. */
  readonly backoffMs: { readonly first: number; readonly cap: number }
  /** How long a cluster must have run for its loss to count as a new trouble. */
  readonly stableAfterMs: number
  /**
   * How long a JobManager that has answered before may be silent while its process lives (it hangs, or is stopped) before the cluster is
   * replaced; TaskManagers that the JobManager does not have are given twice as long.
   */
  readonly silenceTimeoutMs: number
  /** How long a change of parallelism in place may take before the cluster is replaced instead. */
  readonly rescalePatienceMs: number
  /** How often a cluster is looked at, in transitions and at rest. */
  readonly pollMs: { readonly busy: number; readonly calm: number }
}

/** What of these is a setting is docs/operations.md's to say; the rest is fixed. */
export const defaultPlanSettings: PlanSettings = {
  startTimeoutMs: 5 * 60_000,
  maxStartAttempts: 3,
  maxStartRestarts: 5,
  maxSnapshotAttempts: 3,
  snapshotPatienceMs: 60_000,
  backoffMs: { first: 1_000, cap: 60_000 },
  stableAfterMs: 60_000,
  silenceTimeoutMs: 60_000,
  rescalePatienceMs: 120_000,
  pollMs: { busy: 100, calm: 1_000 },
}

/** The one of the highest epoch, ended or not. */
export const newestDeployment = (facts: Pick<Facts, 'deployments'>): Deployment | undefined => facts.deployments[0]

/** A deployment that has, or may have, processes. */
export type LiveDeployment = Deployment & { readonly state: Exclude<DeploymentState, 'ended'> }

/** Whether the deployment has, or may have, processes. */
export const isLive = (deployment: Deployment | undefined): deployment is LiveDeployment =>
  deployment !== undefined && deployment.state !== 'ended'

/** The snapshot that is asked for by the operation in progress (a stop's or an update's). */
export const operationSnapshot = (facts: Facts): Snapshot | undefined => {
  const name = facts.operation?.intent.snapshotName
  return name === undefined ? undefined : facts.snapshots.find((snapshot) => snapshot.name === name)
}

/** The one snapshot being taken now: users' snapshots first, in order, then the operation's own, which ends the job. */
export const currentSnapshot = (facts: Facts): Snapshot | undefined =>
  facts.snapshots.find((snapshot) => snapshot.status === 'CREATING' && snapshot.kind === 'user') ??
  facts.snapshots.find((snapshot) => snapshot.status === 'CREATING')

/** The enhanced snapshots of which the application has a savepoint that nobody has copied yet. */
export const awaitsCopy = ({ status, enhancedId, copiedTo }: Snapshot): boolean =>
  status === 'READY' && enhancedId !== undefined && copiedTo === undefined

/**
 * The next snapshot of which something is to be removed: all of it, or the application's own copy of an enhanced one.
 * `inUse`: the state that the job started from, while that is its only state.
 */
export const snapshotToClear = (
  { snapshots }: Pick<Facts, 'snapshots'>,
  inUse?: string,
): { readonly kind: 'remove-snapshot' | 'settle-snapshot'; readonly snapshot: string } | undefined => {
  const free = snapshots.filter(({ location }) => inUse === undefined || location !== inUse)
  const removal = free.find(({ status }) => status === 'DELETING')
  if (removal !== undefined) return { kind: 'remove-snapshot', snapshot: removal.name }
  const copied = free.find(
    ({ status, location, copiedTo }) => status === 'READY' && copiedTo !== undefined && location !== copiedTo,
  )
  return copied && { kind: 'settle-snapshot', snapshot: copied.name }
}
