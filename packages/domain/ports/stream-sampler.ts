import type { InputStartingPosition } from '@weir/service-model'
import type { SqlBinding } from '../model/sql-binding.ts'
import type { RoleAccess } from './engine.ts'

/** A few records of a stream. */
export interface StreamSample {
  /** As the stream has them. */
  readonly records: readonly Uint8Array[]
  /** What a processor has made of those that it found good; only where there is one. */
  readonly processed?: readonly Uint8Array[] | undefined
}

/** Looks at streams, and leaves no mark of having read. */
export interface StreamSampler {
  /** What comes within some seconds, with the access of a role; none is no error. Throws `StreamUnavailableError`. */
  sample(asked: {
    readonly source: SqlBinding
    readonly processor?: SqlBinding | undefined
    /** What the source is called, for the processor. */
    readonly streamArn: string
    readonly position: InputStartingPosition
    readonly access: RoleAccess
    readonly most: number
  }): Promise<StreamSample>
}

/** The stream, or the processor of its records, cannot be asked; `message` says why. */
export class StreamUnavailableError extends Error {
  override readonly name = 'StreamUnavailableError'
  /** It is asked too often. */
  readonly throttled: boolean

  constructor(message: string, { throttled = false, cause }: { throttled?: boolean; cause?: unknown } = {}) {
    super(message, { cause })
    this.throttled = throttled
  }
}
