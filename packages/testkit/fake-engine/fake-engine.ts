import {
  type Clock,
  type DashboardPage,
  type DeploymentRequest,
  type Engine,
  EngineError,
  type EngineRef,
} from '@weir/domain'
import { createFakeArchive, type FakeArchive } from './fake-engine-archive.ts'
import { createFakeLogs, type FakeLogs } from './fake-engine-logs.ts'
import {
  advanceCluster,
  type FakeCluster,
  type FakeEngineSwitches,
  hasProcesses,
  observeCluster,
  startCluster,
  usualSwitches,
  wantedTaskManagers,
} from './fake-engine-cluster.ts'
import { fakeMetrics } from './fake-engine-metrics.ts'

export type { FakeEngineSwitches } from './fake-engine-cluster.ts'

export interface FakeEngineCounters {
  prepares: number
  launches: number
  /** Managers that were really started. */
  managersStarted: number
  taskManagersStarted: number
  observations: number
  /** Savepoints that were really begun (a repeated trigger id does not count). */
  savepoints: number
  /** Changes of parallelism that were really begun. */
  rescales: number
  teardowns: number
  destroys: number
  forgets: number
}

/** Clusters that exist only in memory and live by the given clock. */
export interface FakeEngine extends Engine {
  readonly switches: FakeEngineSwitches
  readonly counters: Readonly<FakeEngineCounters>
  /** The state root its clusters write checkpoints and savepoints to. */
  readonly archive: FakeArchive
  readonly logs: FakeLogs
  /** What a cluster was launched with; undefined when it never was. */
  launchedWith(deploymentId: string): DeploymentRequest | undefined
  isManagerAlive(deploymentId: string): boolean
  /** The manager process dies; its TaskManagers go with it, as they would for want of a manager. */
  crashManager(deploymentId: string): void
  crashTaskManager(deploymentId: string): void
  /** The job fails for good with this root exception. */
  failJob(deploymentId: string, cause: string): void
  /** A task throws this and the job is restarted. */
  restartJob(deploymentId: string, cause: string, task?: string): void
  /** The job comes to its natural end (bounded sources). */
  finishJob(deploymentId: string): void
}

