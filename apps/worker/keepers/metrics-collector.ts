import {
  type Application,
  type Clock,
  type ClusterMetrics,
  type Deployment,
  type Engine,
  type Logger,
  type MeasuredApplication,
  measure,
  meteredKpus,
  type MetricSink,
  type Sleeper,
  type Store,
} from '@weir/domain'
import { createLane } from './lane.ts'

export interface MetricsCollectorDeps {
  readonly store: Pick<Store, 'applications' | 'deployments' | 'metrics'>
  readonly engine: Pick<Engine, 'metrics'>
  readonly clock: Clock
  readonly sleeper: Sleeper
  readonly logger: Logger
  readonly host: string
  readonly sinks: readonly MetricSink[]
}

/** Clusters that are asked at the same time; those that gave trouble the last time wait for each other elsewhere. */
const lanes = { well: 16, troubled: 4 }
/** A cluster that takes longer is told without what it would have said. */
const patienceMs = 5_000
/** Rows in one statement. */
const batch = 200

/**
 * One round: asks every cluster of this host for its metrics, keeps them and tells the sinks. A cluster that hangs is asked again only
 * when it has answered, and never delays another. What it does between rounds lives in memory: a worker that starts anew lacks one
 * difference of processor time, no more.
 */
export function createMetricsCollector(deps: MetricsCollectorDeps): (signal: AbortSignal) => Promise<void> {
  const { store, engine, clock, sleeper, logger } = deps
  const [well, troubled] = [createLane(lanes.well), createLane(lanes.troubled)]
  const last = new Map<string, { reading?: ClusterMetrics | undefined; ranAt?: Date | undefined; trouble: boolean }>()
  const asking = new Set<string>()

  const read = async (deployment: Deployment, application: Application): Promise<ClusterMetrics | undefined> => {
    const { engineRef, state, id } = deployment
    // A job that is not running yet may have no graph: Flink would answer with an error, and write one into the application's log.
    if (engineRef === undefined || state !== 'running' || asking.has(id)) return undefined
    const level = application.spec.flink?.monitoring.metricsLevel ?? 'APPLICATION'
    asking.add(id)
    const answer = engine.metrics(engineRef, { level }).catch((error: unknown) => {
      logger.debug({ err: error, applicationId: application.id }, 'metrics of a cluster cannot be read')
      return undefined
    })
    void answer.finally(() => asking.delete(id))
    const late = new AbortController()
    const tooLate = sleeper.sleep(patienceMs, late.signal).then(() => undefined)
    return Promise.race([answer, tooLate]).finally(() => {
      late.abort()
    })
  }

  const measureOne = async (deployment: Deployment): Promise<MeasuredApplication | undefined> => {
    const application = await store.applications.findById(deployment.applicationId)
    const shape = application?.spec.flink?.parallelism
    if (application === undefined || shape === undefined) return undefined
    const before = last.get(application.id)
    const reading = await read(deployment, application)
    const ranAt = (reading?.runningSince && reading.at) ?? before?.ranAt ?? deployment.runningAt
    last.set(application.id, { reading: reading ?? before?.reading, ranAt, trouble: reading === undefined })
    // Nothing to tell of an application that has not come up yet.
    if (ranAt === undefined) return undefined
    const now = clock.now()
    const { parallelism } = deployment
    const facts = {
      now,
      kpus: meteredKpus({ parallelism, parallelismPerKpu: shape.parallelismPerKpu }),
      restarts: deployment.observation?.job?.restarts,
      lastRunning: ranAt,
    }
    const values = measure(facts, reading, before?.reading)
    return { application, point: { applicationId: application.id, at: now, values } }
  }

  return async (signal) => {
    const live = (await store.deployments.liveOn(deps.host)).filter(({ state }) => state !== 'ending')
    const ids = new Set(live.map(({ applicationId }) => applicationId))
    for (const id of last.keys()) if (!ids.has(id)) last.delete(id)
    const found = await Promise.all(
      live.map((deployment) => {
        const lane = last.get(deployment.applicationId)?.trouble === true ? troubled : well
        return lane(async () => (signal.aborted ? undefined : measureOne(deployment))).catch((error: unknown) => {
          logger.warn({ err: error, applicationId: deployment.applicationId }, 'an application is not measured')
          return undefined
        })
      }),
    )
    const measured = found.filter((each) => each !== undefined)
    for (const sink of deps.sinks) sink(measured)
    for (let begin = 0; begin < measured.length; begin += batch) {
      await store.metrics.add(measured.slice(begin, begin + batch).map(({ point }) => point))
    }
  }
}
