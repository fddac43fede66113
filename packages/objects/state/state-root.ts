/** One object below the state root. */
export interface StoredObject {
  readonly uri: string
  readonly size: number
  readonly modifiedAt: Date
}

/** The few things Weir itself does with files below WEIR_STATE_URI; the same for `file:` and `s3:`. */
export interface StateRoot {
  readonly uri: string
  /** Every object below a URI, at any depth; a missing directory has none. */
  list(uri: string): Promise<readonly StoredObject[]>
  /** Stores a local file; readers see all of it or nothing. */
  put(uri: string, localFile: string): Promise<void>
  /** Copies to a local file, which must not exist; false when there is no such object. */
  fetch(uri: string, localFile: string): Promise<boolean>
  /**
   * Copies one object to another place below the root; readers see all of it or nothing. False when there is no such object. An
   * application may have written it: nothing outside of the root is ever read.
   */
  copy(from: string, to: string, signal?: AbortSignal): Promise<boolean>
  /** The first `most` bytes of an object; undefined when there is none. */
  read(uri: string, most: number): Promise<Buffer | undefined>
  /** Bytes of an object; undefined when there is none. */
  size(uri: string): Promise<number | undefined>
  /** Removes the object and everything below it; missing is fine. Refuses what is not below the root. */
  remove(uri: string): Promise<void>
  /** Throws when it cannot be written. */
  ping(): Promise<void>
}
