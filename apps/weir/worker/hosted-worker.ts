import type { LocalCodeStore, S3Access } from '@weir/objects'
import type { OutboxRelay } from '@weir/control-plane'
import type {
  Application,
  ApplicationLogs,
  DashboardPage,
  DashboardRequest,
  Dispatch,
  RoleResolver,
  SavepointExchange,
  StateArchive,
  Store,
} from '@weir/domain'
import { defaultPlanSettings, EngineError } from '@weir/domain'
import { startKeeper, startLogKeeper, startWorker } from '@weir/app-worker'
import { defaultReconcilerSettings } from '@weir/reconciler'
import { createCloudWatchLogs, type Logger } from '@weir/telemetry'
import type { Config } from '../settings/config.ts'
import type { CrashPoints } from '../crash-points.ts'
import { createEngine } from './engine.ts'
import { hostMeters, type Metrics } from '../metrics.ts'
import { ownUrl } from './own-url.ts'
import { hostScaling } from './scaling.ts'
import { readStartSettings } from '../settings/start-config.ts'
import { systemClock, systemIds, systemSleeper } from '../system.ts'
import { workerHost } from './worker-host.ts'

/** What the rest of the process needs of its worker half. */
export interface HostedWorker {
  /** Its name among the workers. */
  readonly host: string
  /** Undefined when all is well. */
  trouble(): string | undefined
  /** Flink's plan of an application whose job runs on this host. */
  jobPlan(application: Application): Promise<string | undefined>
  /** A page of the dashboard of an application that runs on this host; throws EngineError. */
  readDashboard(applicationId: string, request: DashboardRequest): Promise<DashboardPage>
  /** Of this host's applications. */
  readonly logs: ApplicationLogs
  stop(): Promise<void>
}

/** A stop has 30 seconds: this much for savepoints, the rest to end processes. */
const suspensionMs = 15_000

/** The worker half of this process: the process engine and the loop that drives it. */
export const hostWorker = async (parts: {
  config: Config
  environment: Readonly<Record<string, string | undefined>>
  home: string
  logger: Logger
  store: Store
  dispatch: Dispatch
  archive: StateArchive
  exchange: SavepointExchange
  code: LocalCodeStore
  roles: RoleResolver
  stateAccess?: S3Access | undefined
  relay: OutboxRelay
  crash: CrashPoints
  metrics: Metrics
}): Promise<HostedWorker> => {
  const { config, logger, store, dispatch, archive, exchange, roles, relay } = parts
  const host = await workerHost(config.dataDir, config.workerHost)
  const engine = parts.crash.engine(await createEngine(parts))
  const worker = await startWorker({
    store,
    engine,
    archive,
    exchange,
    roles,
    dispatch,
    clock: systemClock,
    ids: systemIds,
    sleeper: systemSleeper,
    logger: logger.child({ worker: host }),
    host,
    stateRoot: config.stateUri,
    automaticSnapshotsKept: config.automaticSnapshotsKept,
    meter: parts.metrics.service,
    plan: { ...defaultPlanSettings, silenceTimeoutMs: config.faults.silenceMs },
    settings: {
      ...defaultReconcilerSettings,
      leaseMs: config.leaseMs,
      operationRetentionMs: config.operationRetentionMs,
      eventRetentionMs: readStartSettings(parts.environment).eventRetentionMs,
    },
    flushOutbox: () => relay.flush(),
  })
  const scaling = hostScaling({ config, store, engine, host, logger, relay })
  const endMeters = hostMeters({ ...parts, config: config.metrics, engine, host })
  const keeper = startLogKeeper({
    logs: engine.logs,
    destination: createCloudWatchLogs({ endpoint: config.logs.cloudWatchEndpoint, clock: systemClock }),
    store,
    roles,
    clock: systemClock,
    sleeper: systemSleeper,
    logger,
  })
  const warmth =
    engine.keepWarm &&
    startKeeper({ name: 'warm pool', everyMs: 3_000, round: engine.keepWarm, sleeper: systemSleeper, logger })
  // Noted when the worker is up, so that nobody is sent here before.
  await store.workers.announce(
    host,
    config.role === 'worker' ? (config.workerUrl ?? ownUrl(config, 'http')) : undefined,
  )
  return {
    host,
    logs: engine.logs,
    trouble: () => worker.trouble(),
    jobPlan: async (application) => {
      const newest = await store.deployments.newest(application.id)
      if (newest?.state !== 'running' || newest.host !== host || newest.engineRef === undefined) return undefined
      return engine.jobPlan(newest.engineRef)
    },
    readDashboard: async (applicationId, request) => {
      const newest = await store.deployments.newest(applicationId)
      if (newest?.host !== host || newest.engineRef === undefined) {
        throw new EngineError('unreachable', 'The application has moved to another worker.')
      }
      return engine.readDashboard(newest.engineRef, request)
    },
    stop: async () => {
      await keeper.stop()
      await warmth?.stop()
      await engine.endWarm?.()
      await scaling.stop()
      await worker.stop(
        config.onStop === 'keep'
          ? { clusters: 'keep' }
          : { clusters: 'suspend', deadline: new Date(systemClock.now().getTime() + suspensionMs) },
      )
      // Last: what is suspended is metered to its end.
      await endMeters()
    },
  }
}
