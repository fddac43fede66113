import type { SnapshotOperation as SnapshotOperationKind, SnapshotOperationStatus } from '@weir/service-model'
import type { Scope } from './application.ts'
import type { S3Prefix, SnapshotEncryption } from './enhanced-snapshot.ts'

/**
 * Something done to an enhanced snapshot: shown to clients for 90 days, also after the snapshot is gone, and while IN_PROGRESS the
 * durable order that the courier carries out.
 */
export interface EnhancedSnapshotOperation extends Scope {
  /** Opaque, 12 alphanumerics. */
  readonly id: string
  readonly snapshotId: string
  readonly snapshotName: string
  readonly snapshotArn: string
  readonly kind: SnapshotOperationKind
  readonly status: SnapshotOperationStatus
  readonly startedAt: Date
  readonly endedAt?: Date | undefined
  readonly failure?: SnapshotFailure | undefined
  readonly order: SnapshotOrder
}

export interface SnapshotFailure {
  readonly code: string
  /** At most 512 characters are shown. */
  readonly text: string
}

/** What an operation was given, fixed when the action stored it. Plain JSON. */
export interface SnapshotOrder {
  /** SystemCreateSnapshot: the stop or update that wants it. */
  readonly applicationOperation?: { readonly applicationName: string; readonly operationId: string } | undefined
  /** Import and export: the user's place and the role to go there with. */
  readonly transfer?:
    | {
        readonly place: S3Prefix
        readonly roleArn: string
        /** Import: of the place. */
        readonly sourceEncryption?: SnapshotEncryption | undefined
        readonly destinationEncryption: SnapshotEncryption
        /** Export: the place's prefix and a part of its own. */
        readonly exportedPrefix?: string | undefined
      }
    | undefined
}

/** The right to carry out one operation, held by one worker host until it expires. A newer epoch fences an older one. */
export interface SnapshotClaim {
  readonly operation: EnhancedSnapshotOperation
  readonly owner: string
  /** Rises with each claim, so it counts the attempts too. */
  readonly epoch: number
}
