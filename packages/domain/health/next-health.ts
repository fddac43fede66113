import type { Deployment } from '../model/deployment.ts'
import type { Health, HealthWatch } from '../model/health.ts'
import type { Facts } from '../plan/facts.ts'
import { isLive, newestDeployment } from '../plan/facts.ts'
import { neverBegins } from '../plan/never-begins.ts'
import { neededCalm } from './needed-calm.ts'

/** What it takes to be healthy again, and to be failing. Times in milliseconds. */
export interface HealthSettings {
  /** Calm that a job must have shown after a failure; longer when its failures lie further apart. */
  readonly calmMs: number
  /** The same after a start that has seen no failure. */
  readonly firstCalmMs: number
  /** Failures that lie closer together than this are one loop. */
  readonly loopMs: number
  /** From so many failures in a loop the application is FAILING. */
  readonly failingAfter: number
  /** From so many clusters lost in a row. */
  readonly failingAfterClusters: number
}

/** Fixed: docs/operations.md tells users what the states mean by these numbers. */
export const defaultHealthSettings: HealthSettings = {
  calmMs: 30_000,
  firstCalmMs: 5_000,
  loopMs: 10 * 60_000,
  failingAfter: 3,
  failingAfterClusters: 2,
}

const keptTroubles = 10

/**
 * How the application does, from what is seen now and what was remembered. Between two failures of a loop it never becomes HEALTHY: that
 * takes a time without failure at least twice as long as the time between the failures before, and a checkpoint since the last one.
 */
export function nextHealth(
  previous: Health | undefined,
  facts: Facts,
  settings: HealthSettings = defaultHealthSettings,
): Health {
  const deployment = newestDeployment(facts)
  if (
    !isMeantToRun(facts) ||
    deployment === undefined ||
    endedOnPurpose(deployment) ||
    isOfEarlierStart(deployment, facts)
  ) {
    return become(previous, facts, notRunning)
  }
  const watch = count(follow(previous?.watch, deployment), deployment, facts)
  return judge({ previous, facts, watch, settings })
}

const notRunning = { state: 'UNKNOWN', why: 'The application is not running.' } as const

const isMeantToRun = ({ application: { status } }: Facts): boolean =>
  status !== 'READY' && status !== 'DELETING' && status !== 'FORCE_STOPPING' && status !== 'ROLLED_BACK'

const endedOnPurpose = ({ state, outcome }: Deployment): boolean =>
  (state === 'ending' || state === 'ended') && outcome !== 'lost' && outcome !== 'failed'

/** A start that failed is over: what begins now has a deployment of its own in a moment, and nothing to do with that failure. */
const isOfEarlierStart = ({ outcome, endedAt }: Deployment, { operation }: Facts): boolean =>
  outcome === 'failed' &&
  endedAt !== undefined &&
  operation !== undefined &&
  endedAt.getTime() < operation.startedAt.getTime()

/** What is remembered goes on over a cluster that was lost and replaced, and not over a job that was replaced on purpose. */
function follow(watch: HealthWatch | undefined, deployment: Deployment): HealthWatch {
  const { id: deploymentId, operationId } = deployment
  const fresh: HealthWatch = { deploymentId, operationId, troubles: [], count: 0, clusters: 0, restarts: 0 }
  if (watch === undefined) return fresh
  if (watch.deploymentId === deployment.id) return watch
  const replaces = watch.lost === true && (operationId === undefined || operationId === watch.operationId)
  if (!replaces) return fresh
  const { troubles, count: counted, clusters, diagnosisId, diagnosed } = watch
  return { ...fresh, troubles, count: counted, clusters, diagnosisId, diagnosed }
}

function count(watch: HealthWatch, deployment: Deployment, { observation, now }: Facts): HealthWatch {
  const job = observation?.job
  const runs = job?.allTasksRunning === true
  const seen: HealthWatch = {
    ...watch,
    runningAt: watch.runningAt ?? (runs ? (deployment.runningAt ?? now).toISOString() : undefined),
    restarts: Math.max(watch.restarts, job?.restarts ?? 0),
  }
  const gone =
    deployment.outcome === 'lost' ||
    deployment.outcome === 'failed' ||
    job?.state === 'FAILED' ||
    neverBegins(deployment, observation) ||
    (isLive(deployment) &&
      deployment.state !== 'planned' &&
      (observation?.manager === 'exited' || observation?.manager === 'absent'))
  if (gone && watch.lost !== true) {
    const at = deployment.endedAt ?? now
    return { ...trouble(seen, at), clusters: seen.clusters + 1, lost: true, exceptionAt: job?.rootExceptionAt }
  }
  if (gone || job === undefined) return seen
  const { rootExceptionAt } = job
  if (rootExceptionAt !== undefined) {
    if (watch.exceptionAt !== undefined && rootExceptionAt <= watch.exceptionAt) return seen
    // By Flink's clock, which is the host's; never in our future.
    const at = new Date(Math.min(Date.parse(rootExceptionAt), now.getTime()))
    return { ...trouble(seen, at), exceptionAt: rootExceptionAt }
  }
  return job.restarts > watch.restarts ? trouble(seen, now) : seen
}

