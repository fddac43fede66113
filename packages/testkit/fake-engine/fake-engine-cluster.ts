import type { ClusterObservation, DeploymentRequest, JobState, SavepointRequest, StatePoint } from '@weir/domain'

/** How the fake's clusters behave; a test changes the fields at any time. Times are milliseconds of the given clock. */
export interface FakeEngineSwitches {
  /** From launch until the manager's REST answers. */
  startupMs: number
  /** From then (or from a restart) until all tasks run. */
  schedulingMs: number
  savepointMs: number
  /** Lease a cluster gets at launch when nobody extended it before. */
  leaseMs: number
  /** The newest release of a runtime; '1' when it is not here. */
  releases: Readonly<Record<string, string>>
  /** Thrown by `launch` before anything is started. */
  launchFailure: Error | undefined
  /** Thrown by `launch` after everything has been started: the worker died before it could take note. */
  crashAfterSpawn: Error | undefined
  /** The program's main throws this at start. */
  mainFailure: string | undefined
  /** The program's main throws this at start when it is launched so; decides where `mainFailure` does not. */
  mainFailureOf: (request: DeploymentRequest) => string | undefined
  /** The job never gets beyond RESTARTING; this is the exception it shows. */
  restartLoop: string | undefined
  /** Savepoints fail with this cause. */
  savepointFailure: string | undefined
  /** Savepoints are accepted and then never end. */
  savepointHangs: boolean
  /** From a change of parallelism until all tasks run with the new one. */
  rescaleMs: number
  /** Jobs cannot be rescaled in place, for this reason. */
  rescaleRefusal: string | undefined
  /** Every call that needs the cluster's REST fails; observations say `starting`. */
  unreachable: boolean
  /** How busy the processors of its containers are, from 0 to 1. */
  cpuShare: number
  /** Thrown by `teardown`, which then ends nothing. */
  teardownFailure: Error | undefined
}

export const usualSwitches = (): FakeEngineSwitches => ({
  startupMs: 1_000,
  schedulingMs: 500,
  savepointMs: 200,
  leaseMs: 60_000,
  releases: {},
  launchFailure: undefined,
  crashAfterSpawn: undefined,
  mainFailure: undefined,
  mainFailureOf: () => undefined,
  restartLoop: undefined,
  savepointFailure: undefined,
  savepointHangs: false,
  rescaleMs: 300,
  rescaleRefusal: undefined,
  unreachable: false,
  cpuShare: 0.25,
  teardownFailure: undefined,
})

interface Trigger {
  readonly request: SavepointRequest
  readonly dueAt: number
  outcome?: { readonly location: string } | { readonly cause: string }
}

/** One cluster of the fake: what the world outside the worker would hold. */
export interface FakeCluster {
  request: DeploymentRequest
  wanted: number
  /** The change of parallelism under way. */
  rescale?: { readonly request: DeploymentRequest; readonly dueAt: number } | undefined
  rescales: number
  readonly startedAt: number
  leaseUntil: number
  /** When the last of its processes ended. */
  endedAt?: number
  managerAlive: boolean
  taskManagers: number
  state?: JobState
  stateSince: number
  restarts: number
  rootException?: string
  rootExceptionAt?: string
  /** What a cluster shows to who examines it, oldest first. */
  readonly exceptions: { readonly at: Date; readonly trace: string; readonly task?: string }[]
  failure?: string
  checkpoint?: { readonly id: number; readonly location: string; readonly completedAt: Date }
  checkpointDueAt: number
  savepoints: number
  readonly triggers: Map<string, Trigger>
}

export const wantedTaskManagers = (request: DeploymentRequest): number =>
  Math.ceil(request.parallelism / request.parallelismPerKpu)

export const hasProcesses = (cluster: FakeCluster): boolean => cluster.managerAlive || cluster.taskManagers > 0

export function startCluster(request: DeploymentRequest, now: number, leaseUntil: number): FakeCluster {
  const wanted = wantedTaskManagers(request)
  return {
    request,
    wanted,
    startedAt: now,
    leaseUntil,
    managerAlive: true,
    taskManagers: wanted,
    stateSince: now,
    restarts: 0,
    exceptions: [],
    rescales: 0,
    checkpointDueAt: Infinity,
    savepoints: 0,
    triggers: new Map(),
  }
}

/** Lets everything happen that was due by `now`. */
export function advanceCluster(
  cluster: FakeCluster,
  now: number,
  { switches, store }: { switches: FakeEngineSwitches; store: (point: StatePoint) => void },
): void {
  const until = Math.min(now, cluster.leaseUntil)
  if (cluster.managerAlive) {
    submit(cluster, until, switches)
    schedule(cluster, until, switches)
    move(cluster, until)
    checkpoint(cluster, until, store)
    finishSavepoints(cluster, until, switches, store)
  }
  if (now >= cluster.leaseUntil) {
    if (hasProcesses(cluster)) cluster.endedAt = cluster.leaseUntil
    cluster.managerAlive = false
    cluster.taskManagers = 0
  }
}

function enter(cluster: FakeCluster, state: JobState, at: number): void {
  cluster.state = state
  cluster.stateSince = at
}

