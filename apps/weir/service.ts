import { join } from 'node:path'
import { createApi } from '@weir/app-api'
import { createRoleResolver } from '@weir/control-plane/role-resolver'
import { createActions, createOutboxRelay } from '@weir/control-plane'
import { createDispatch } from '@weir/dispatch'
import {
  createCodeStore,
  createObjectSampler,
  createS3Ping,
  createSavepointExchange,
  createStateArchive,
  openStateRoot,
} from '@weir/objects'
import { quotasOf, withHistory } from '@weir/domain'
import { applyMigrations, createStore, sealStoredSecrets, waitForDatabase } from '@weir/store'
import type { Logger } from '@weir/telemetry'
import { actionsByQuota } from './api/actions-by-quota.ts'
import { migrationsDirectory, openApiFile } from './artifacts.ts'
import { createReadLogs } from './api/application-logs.ts'
import { hostAuditKeeper } from './worker/audit-keeper.ts'
import type { Config } from './settings/config.ts'
import { openEdge } from './api/edge.ts'
import { createCrashPoints } from './crash-points.ts'
import { emptyDirectory } from './empty-directory.ts'
import { lockDataDir } from './embedded/single-instance.ts'
import { createDashboards, dashboardKey } from './api/dashboards.ts'
import { startFoundations } from './foundations.ts'
import { openIdentity } from './identity/identity.ts'
import { createInsight } from './api/insight.ts'
import { installIdentity, provideKeys } from './identity/keys.ts'
import { operationPhases } from './identity/lookups.ts'
import { createReadiness } from './readiness.ts'
import { openMetrics } from './metrics.ts'
import { openSecretBox } from './identity/secret-key.ts'
import { systemClock, systemIds } from './system.ts'
import type { HostedWorker } from './worker/hosted-worker.ts'
import { hostWorker } from './worker/hosted-worker.ts'
import { serveHealth } from './worker/serve-health.ts'

/** A running Weir. */
export interface Service {
  /** Reads again what may change while the service runs: the certificate. */
  reload(): void
  stop(): Promise<void>
}

/** Code that was on its way into the cache when its process was killed. */
const isDraft = (name: string): boolean => name.startsWith('incoming-')

/** Undoes what has been started, last first, whatever fails on the way. */
type Undo = () => Promise<void>

/**
 * Wires Weir together and starts it: the only place where concrete things meet. What has been started when something fails is stopped
 * again before the error is thrown.
 */
export const startService = async (given: {
  config: Config
  /** The environment, for the few programs that are looked up in it (java). */
  environment: Readonly<Record<string, string | undefined>>
  /** Directory of dist/, prisma/ and java/. */
  home: string
  logger: Logger
}): Promise<Service> => {
  const undo: Undo[] = []
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => {
        given.logger.error({ err: error }, 'a part did not stop in order')
      })
    }
  }
  try {
    const reload = await wire(given, (step) => undo.push(step))
    return { stop, reload }
  } catch (error) {
    await stop()
    throw error
  }
}