const trouble = (watch: HealthWatch, at: Date): HealthWatch => ({
  ...watch,
  troubles: [...watch.troubles, at.toISOString()].slice(-keptTroubles),
  count: watch.count + 1,
})

function judge({
  previous,
  facts,
  watch,
  settings,
}: {
  previous: Health | undefined
  facts: Facts
  watch: HealthWatch
  settings: HealthSettings
}): Health {
  const { observation, now } = facts
  const job = observation?.job
  const missing = (observation?.taskManagers.wanted ?? 0) - (observation?.taskManagers.live ?? 0)
  const running = job?.allTasksRunning === true && missing <= 0 && watch.lost !== true
  const last = watch.troubles.at(-1)
  const say = (state: Health['state'], why: string, remembered: HealthWatch = watch): Health =>
    become(previous, facts, { state, why, watch: remembered })

  if (job?.state === 'FINISHED') return say('HEALTHY', 'The job has read all its input.', calmed(watch))
  if (last !== undefined) {
    const since = Date.parse(last)
    const calm = neededCalm(watch, settings)
    if (running && now.getTime() - since >= calm && hasCheckpointSince(facts, since)) {
      return say('HEALTHY', 'The job runs and makes progress.', calmed(watch))
    }
    const failures = `${String(watch.count)} failure${watch.count === 1 ? '' : 's'} since ${watch.troubles[0] ?? last}`
    if (watch.count >= settings.failingAfter || watch.clusters >= settings.failingAfterClusters) {
      return say('FAILING', `The job fails again and again: ${failures}.`)
    }
    return running
      ? say('DEGRADED', `The job runs again and is not proven yet: ${failures}.`)
      : say('RESTARTING', `The job is being brought back: ${failures}.`)
  }
  // Nothing to remember yet, and so nothing to store.
  if (watch.runningAt === undefined) return become(previous, facts, notRunning)
  if (!running) {
    const why = missing > 0 ? `${String(missing)} TaskManagers are missing.` : `The job is ${job?.state ?? 'not seen'}.`
    return say(missing > 0 && job?.allTasksRunning === true ? 'DEGRADED' : 'RESTARTING', why)
  }
  if (job.checkpointFailure !== undefined) {
    return say('DEGRADED', `Checkpoints fail: ${job.checkpointFailure.cause.slice(0, 200)}`)
  }
  const begun = Date.parse(watch.runningAt)
  const calm = (since: number): boolean => now.getTime() - since >= settings.firstCalmMs
  // A TaskManager that was missing may be back before Flink has missed it: what the job did before proves nothing now.
  const degraded = previous?.state === 'DEGRADED' ? previous.since.getTime() : begun
  const proven =
    calm(begun) && (makesCheckpoints(facts.application.spec) || calm(degraded)) && hasCheckpointSince(facts, degraded)
  if (proven || previous?.state === 'HEALTHY') return say('HEALTHY', 'The job runs and makes progress.')
  return previous?.state === 'DEGRADED' || previous?.state === 'RESTARTING'
    ? say('DEGRADED', 'The job runs and is not proven yet.')
    : say('UNKNOWN', 'The job has just begun to run and has proven nothing yet.')
}

/** Recovered: what was counted is forgotten, what was seen is not. */
const calmed = (watch: HealthWatch): HealthWatch => ({
  ...watch,
  troubles: [],
  count: 0,
  clusters: 0,
  diagnosisId: undefined,
  diagnosed: undefined,
})

/** A job without checkpointing cannot prove itself by one. */
function hasCheckpointSince({ application: { spec }, observation }: Facts, since: number): boolean {
  const completedAt = observation?.job?.lastCheckpoint?.completedAt.getTime()
  return !makesCheckpoints(spec) || (completedAt !== undefined && completedAt > since)
}

const makesCheckpoints = (spec: Facts['application']['spec']): boolean =>
  spec.flink?.checkpoint.checkpointingEnabled !== false

function become(
  previous: Health | undefined,
  { application, now }: Facts,
  next: Pick<Health, 'state' | 'why' | 'watch'>,
): Health {
  const since = previous?.state === next.state ? previous.since : now
  return { applicationId: application.id, since, ...next }
}
