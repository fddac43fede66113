import type { Application, ApplicationVersion, Scope } from '../model/application.ts'
import type { Deployment } from '../model/deployment.ts'
import type { Operation } from '../model/operation.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { SnapshotClaim } from '../model/snapshot-operation.ts'
import type { AuditRepository } from './audit.ts'
import type { DiagnosisRepository, HealthRepository } from './diagnosis-store.ts'
import type { EventRepository } from './event-store.ts'
import type { ListPosition } from './list-position.ts'
import type { IdentityRepositories } from './identity-store.ts'
import type { InstallationKeyRepository } from './installation-keys.ts'
import type { MetricRepository } from './metric-store.ts'
import type { ScalingRepository } from './scaling-store.ts'
import type {
  EnhancedSnapshotRepository,
  SnapshotClaimRepository,
  SnapshotOperationRepository,
} from './snapshot-store.ts'
import type { UsageRepository } from './usage-store.ts'

/**
 * Postgres behind one repository per aggregate. The truth of Weir: whatever is not here did not happen.
 *
 * Every `save` is a compare-and-set on `revision` where the aggregate has one and throws `StaleWriteError` when another
 * writer was first; inserts that break a unique key throw `DuplicateError`.
 */
export interface Store extends Repositories {
  /**
   * Runs `work` in one transaction (READ COMMITTED; look-ups with `lock` take the row). Nothing slow may happen
   * inside. Serialization failures and deadlocks are retried a few times, so `work` must be free of outside effects.
   */
  transaction<T>(work: (tx: Repositories) => Promise<T>): Promise<T>
  /**
   * A transaction that first proves that `lease` is still held (row locked, same owner and epoch, not expired by the database's
   * clock); throws `LeaseLostError` otherwise. All writes of the reconciler go through it.
   */
  fenced<T>(lease: Lease, work: (tx: Repositories) => Promise<T>): Promise<T>
  /** The same for an operation on an enhanced snapshot; throws `ClaimLostError` unless it is claimed and still IN_PROGRESS. */
  claimed<T>(claim: SnapshotClaim, work: (tx: Repositories) => Promise<T>): Promise<T>
  readonly leases: LeaseRepository
  readonly snapshotClaims: SnapshotClaimRepository
  readonly workers: WorkerRepository
  readonly installationKeys: InstallationKeyRepository
  readonly audit: AuditRepository
  readonly metrics: MetricRepository
  /** What the service itself has to do, for those who watch it. */
  census(): Promise<Census>
  /** Throws when Postgres does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** One repository an aggregate. Inside `Store.transaction` and `Store.fenced` all of them write in that one transaction. */
export interface Repositories {
  readonly applications: ApplicationRepository
  readonly versions: VersionRepository
  readonly operations: OperationRepository
  readonly snapshots: SnapshotRepository
  readonly deployments: DeploymentRepository
  readonly outbox: OutboxRepository
  readonly events: EventRepository
  readonly scaling: ScalingRepository
  readonly health: HealthRepository
  readonly diagnoses: DiagnosisRepository
  readonly identity: IdentityRepositories
  readonly enhancedSnapshots: EnhancedSnapshotRepository
  readonly snapshotOperations: SnapshotOperationRepository
  readonly usage: UsageRepository
}

/** Numbers of the installation at one moment. */
export interface Census {
  /** Wake-ups that are committed and not yet published. */
  readonly outbox: number
  readonly workers: readonly {
    readonly host: string
    /** Since its last heartbeat. */
    readonly silentSeconds: number
    /** Leases it holds that are not expired. */
    readonly leases: number
  }[]
  readonly applications: readonly { readonly status: string; readonly count: number }[]
}

/** Applications, a row each; `lock` holds the row until the transaction ends. */
export interface ApplicationRepository {
  findByName(scope: Scope, name: string, options?: { lock?: boolean }): Promise<Application | undefined>
  findById(id: string, options?: { lock?: boolean }): Promise<Application | undefined>
  /** Throws DuplicateError when the name is taken in the scope. Stores tags too. */
  insert(application: Application): Promise<void>
  /** Writes every field but tags where `revision` is as read, and returns the record with the new revision. */
  save(application: Application): Promise<Application>
  /** Ordered by name (byte order), beginning with `fromName` itself. */
  list(scope: Scope, page: { fromName?: string | undefined; limit: number }): Promise<readonly Application[]>
  count(scope: Scope): Promise<number>
  /** Removes the application and all that hangs on it (versions, operations, snapshots, deployments, tags, outbox). */
  remove(id: string): Promise<void>
  /** Sets or replaces tags, keeping insertion order; no revision change. */
  putTags(id: string, tags: readonly { key: string; value: string }[]): Promise<void>
  removeTags(id: string, keys: readonly string[]): Promise<void>
  /**
   * Ids of applications that need a reconciler: status not at rest, or a deployment not ended, or a snapshot in flight. A savepoint that
   * only waits to be copied needs none.
   */
  needingWork(limit: number): Promise<readonly string[]>
}

/** Versions of applications: written once, never changed, without gaps from 1. */
export interface VersionRepository {
  insert(version: ApplicationVersion): Promise<void>
  find(applicationId: string, versionId: number): Promise<ApplicationVersion | undefined>
  /** Newest first, beginning below `beforeVersion` when given. */
  list(
    applicationId: string,
    page: { beforeVersion?: number | undefined; limit: number },
  ): Promise<readonly ApplicationVersion[]>
}

/** Operations of applications; at most one of an application is IN_PROGRESS. */
export interface OperationRepository {
  insert(operation: Operation): Promise<void>
  save(operation: Operation): Promise<void>
  find(applicationId: string, operationId: string): Promise<Operation | undefined>
  /** The one operation that is IN_PROGRESS, when there is one. */
  inProgress(applicationId: string): Promise<Operation | undefined>
  /** Newest first (start time, then id); `after` = the last entry of the page before, which may be gone by now. */
  list(
    applicationId: string,
    page: {
      after?: ListPosition | undefined
      limit: number
      name?: string | undefined
      status?: string | undefined
    },
  ): Promise<readonly Operation[]>
  /** Removes the operations of all applications that ended before that moment, at most `limit`; returns how many. */
  removeEndedBefore(moment: Date, limit: number): Promise<number>
}

/** Snapshots of applications; the files they name are the state archive's. */
export interface SnapshotRepository {
  /** Throws DuplicateError when the application already has a snapshot of that name. */
  insert(snapshot: Snapshot): Promise<void>
  save(snapshot: Snapshot): Promise<void>
  find(applicationId: string, name: string, options?: { lock?: boolean }): Promise<Snapshot | undefined>
  /** Oldest first (creation time, then name); `after` = the last entry of the page before, which may be gone by now. */
  list(applicationId: string, page: { after?: ListPosition | undefined; limit: number }): Promise<readonly Snapshot[]>
  /** Snapshots that are CREATING or DELETING, and enhanced ones whose savepoint is not yet at its last place. */
  inFlight(applicationId: string): Promise<readonly Snapshot[]>
  /** `belowVersion`: of those taken while the application was at an older version than that. */
  newestReady(applicationId: string, options?: { belowVersion?: number }): Promise<Snapshot | undefined>
  count(applicationId: string): Promise<number>
  /** READY ones that the service took of its own accord (kinds stop and update, not enhanced), but the newest `kept`; oldest first. */
  spentAutomatic(applicationId: string, kept: number): Promise<readonly Snapshot[]>
  remove(applicationId: string, name: string): Promise<void>
}

/** Attempts to run a version; at most one of an application is not ended, and that is the fence in the database. */
export interface DeploymentRepository {
  /** Throws DuplicateError when the application already has that epoch, or already has a deployment that is not ended. */
  insert(deployment: Deployment): Promise<void>
  save(deployment: Deployment): Promise<void>
  find(id: string): Promise<Deployment | undefined>
  /** The newest by epoch, ended or not. */
  newest(applicationId: string): Promise<Deployment | undefined>
  /** Newest epoch first. */
  list(applicationId: string, page: { limit: number }): Promise<readonly Deployment[]>
  /** Those of a worker host that are not ended. */
  liveOn(host: string): Promise<readonly Deployment[]>
  remove(id: string): Promise<void>
}

/** Wake-ups that belong to committed changes; rows are written in the change's own transaction and removed once published. */
export interface OutboxRepository {
  add(applicationId: string): Promise<void>
  /** Oldest first, each application once. */
  pending(limit: number): Promise<readonly { id: string; applicationId: string }[]>
  remove(ids: readonly string[]): Promise<void>
}

/** The right to act on one application, held by one worker host. A newer epoch fences an older one. */
export interface Lease {
  readonly applicationId: string
  readonly owner: string
  readonly epoch: number
  /** By the database's clock, translated to ours from the moment before the request: never later than the truth. */
  readonly expiresAt: Date
}

/** Leases, counted by the database's clock alone: hosts need not agree about the time. */
export interface LeaseRepository {
  /** Takes a free, expired or own lease; undefined when another owner holds it. A change of owner raises the epoch. */
  claim(applicationId: string, owner: string, ttlMs: number): Promise<Lease | undefined>
  /** Extends the given leases where they are still held; returns those that are (missing = lost). */
  renew(leases: readonly Lease[], ttlMs: number): Promise<readonly Lease[]>
  release(lease: Lease): Promise<void>
  /** Owner of a lease that is not expired. */
  holder(applicationId: string): Promise<string | undefined>
}

/** Which worker hosts are alive and where they are. */
export interface WorkerRepository {
  /** Notes by the database's clock that this host is there. */
  beat(host: string): Promise<void>
  /** Notes that this host is there and where other processes reach it; undefined = nowhere. */
  announce(host: string, url: string | undefined): Promise<void>
  /** What the host announced last; undefined when it did not, or has left. */
  address(host: string): Promise<string | undefined>
  /** Removes the note when a worker stops in order. */
  leave(host: string): Promise<void>
  /** Hosts heard of within the last `withinMs`. */
  live(withinMs: number): Promise<readonly string[]>
}

/** Somebody else has written since the record was read, or it is gone: read anew and decide again. */
export class StaleWriteError extends Error {
  override readonly name = 'StaleWriteError'
}

/** Something of that name, or that place, is there already. */
export class DuplicateError extends Error {
  override readonly name = 'DuplicateError'
}

/** The lease that a write was to be made under is another owner's, or over: nothing was written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}