const wire = async (
  { config, environment, home, logger }: Parameters<typeof startService>[0],
  onStop: (step: Undo) => void,
): Promise<() => void> => {
  const lock = await lockDataDir(config.dataDir)
  onStop(() => lock.release())
  const { admin, role } = await provideKeys(config)
  const foundations = await startFoundations({ config, admin, role, environment, logger })
  onStop(() => foundations.stop())
  const { databaseUrl, s3 } = foundations

  await waitForDatabase({ databaseUrl, timeoutMs: 60_000, logger })
  await applyMigrations({ databaseUrl, directory: migrationsDirectory(home), logger })
  const secrets = await openSecretBox({ settings: config.secretKey, dataDir: config.dataDir })
  await sealStoredSecrets({ databaseUrl, secrets })
  const crash = createCrashPoints(config)
  const store = withHistory(crash.store(createStore({ databaseUrl, secrets, logger })), systemClock)
  onStop(() => store.close())
  await installIdentity({ store, clock: systemClock, accountId: config.accountId, admin, role: s3.role })

  const dispatch = crash.dispatch(createDispatch({ redisUrl: config.redisUrl, databaseUrl, prefix: 'weir', logger }))
  onStop(() => dispatch.close())
  const relay = createOutboxRelay({ store, dispatch, logger })

  const s3Access = { endpoint: s3.endpoint, region: config.region, pathStyle: s3.pathStyle, ...s3.own }
  const stateRoot = openStateRoot(config.stateUri, s3Access)
  await stateRoot.ping()
  const archive = crash.archive(createStateArchive(stateRoot))
  const cacheDir = await emptyDirectory(join(config.dataDir, 'code'), isDraft)
  const code = crash.code(createCodeStore({ root: stateRoot, cacheDir }))
  const roles = createRoleResolver({
    roles: store.identity.roles,
    s3: { endpoint: s3.endpoint, pathStyle: s3.pathStyle },
    strict: config.strictRoles,
  })

  const identity = openIdentity({
    store,
    clock: systemClock,
    ids: systemIds,
    logger,
    firstAccountId: config.accountId,
    role: { accessKeyId: s3.role.accessKeyId, secretAccessKey: s3.role.secretAccessKey },
  })
  const edge = openEdge({
    config: config.edge,
    store,
    logger,
    authorizeLookup: (asker) => identity.permit(asker, { action: 'cloudtrail:LookupEvents', resource: '*' }),
  })
  onStop(() => edge.close())
  let drain = (): Promise<void> => Promise.resolve()
  let worker: HostedWorker | undefined
  const readiness = createReadiness({
    store,
    dispatch,
    archive,
    pingS3: createS3Ping(s3Access),
    own: config.role === 'api' ? undefined : () => (worker === undefined ? 'starting' : worker.trouble()),
  })

  const metrics = openMetrics({ config: config.metrics, store, logger })
  onStop(() => metrics.close())
  const key = await dashboardKey(store)
  const dashboards = createDashboards({ config, store, key, worker: () => worker })
  if (config.role === 'worker') onStop(await serveHealth({ config, readiness, metrics, key, worker: () => worker }))
  else {
    const api = createApi({
      actions: actionsByQuota(
        (quotas) =>
          createActions({
            store,
            code,
            roles,
            clock: systemClock,
            ids: systemIds,
            settings: {
              quotas,
              deprecatedRuntimes: config.deprecatedRuntimes,
              sqlApplications: config.sqlApplications,
            },
            publish: () => void relay.flush(),
            dashboards: dashboards.urls,
            objects: createObjectSampler(),
            jobPlan: (application) => worker?.jobPlan(application) ?? Promise.resolve(undefined),
          }),
        config.edge,
      ),
      ...identity,
      throttle: edge.throttle,
      edge: edge.settings,
      audit: edge.audit,
      readiness,
      metrics: { ...metrics.service, token: config.metrics.token },
      operationPhases: operationPhases(store),
      insight: createInsight({
        store,
        permit: identity.permit,
        quotasOf: quotasOf(config.edge),
        readLogs: createReadLogs({ store, key, worker: () => worker, logger }),
      }),
      dashboard: dashboards.deps,
      logger,
      clock: systemClock,
      region: config.region,
      regions: config.regions,
      openApiFile: openApiFile(home),
    })
    await api.listen({ host: config.host, port: config.port })
    drain = () => api.drain({ noticeMs: config.edge.drainNoticeMs, limitMs: config.edge.drainMs })
    onStop(drain)
  }
  if (config.role !== 'api') {
    worker = await hostWorker({
      config,
      environment,
      home,
      logger,
      store,
      dispatch,
      archive,
      exchange: crash.exchange(
        createSavepointExchange({
          root: stateRoot,
          scratchDir: await emptyDirectory(join(config.dataDir, 'transfers')),
          maxBytes: config.largestImportBytes,
        }),
      ),
      crash,
      code,
      roles,
      metrics,
      stateAccess: s3.own.accessKeyId === s3.role.accessKeyId ? undefined : s3Access,
      relay,
    })
    const { stop } = worker
    onStop(async () => {
      // Side by side: clusters take their time to be suspended, and clients need not wait for that to be sent away.
      await Promise.all([drain(), stop()])
    })
    onStop(hostAuditKeeper({ config: config.edge.audit, store, s3: s3Access, logger }))
  }
  logger.info({ role: config.role, host: config.host, port: config.port, stateUri: config.stateUri }, 'Weir is up')
  return () => {
    edge.reload()
  }
}
