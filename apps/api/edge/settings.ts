/** A certificate chain with its key, as PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** The certificate to serve with; it may be replaced while the service runs. */
export interface CertificateSource {
  readonly current: () => Certificate
  readonly onChange: (listener: (certificate: Certificate) => void) => void
}

/** What the face does against clients that are too slow, too many or not who they say. */
export interface EdgeSettings {
  /** Absent: plain HTTP. */
  readonly certificates?: CertificateSource | undefined
  /** Proxies (addresses, CIDR ranges) whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustedProxies: readonly string[]
  /** Failed authentications a source address may make in a minute; 0 = any number. */
  readonly failedAuthenticationsPerMinute: number
  /** Bodies beyond 1 MiB that are received and worked on at once: each takes several times its size in memory. */
  readonly largeBodies: number
  /** Longest that a request's header may take to arrive, in milliseconds. */
  readonly headerMs: number
  /** The same for a body of up to 1 MiB. */
  readonly smallBodyMs: number
  /** The same for a whole request, however large. */
  readonly requestMs: number
  /** How long a connection without a request is kept. */
  readonly keepAliveMs: number
  /** Bytes of a request's header: SigV4 with a session token in the query needs several thousand. */
  readonly headerBytes: number
}

export const defaultEdge: EdgeSettings = {
  trustedProxies: [],
  failedAuthenticationsPerMinute: 300,
  largeBodies: 4,
  headerMs: 15_000,
  smallBodyMs: 30_000,
  requestMs: 300_000,
  keepAliveMs: 72_000,
  headerBytes: 32 * 1024,
}
