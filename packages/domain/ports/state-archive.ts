/** A completed checkpoint or savepoint found below the state root (its `_metadata` is there and readable). */
export interface StatePoint {
  /** URI that Flink can restore from. */
  readonly location: string
  readonly kind: 'checkpoint' | 'savepoint'
  /** Flink's checkpoint number from the directory name `chk-<n>`; absent for savepoints. */
  readonly checkpointId?: number | undefined
  readonly completedAt: Date
}

/** Reads and clears the state root (`file:` or `s3:`), where Flink itself writes. */
export interface StateArchive {
  /**
   * Completed points below a URI at any depth Flink uses (`<uri>/<jobId>/chk-<n>/_metadata`,
   * `<uri>/savepoint-…/_metadata`), newest first. A missing directory is an empty list.
   */
  completed(uri: string): Promise<readonly StatePoint[]>
  /**
   * Why Flink could not restore from `location`, as far as it can be told without Flink: its `_metadata` is gone, cut off or not
   * Flink's, or a file that it names is not there or has another size. Undefined when nothing speaks against it. What may
   * pass (the storage does not answer) is thrown, never told as a fault.
   */
  fault(location: string): Promise<string | undefined>
  /**
   * Types of values that Flink 1 has serialized with Kryo in the state at `location`: Flink 2 cannot read these. None where there are none,
   * and where another Flink wrote. As far as it can be told without Flink.
   */
  kryoTypesOfFlink1(location: string): Promise<readonly string[]>
  /** True when `<location>/_metadata` exists and is not empty. */
  exists(location: string): Promise<boolean>
  /**
   * Copies the savepoint at `from` to `to`, both below the state root, and answers its bytes. `_metadata` is copied last, so `exists(to)`
   * says whether it is complete; copying again finishes what was begun. Throws StateMissingError when `from` is no savepoint.
   */
  copy(from: string, to: string, signal?: AbortSignal): Promise<number>
  /** Bytes of everything below a URI; 0 when nothing is there. */
  size(uri: string): Promise<number>
  /** Removes a savepoint, `_metadata` first: from then on no copy of it can seem complete. Missing is fine. */
  removePoint(location: string): Promise<void>
  /** Removes everything below a URI; missing is fine. Refuses URIs outside the state root. */
  remove(uri: string): Promise<void>
  /** Throws when the state root cannot be written. */
  ping(): Promise<void>
}

/** The savepoint that was to be read is not there. */
export class StateMissingError extends Error {
  override readonly name = 'StateMissingError'
}
