import type { RoleAccess } from './engine.ts'

/** The beginning of an object. */
export interface ObjectSample {
  readonly bytes: Uint8Array
  /** The object has nothing more. */
  readonly complete: boolean
}

/** Looks at objects of the user's S3 without keeping them. */
export interface ObjectSampler {
  /** At most the first `maxBytes`. Throws `ObjectUnavailableError` when the object cannot be read with that access. */
  sample(source: { bucket: string; key: string; access: RoleAccess; maxBytes: number }): Promise<ObjectSample>
}

/** The object cannot be read; `message` says why, for logs. */
export class ObjectUnavailableError extends Error {
  override readonly name = 'ObjectUnavailableError'
}
