import type { Readiness } from '@weir/app-worker'
import { createInternalResponder, dashboardRoutes, logRoutes, startHealthServer } from '@weir/app-worker'
import { EngineError } from '@weir/domain'
import type { Config } from '../settings/config.ts'
import type { HostedWorker } from './hosted-worker.ts'
import type { Metrics } from '../metrics.ts'
import { systemClock } from '../system.ts'

/** The port of a process without an API: its health, and for api processes its clusters' dashboards and logs. Returns how to end it. */
export const serveHealth = async ({
  config,
  readiness,
  metrics,
  key,
  worker,
}: {
  config: Config
  readiness: () => Promise<Readiness>
  metrics: Metrics
  /** What api processes sign with. */
  key: string
  /** Undefined until it is up. */
  worker: () => HostedWorker | undefined
}): Promise<() => Promise<void>> => {
  const here = (): HostedWorker => {
    const hosted = worker()
    if (hosted === undefined) throw new EngineError('unreachable', 'The worker is starting.')
    return hosted
  }
  const internal = createInternalResponder({
    key,
    clock: systemClock,
    routes: {
      ...dashboardRoutes((applicationId, request) => here().readDashboard(applicationId, request)),
      ...logRoutes((applicationId, query, signal) => here().logs.read(applicationId, query, signal)),
    },
  })
  const scrape = { ...metrics.service, token: config.metrics.token }
  const server = await startHealthServer({ host: config.host, port: config.port, readiness, metrics: scrape, internal })
  return () => server.close()
}
