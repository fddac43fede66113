import type { LogRecord } from './application-logs.ts'
import type { RoleAccess } from './engine.ts'

/** A log service that applications' records are delivered to. */
export interface LogDestination {
  /**
   * Puts records, oldest first, into a log stream, which is made when it is not there. Returns when all are accepted; of a put that fails
   * some may be. What the service can never take (too old, too large) is left out or cut. Throws LogDeliveryError.
   */
  put(to: { readonly logStreamArn: string; readonly access: RoleAccess }, records: readonly LogRecord[]): Promise<void>
  /** False when there is no endpoint for that access: then nothing is to be delivered. */
  hasEndpoint(access: RoleAccess): boolean
}

/** `refused`: not before somebody changes something; `unreachable`: it may work the next time. */
export class LogDeliveryError extends Error {
  override readonly name = 'LogDeliveryError'
  readonly kind: 'refused' | 'unreachable'

  constructor(kind: 'refused' | 'unreachable', message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.kind = kind
  }
}
