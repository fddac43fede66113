import type {
  KeyType,
  RuntimeEnvironment,
  SnapshotInitiator,
  SnapshotInitiatorOperation,
  SnapshotStatus,
} from '@weir/service-model'
import type { Scope, Tag } from './application.ts'

/**
 * An enhanced snapshot: state that belongs to an account and region, not to an application, and outlives the one it was taken from. Its
 * files are below the state root in a place of their own (`stateLayout.enhancedSnapshot`).
 */
export interface EnhancedSnapshot extends Scope {
  /** Internal identity (UUID); names the place of its files. Names can be reused after a delete, ids cannot. */
  readonly id: string
  /** Unique in the scope, whatever the status. */
  readonly name: string
  readonly arn: string
  readonly status: SnapshotStatus
  readonly description?: string | undefined
  readonly createdAt: Date
  readonly initiator: SnapshotInitiator
  readonly initiatorOperation: SnapshotInitiatorOperation
  readonly source: SnapshotSource
  /** Flink runtime that wrote it; nobody says it of an imported one. */
  readonly runtimeEnvironment?: RuntimeEnvironment | undefined
  /** 0 until READY. */
  readonly sizeInBytes: number
  readonly encryption: SnapshotEncryption
  /** URI of the savepoint; present exactly when READY or once was. */
  readonly location?: string | undefined
  readonly tags: readonly Tag[]
}

export type SnapshotSource =
  | {
      readonly kind: 'application'
      readonly applicationId: string
      readonly name: string
      readonly createdAt: Date
      readonly versionId: number
    }
  | { readonly kind: 's3'; readonly place: S3Prefix }

/** Echoed, not used: encryption at rest is that of the state store. */
export interface SnapshotEncryption {
  readonly keyType: KeyType
  readonly keyId?: string | undefined
}

/** A bucket and key prefix of the user's S3, as the request named them. */
export interface S3Prefix {
  readonly bucketArn: string
  readonly keyPrefix: string
}
