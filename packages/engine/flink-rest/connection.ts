import { createSecureContext } from 'node:tls'
import { Agent, type Dispatcher } from 'undici'

/** How a cluster's REST API is reached. */
export interface FlinkAddress {
  readonly baseUrl: string
  /** Absent = without TLS. */
  readonly dispatcher?: Dispatcher | undefined
}

/** Longer than the pauses between two rounds of metrics, and well below the minutes after which Flink closes them. */
const keepAliveMs = 60_000

/** Connections that show the cluster's own key, and believe no server without it. The key is read once, not for each of them. */
export const createConnection = ({ key, certificate }: { key: string; certificate: string }): Dispatcher => {
  const secureContext = createSecureContext({ key, cert: certificate, ca: certificate })
  return new Agent({ connect: { secureContext }, keepAliveTimeout: keepAliveMs })
}