function submit(cluster: FakeCluster, now: number, switches: FakeEngineSwitches): void {
  const { startupMs } = switches
  if (cluster.state !== undefined || now < cluster.startedAt + startupMs) return
  const mainFailure = switches.mainFailure ?? switches.mainFailureOf(cluster.request)
  enter(cluster, mainFailure === undefined ? 'CREATED' : 'FAILED', cluster.startedAt + startupMs)
  if (mainFailure !== undefined) {
    cluster.failure = mainFailure
    cluster.rootException = mainFailure
  }
}

function schedule(cluster: FakeCluster, now: number, { schedulingMs, restartLoop }: FakeEngineSwitches): void {
  if (cluster.state === 'RUNNING' && cluster.taskManagers < cluster.wanted) {
    cluster.rootException = 'org.apache.flink.runtime.jobmaster.JobMasterException: TaskManager lost'
    cluster.restarts += 1
    enter(cluster, 'RESTARTING', now)
  }
  if (restartLoop !== undefined && (cluster.state === 'RUNNING' || cluster.state === 'CREATED')) {
    cluster.rootException = restartLoop
    enter(cluster, 'RESTARTING', now)
  }
  if (restartLoop !== undefined && cluster.state === 'RESTARTING') {
    cluster.restarts = Math.max(cluster.restarts, 1 + Math.floor((now - cluster.stateSince) / 1_000))
    return
  }
  const waits = cluster.state === 'CREATED' || cluster.state === 'RESTARTING'
  if (!waits || cluster.taskManagers < cluster.wanted || now < cluster.stateSince + schedulingMs) return
  enter(cluster, 'RUNNING', cluster.stateSince + schedulingMs)
  const { checkpointing } = cluster.request
  cluster.checkpointDueAt = checkpointing.enabled ? cluster.stateSince + checkpointing.intervalMs : Infinity
}

/** The tasks have gone over to the parallelism that was asked for; a job that fell meanwhile begins anew with it. */
function move(cluster: FakeCluster, now: number): void {
  const { rescale } = cluster
  if (rescale === undefined || cluster.state !== 'RUNNING' || now < rescale.dueAt) return
  cluster.request = rescale.request
  cluster.wanted = wantedTaskManagers(rescale.request)
  cluster.rescales += 1
  cluster.rescale = undefined
}

function checkpoint(cluster: FakeCluster, now: number, store: (point: StatePoint) => void): void {
  const { checkpointing, checkpointsUri, jobId } = cluster.request
  if (!checkpointing.enabled || cluster.state !== 'RUNNING' || now < cluster.checkpointDueAt) return
  const done = 1 + Math.floor((now - cluster.checkpointDueAt) / checkpointing.intervalMs)
  const id = (cluster.checkpoint?.id ?? 0) + done
  const completedAt = new Date(cluster.checkpointDueAt + (done - 1) * checkpointing.intervalMs)
  const location = `${checkpointsUri}/${jobId}/chk-${id}`
  cluster.checkpoint = { id, location, completedAt }
  cluster.checkpointDueAt += done * checkpointing.intervalMs
  store({ location, kind: 'checkpoint', checkpointId: id, completedAt })
}

function finishSavepoints(
  cluster: FakeCluster,
  now: number,
  { savepointFailure, savepointHangs }: FakeEngineSwitches,
  store: (point: StatePoint) => void,
): void {
  if (savepointHangs) return
  for (const trigger of cluster.triggers.values()) {
    if (trigger.outcome !== undefined || now < trigger.dueAt) continue
    if (savepointFailure !== undefined) trigger.outcome = { cause: savepointFailure }
    else if (cluster.state !== 'RUNNING') trigger.outcome = { cause: 'The job is not running.' }
    else {
      cluster.savepoints += 1
      const location = `${trigger.request.directory}/savepoint-${cluster.request.jobId.slice(0, 6)}-${cluster.savepoints}`
      trigger.outcome = { location }
      store({ location, kind: 'savepoint', completedAt: new Date(trigger.dueAt) })
      if (trigger.request.stop) enter(cluster, 'FINISHED', trigger.dueAt)
    }
  }
}

export function observeCluster(cluster: FakeCluster, now: Date, unreachable: boolean): ClusterObservation {
  const { wanted, taskManagers } = cluster
  const surplus = Math.max(0, taskManagers - wanted)
  const count = { wanted, live: Math.min(wanted, taskManagers), ...(surplus > 0 ? { surplus } : {}) }
  const base = { observedAt: now, taskManagers: count }
  const failure = cluster.failure === undefined ? {} : { failure: cluster.failure }
  if (!cluster.managerAlive) return { ...base, ...failure, manager: 'exited' }
  if (unreachable || cluster.state === undefined) return { ...base, ...failure, manager: 'starting' }
  return {
    ...base,
    ...failure,
    manager: 'serving',
    job: {
      state: cluster.state,
      allTasksRunning: (cluster.state === 'RUNNING' && cluster.rescale === undefined) || cluster.state === 'FINISHED',
      parallelism: cluster.request.parallelism,
      restarts: cluster.restarts,
      ...(cluster.rescales > 0 ? { rescales: cluster.rescales } : {}),
      ...(cluster.rootException === undefined ? {} : { rootException: cluster.rootException }),
      ...(cluster.rootExceptionAt === undefined ? {} : { rootExceptionAt: cluster.rootExceptionAt }),
      ...(cluster.checkpoint === undefined ? {} : { lastCheckpoint: cluster.checkpoint }),
    },
  }
}
