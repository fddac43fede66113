import type { Readiness } from '@weir/app-worker'
import { createDashboardResponder, startHealthServer } from '@weir/app-worker'
import { EngineError } from '@weir/domain'
import type { Config } from './config.ts'
import type { HostedWorker } from './hosted-worker.ts'
import { systemClock } from './system.ts'

/** The port of a process without an API: its health, and for api processes its clusters' dashboards. Returns how to end it. */
export const serveHealth = async ({
  config,
  readiness,
  key,
  worker,
}: {
  config: Config
  readiness: () => Promise<Readiness>
  /** What api processes sign with. */
  key: string
  /** Undefined until it is up. */
  worker: () => HostedWorker | undefined
}): Promise<() => Promise<void>> => {
  const dashboards = createDashboardResponder({
    key,
    clock: systemClock,
    read: (applicationId, request) => {
      const here = worker()
      if (here === undefined) throw new EngineError('unreachable', 'The worker is starting.')
      return here.readDashboard(applicationId, request)
    },
  })
  const server = await startHealthServer({ host: config.host, port: config.port, readiness, dashboards })
  return () => server.close()
}
