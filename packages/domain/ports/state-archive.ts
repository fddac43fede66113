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
  /** True when `<location>/_metadata` exists and is not empty. */
  exists(location: string): Promise<boolean>
  /** Removes everything below a URI; missing is fine. Refuses URIs outside the state root. */
  remove(uri: string): Promise<void>
  /** Throws when the state root cannot be written. */
  ping(): Promise<void>
}