export function createFakeEngine({
  clock,
  archive = createFakeArchive(),
}: {
  clock: Clock
  archive?: FakeArchive
}): FakeEngine {
  const clusters = new Map<string, FakeCluster>()
  const leases = new Map<string, number>()
  const switches = usualSwitches()
  const logs = createFakeLogs(clock)
  const counters: FakeEngineCounters = {
    prepares: 0,
    launches: 0,
    managersStarted: 0,
    taskManagersStarted: 0,
    observations: 0,
    savepoints: 0,
    rescales: 0,
    teardowns: 0,
    destroys: 0,
    forgets: 0,
  }
  const now = (): number => clock.now().getTime()
  const advance = (): void => {
    for (const cluster of clusters.values()) {
      advanceCluster(cluster, now(), { switches, store: (point) => archive.add(point) })
    }
  }
  const idOf = (ref: EngineRef): string => ref['deploymentId'] as string
  const find = (deploymentId: string): FakeCluster | undefined => {
    advance()
    return clusters.get(deploymentId)
  }
  const known = (deploymentId: string): FakeCluster => {
    const cluster = find(deploymentId)
    if (!cluster) throw new Error(`The fake engine never launched ${deploymentId}`)
    return cluster
  }
  const serving = (ref: EngineRef): FakeCluster => {
    const cluster = find(idOf(ref))
    if (switches.unreachable || cluster?.state === undefined || !cluster.managerAlive) {
      throw new EngineError('unreachable', 'The cluster does not answer.')
    }
    return cluster
  }
  const end = (deploymentId: string): void => {
    const cluster = find(deploymentId)
    if (!cluster) return
    if (hasProcesses(cluster)) cluster.endedAt = now()
    cluster.managerAlive = false
    cluster.taskManagers = 0
  }

  return {
    switches,
    counters,
    archive,
    release: (runtime) => switches.releases[runtime] ?? '1',
    prepare: async (request) => {
      counters.prepares += 1
      return { driver: 'fake', deploymentId: request.deploymentId }
    },
    launch: async (request, ref, begins) => {
      counters.launches += 1
      for (const part of ['fetch', 'verify', 'sandbox', 'start processes'] as const) begins?.(part)
      if (switches.launchFailure) throw switches.launchFailure
      const id = idOf(ref)
      const other = [...clusters.values()].find(
        ({ request: { applicationId, deploymentId } }) =>
          applicationId === request.applicationId && deploymentId !== id,
      )
      advance()
      if (other && hasProcesses(other)) {
        throw new EngineError('unreachable', `Deployment ${other.request.deploymentId} of the application still lives.`)
      }
      const cluster = clusters.get(id)
      const leaseUntil = leases.get(id) ?? now() + switches.leaseMs
      if (!cluster) {
        const started = startCluster(request, now(), leaseUntil)
        clusters.set(id, started)
        counters.managersStarted += 1
        counters.taskManagersStarted += started.wanted
        for (const component of ['jobmanager', 'taskmanager-0']) logs.log(request, { component, message: 'Starting' })
      } else if (cluster.managerAlive) {
        counters.taskManagersStarted += Math.max(0, cluster.wanted - cluster.taskManagers)
        cluster.taskManagers = cluster.wanted
      }
      if (switches.crashAfterSpawn) throw switches.crashAfterSpawn
    },
    observe: async (ref) => {
      counters.observations += 1
      const cluster = find(idOf(ref))
      return cluster
        ? observeCluster(cluster, clock.now(), switches.unreachable)
        : { observedAt: clock.now(), manager: 'absent', taskManagers: { wanted: 0, live: 0 } }
    },
    rescale: async (ref, { request, from }) => {
      const cluster = serving(ref)
      if (switches.rescaleRefusal !== undefined) throw new EngineError('rejected', switches.rescaleRefusal)
      if (cluster.request.parallelism === request.parallelism) return { ...ref, parallelism: request.parallelism }
      if (cluster.request.parallelism !== from) throw new Error('rescaled from a parallelism that the job has not')
      const wanted = Math.max(cluster.wanted, wantedTaskManagers(request))
      counters.taskManagersStarted += Math.max(0, wanted - cluster.taskManagers)
      cluster.taskManagers = Math.max(wanted, cluster.taskManagers)
      if (cluster.state !== 'RUNNING' || cluster.rescale !== undefined) return undefined
      counters.rescales += 1
      cluster.rescale = { request, dueAt: now() + switches.rescaleMs }
      return undefined
    },
    restoreBegan: async (ref) => {
      const { managerAlive, state, stateSince } = find(idOf(ref)) ?? {}
      if (switches.unreachable || managerAlive !== true || state !== 'RUNNING') return undefined
      return new Date(stateSince ?? now())
    },
    requestSavepoint: async (ref, request) => {
      const cluster = serving(ref)
      if (cluster.triggers.has(request.triggerId)) return
      if (cluster.state !== 'RUNNING') throw new EngineError('rejected', `The job is ${cluster.state ?? 'absent'}.`)
      counters.savepoints += 1
      cluster.triggers.set(request.triggerId, { request, dueAt: now() + switches.savepointMs })
    },
    savepointProgress: async (ref, { triggerId }) => {
      const trigger = serving(ref).triggers.get(triggerId)
      if (!trigger) return { state: 'unknown' }
      if (!trigger.outcome) return { state: 'in-progress' }
      return 'location' in trigger.outcome
        ? { state: 'completed', location: trigger.outcome.location }
        : { state: 'failed', cause: trigger.outcome.cause }
    },
    savepointContents: async (ref, location) =>
      find(idOf(ref))?.managerAlive === true
        ? { sizeInBytes: location.length, operators: [{ name: 'count', parallelism: 1, sizeInBytes: location.length }] }
        : undefined,
    teardown: async (ref) => {
      counters.teardowns += 1
      if (switches.teardownFailure) throw switches.teardownFailure
      end(idOf(ref))
    },
    extendLease: async (ref, until) => {
      leases.set(idOf(ref), until.getTime())
      const cluster = find(idOf(ref))
      if (cluster) cluster.leaseUntil = until.getTime()
    },
    liveDeployments: async () => {
      advance()
      return [...clusters.values()].filter(hasProcesses).map(({ request }) => request.deploymentId)
    },
    metrics: async (ref, { level }) => fakeMetrics(serving(ref), { now: clock.now(), level, switches }),
    lifetimes: async (deploymentIds) => {
      advance()
      const found = deploymentIds.flatMap((id) => clusters.get(id) ?? [])
      return new Map(
        found.map((cluster) => {
          const live = hasProcesses(cluster)
          const lastSeenAt = new Date(live ? now() : (cluster.endedAt ?? cluster.startedAt))
          return [cluster.request.deploymentId, { startedAt: new Date(cluster.startedAt), lastSeenAt, live }]
        }),
      )
    },
    destroy: async (deploymentId) => {
      counters.destroys += 1
      end(deploymentId)
    },
    examine: async (ref) => {
      const { exceptions = [], failure, rootException } = find(idOf(ref)) ?? {}
      const end = failure ?? (exceptions.length === 0 ? rootException : undefined)
      const ends = end === undefined ? [] : [{ component: 'jobmanager', trace: end }]
      return { exceptions: [...exceptions], ends, log: [], heap: [] }
    },
    jobPlan: async (ref) => {
      const cluster = find(idOf(ref))
      if (switches.unreachable || !cluster?.managerAlive || cluster.state === undefined) return undefined
      return JSON.stringify({ jid: cluster.request.jobId, name: cluster.request.applicationName, nodes: [] })
    },
    logs,
    readDashboard: async (ref, { path }) => {
      const { request, state } = serving(ref)
      if (path.length === 0) return fakePage('text/html; charset=utf-8', '<title>a dashboard</title>')
      const asked = path.join('/')
      if (asked !== `jobs/${request.jobId}`) throw new EngineError('rejected', `There is no page ${asked}.`)
      return fakePage('application/json; charset=utf-8', JSON.stringify({ jid: request.jobId, state }))
    },
    forget: async () => {
      counters.forgets += 1
    },
    launchedWith: (deploymentId) => clusters.get(deploymentId)?.request,
    isManagerAlive: (deploymentId) => find(deploymentId)?.managerAlive ?? false,
    crashManager: end,
    crashTaskManager: (deploymentId) => {
      const cluster = known(deploymentId)
      cluster.taskManagers = Math.max(0, cluster.taskManagers - 1)
    },
    failJob: (deploymentId, cause) => {
      Object.assign(known(deploymentId), { state: 'FAILED', stateSince: now(), rootException: cause, failure: cause })
    },
    restartJob: (deploymentId, trace, task) => {
      const cluster = known(deploymentId)
      cluster.exceptions.push({ at: clock.now(), trace, ...(task === undefined ? {} : { task }) })
      cluster.restarts += 1
      const rootExceptionAt = clock.now().toISOString()
      Object.assign(cluster, { state: 'RESTARTING', stateSince: now(), rootException: trace, rootExceptionAt })
    },
    finishJob: (deploymentId) => {
      Object.assign(known(deploymentId), { state: 'FINISHED', stateSince: now() })
    },
  }
}

const fakePage = (contentType: string, text: string): DashboardPage => ({
  status: 200,
  contentType,
  lasting: false,
  body: new Blob([text]).stream(),
})
