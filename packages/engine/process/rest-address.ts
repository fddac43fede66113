import { createConnection, type FlinkAddress } from '../flink-rest/connection.ts'
import { createFlinkRestClient, type FlinkRestClient } from '../flink-rest/client.ts'
import { readClusterKeys } from './launch/cluster-keys.ts'
import type { ClusterLayout } from './cluster-layout.ts'
import type { ProcessRef } from './process-ref.ts'

/** Clusters whose connections stay open; more are simply made anew. */
const KEPT = 500

const known = new Map<string, FlinkAddress>()

/** Where a cluster's REST API is, and the key that opens it, which lies in the cluster's own directory. */
export async function restAddress(ref: ProcessRef, layout: ClusterLayout): Promise<FlinkAddress> {
  const name = `${layout.directory} ${ref.ports.rest}`
  const found = known.get(name)
  if (found !== undefined) return found
  const keys = await readClusterKeys(layout)
  if (keys === undefined) return { baseUrl: `http://127.0.0.1:${ref.ports.rest}` }
  const address = { baseUrl: `https://127.0.0.1:${ref.ports.rest}`, dispatcher: createConnection(keys) }
  const [oldest] = known.keys()
  if (known.size >= KEPT && oldest !== undefined) {
    void known.get(oldest)?.dispatcher?.close()
    known.delete(oldest)
  }
  known.set(name, address)
  return address
}

/** A client of one cluster's REST API; each request has `timeoutMs`. */
export async function restOf(ref: ProcessRef, layout: ClusterLayout, timeoutMs: number): Promise<FlinkRestClient> {
  return createFlinkRestClient({ ...(await restAddress(ref, layout)), timeoutMs })
}
