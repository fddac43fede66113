import type { SnapshotInitiator, SnapshotInitiatorOperation, SnapshotStatus } from '@weir/service-model'
import type { Scope } from '../model/application.ts'
import type { EnhancedSnapshot } from '../model/enhanced-snapshot.ts'
import type { EnhancedSnapshotOperation, SnapshotClaim } from '../model/snapshot-operation.ts'
import type { ListPosition } from './list-position.ts'

/** Enhanced snapshots; nothing of them goes when an application goes. */
export interface EnhancedSnapshotRepository {
  /** Throws DuplicateError when the name is taken in the scope. */
  insert(snapshot: EnhancedSnapshot): Promise<void>
  /** Writes every field, tags too; whoever changes one has locked it. */
  save(snapshot: EnhancedSnapshot): Promise<void>
  find(scope: Scope, name: string, options?: { lock?: boolean }): Promise<EnhancedSnapshot | undefined>
  findById(id: string, options?: { lock?: boolean }): Promise<EnhancedSnapshot | undefined>
  /** Newest first (creation time, then name, both falling), beginning behind `after` (its `id` is the name). */
  list(scope: Scope, page: EnhancedSnapshotPage): Promise<readonly EnhancedSnapshot[]>
  count(scope: Scope): Promise<number>
  /** The snapshot of this application that a user asked for and that is CREATING. */
  creatingOf(applicationId: string): Promise<EnhancedSnapshot | undefined>
  remove(id: string): Promise<void>
}

export interface EnhancedSnapshotPage {
  readonly after?: ListPosition | undefined
  readonly limit: number
  readonly sourceApplicationName?: string | undefined
  readonly initiator?: SnapshotInitiator | undefined
  readonly initiatorOperation?: SnapshotInitiatorOperation | undefined
  readonly status?: SnapshotStatus | undefined
}

/** What was done to enhanced snapshots; found by the snapshot's name, also after the snapshot is gone. */
export interface SnapshotOperationRepository {
  /** Throws DuplicateError when the id is taken, or when an export of the snapshot is in progress and this is another one. */
  insert(operation: EnhancedSnapshotOperation): Promise<void>
  save(operation: EnhancedSnapshotOperation): Promise<void>
  find(scope: Scope, snapshotName: string, id: string): Promise<EnhancedSnapshotOperation | undefined>
  /** Newest first (start time, then id, both falling), beginning behind `after`. */
  list(scope: Scope, snapshotName: string, page: SnapshotOperationPage): Promise<readonly EnhancedSnapshotOperation[]>
  /** The export of the snapshot that is in progress. */
  exporting(snapshotId: string): Promise<EnhancedSnapshotOperation | undefined>
  /** Removes operations that began before `moment` and have ended. */
  removeBefore(moment: Date): Promise<void>
}

export interface SnapshotOperationPage {
  readonly after?: ListPosition | undefined
  readonly limit: number
  readonly kind?: string | undefined
  readonly status?: string | undefined
}

/** Who carries out which operation. Claims expire by the database's clock. */
export interface SnapshotClaimRepository {
  /**
   * Claims the oldest operation that is IN_PROGRESS, that nobody holds and whose time has come: a creation has to wait until the
   * application's savepoint is taken or given up, a deletion until no export and no starting deployment reads the snapshot.
   */
  next(owner: string, ttlMs: number): Promise<SnapshotClaim | undefined>
  /** False when the claim is lost. */
  renew(claim: SnapshotClaim, ttlMs: number): Promise<boolean>
  /** Gives the claim back; nobody gets it again before `ms` have passed. */
  postpone(claim: SnapshotClaim, ms: number): Promise<void>
}

/** Another host carries out the operation now, or it is over. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError'
}
