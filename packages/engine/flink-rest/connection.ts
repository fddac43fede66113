import { Agent, type Dispatcher } from 'undici'

/** How a cluster's REST API is reached. */
export interface FlinkAddress {
  readonly baseUrl: string
  /** Absent = without TLS. */
  readonly dispatcher?: Dispatcher | undefined
}

/** Connections that show the cluster's own key, and believe no server without it. */
export const createConnection = ({ key, certificate }: { key: string; certificate: string }): Dispatcher =>
  new Agent({ connect: { key, cert: certificate, ca: certificate }, keepAliveTimeout: 10_000 })
