import type { RoleAccess } from './engine.ts'

/** A directory of the user's S3; `prefix` without a slash at its end. */
export interface UserPlace {
  readonly bucket: string
  readonly prefix: string
  readonly access: RoleAccess
}

/**
 * Carries savepoints between the state root and the user's S3. Both ways are repeatable: what an earlier try left is written
 * again. Flink's savepoints are self-contained and may lie anywhere, so files are copied as they are; `_metadata`, which makes a
 * directory a savepoint, comes last. Throws `ExchangeError` for what no repetition mends.
 */
export interface SavepointExchange {
  /** Copies the savepoint at `location` into the user's place. */
  exportTo(place: UserPlace, location: string, signal: AbortSignal): Promise<void>
  /** Checks that the user's place is a savepoint of the size allowed, then copies it to `location`. Answers its bytes. */
  importFrom(place: UserPlace, location: string, signal: AbortSignal): Promise<number>
}

/** Why a transfer is refused, for the user. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
  readonly code: ExchangeErrorCode

  constructor(code: ExchangeErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

export type ExchangeErrorCode =
  'BucketNotFound' | 'AccessDenied' | 'SavepointNotFound' | 'InvalidSavepoint' | 'SnapshotTooLarge'
