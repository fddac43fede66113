/** Who a request says it is from, and over what it says it is signed; nothing in it has been verified. */
export interface SignatureClaim {
  readonly accessKeyId: string
  /** Scope: day (YYYYMMDD), region, service and terminator, as claimed. */
  readonly day: string
  readonly region: string
  readonly service: string
  readonly terminator: string
  /** Lower-case names, in the claimed order. */
  readonly signedHeaders: readonly string[]
  /** Hexadecimal. */
  readonly signature: string
  /** When it was signed: YYYYMMDDTHHMMSSZ, as claimed. */
  readonly timestamp: string
  readonly sessionToken: string | undefined
  /** Seconds the signature is good for; undefined for a header signature, which is good for the allowed clock skew. */
  readonly expiresIn: number | undefined
}

/** What a signature is made over besides the claim. */
export interface SignedRequest {
  readonly method: string
  /** As sent: percent-encoded, without the query. */
  readonly path: string
  /** Decoded names to all their values. */
  readonly query: ReadonlyMap<string, readonly string[]>
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly body: Uint8Array
}

export const algorithm = 'AWS4-HMAC-SHA256'
