import type { Readiness } from '@weir/app-worker'
import { startHealthServer } from '@weir/app-worker'
import type { Config } from './config.ts'

/** The health endpoint of a process without an API. Returns how to end it. */
export const serveHealth = async ({
  config,
  readiness,
}: {
  config: Config
  readiness: () => Promise<Readiness>
}): Promise<() => Promise<void>> => {
  const server = await startHealthServer({ host: config.host, port: config.port, readiness })
  return () => server.close()
}
