/** What an error carries to the client. */
export interface ServiceErrorInit {
  /** The shape's name: `__type` on the wire. */
  readonly name: string
  readonly statusCode: number
  readonly message: string
  /** Further members of the exception's shape, as the wire carries them. */
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

/** An answer to the client in place of an output. Anything else that is thrown is a fault of ours and answered without details. */
export class ServiceError extends Error {
  readonly statusCode: number
  readonly details: Readonly<Record<string, unknown>>

  constructor({ name, statusCode, message, details = {} }: ServiceErrorInit) {
    super(message)
    this.name = name
    this.statusCode = statusCode
    this.details = details
  }
}
