import { randomBytes } from 'node:crypto'
import { createDashboardTokens, createDashboardUrls, type DashboardDeps } from '@weir/app-api'
import { readFromWorker } from '@weir/app-worker'
import { type DashboardPage, type DashboardRequest, type DashboardUrls, EngineError, type Store } from '@weir/domain'
import type { Config } from '../settings/config.ts'
import type { HostedWorker } from '../worker/hosted-worker.ts'
import { ownUrl } from '../worker/own-url.ts'
import { systemClock } from '../system.ts'

/** The key that signs dashboard sessions, and requests between the installation's processes. */
export const dashboardKey = (store: Store): Promise<string> =>
  store.installationKeys.provide('dashboard', randomBytes(32).toString('base64url'))

/** Longest wait for a worker's whole answer. */
const workerTimeoutMs = 75_000

/** What the api needs to make URLs of dashboards and to show them, on whichever host an application runs. */
export const createDashboards = ({
  config,
  store,
  key,
  worker,
}: {
  config: Config
  store: Store
  key: string
  /** This process's own worker, once it is up. */
  worker: () => HostedWorker | undefined
}): { urls: DashboardUrls; deps: DashboardDeps } => {
  const tokens = createDashboardTokens(key)
  return {
    urls: createDashboardUrls({
      tokens,
      publicUrl: config.publicUrl,
      ownUrl: ownUrl(config, config.edge.tls === undefined ? 'http' : 'https'),
    }),
    deps: {
      tokens,
      findApplication: (id) => store.applications.findById(id),
      publicIsHttps: config.publicUrl?.startsWith('https://') === true,
      readPage: ({ id }, request) => readPage({ store, key, worker: worker(), applicationId: id, request }),
    },
  }
}

const readPage = async ({
  store,
  key,
  worker,
  applicationId,
  request,
}: {
  store: Store
  key: string
  worker: HostedWorker | undefined
  applicationId: string
  request: DashboardRequest
}): Promise<DashboardPage> => {
  const newest = await store.deployments.newest(applicationId)
  if (newest?.engineRef === undefined || newest.state === 'ended') {
    throw new EngineError('unreachable', 'The application has no cluster at the moment.')
  }
  if (worker?.host === newest.host) return worker.readDashboard(applicationId, request)
  const url = await store.workers.address(newest.host)
  if (url === undefined) {
    throw new EngineError(
      'unreachable',
      `The application runs on worker ${newest.host}, which has announced no address (WEIR_WORKER_URL).`,
    )
  }
  const now = systemClock.now()
  return readFromWorker({ url, key, now, timeoutMs: workerTimeoutMs, applicationId, request })
}
