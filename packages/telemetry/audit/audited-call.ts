import type { ActionName, Principal } from '@weir/service-model'

/** A call that is over, as its pipeline knows it. */
export interface AuditedCall {
  readonly at: Date
  readonly requestId: string
  readonly region: string
  /** Whose key signed it; for a failed authentication whose key it claims. */
  readonly principal: Principal
  readonly accessKeyId: string | undefined
  readonly sourceIp: string
  readonly userAgent: string | undefined
  /** Set when the call came over TLS. */
  readonly tls?: { readonly tlsVersion: string; readonly cipherSuite: string; readonly host: string } | undefined
  readonly error?: { readonly code: string; readonly message: string } | undefined
  readonly what: AuditedAction | AuditedEvent
}

/** An action of the API; its values are masked on their way into the record. */
export interface AuditedAction {
  readonly action: ActionName
  /** The validated input; absent when the call did not get so far. */
  readonly input?: unknown
  readonly output?: unknown
}

/** What AWS has in another service, or not at all; its values are recorded as they are and must hold no secret. */
export interface AuditedEvent {
  readonly eventSource: string
  readonly eventName: string
  readonly readOnly: boolean
  readonly requestParameters?: object | undefined
  readonly responseElements?: object | undefined
  readonly resources?: readonly string[] | undefined
}
