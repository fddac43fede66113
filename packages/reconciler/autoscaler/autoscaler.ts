import type { Application, ClusterMetrics, Deployment, ScalingMemory, ScalingState, ScalingVerdict } from '@weir/domain'
import {
  choosePolicy,
  EngineError,
  memoryOf,
  newestDeployment,
  processorReading,
  readScalingPoint,
  scalingBounds,
} from '@weir/domain'
import type { AutoscalerDeps } from './deps.ts'
import { beginScaling } from './begin-scaling.ts'
import { tellCeiling } from './tell-ceiling.ts'

/** After a scaling that failed, the same is not tried again for so many points: as long as AWS waits before it halves. */
const pointsAfterFailure = 360

/**
 * One round over the jobs of this host: takes a point of each that is due, lets its policy judge, and stores what came of it. A decision is
 * stored together with the status and the operation that carry it out. Nothing is kept in memory: a worker that dies loses a point.
 */
export const createAutoscaler = (deps: AutoscalerDeps) => async (): Promise<void> => {
  const deployments = await deps.store.deployments.liveOn(deps.host)
  for (const deployment of deployments) {
    await judge(deps, deployment).catch((error: unknown) => {
      deps.logger.warn({ applicationId: deployment.applicationId, err: error }, 'not judged for scaling')
    })
  }
}

const judge = async (deps: AutoscalerDeps, deployment: Deployment): Promise<void> => {
  const { store, clock, pointMs } = deps
  if (deployment.state !== 'running' || deployment.engineRef === undefined) return
  const application = await store.applications.findById(deployment.applicationId)
  const parallelism = application?.spec.flink?.parallelism
  if (application?.status !== 'RUNNING' || parallelism?.autoScalingEnabled !== true) return
  const before = await store.scaling.findState(application.id)
  const now = clock.now()
  // The clock of one round is not exactly that of the other.
  if (before !== undefined && now.getTime() - before.evaluatedAt.getTime() < 0.9 * pointMs) return
  const { policy, trouble } = choosePolicy(application.tags)
  const subject = `${deployment.id} ${String(deployment.parallelism)} ${policy.name}`
  const memory = memoryOf(subject, before?.memory)
  const base = { applicationId: application.id, evaluatedAt: now, policy: policy.name }
  const metrics = await look(deps, deployment)
  if (metrics?.runningSince === undefined) {
    const verdict = metrics === undefined ? 'The cluster did not answer.' : 'The job does not run.'
    await store.scaling.saveState({ ...base, verdict, memory, reading: before?.reading })
    return
  }
  const bounds = scalingBounds(parallelism, deps.quotasOf(application.accountId))
  const point = readScalingPoint(metrics, before?.reading)
  const verdict = policy.judge({ point, memory, parallelism: deployment.parallelism, ...bounds })
  const told = trouble === undefined ? verdict.reason : `${trouble} ${verdict.reason}`
  const state: ScalingState = { ...base, verdict: told, memory: verdict.memory, reading: processorReading(metrics) }
  if (verdict.refused !== undefined) {
    await tellCeiling(deps, { state, deployment, verdict: { ...verdict, refused: verdict.refused }, ...bounds })
    return
  }
  if (verdict.to === undefined) {
    await store.scaling.saveState(state)
    return
  }
  const failed = await failedBefore(deps, application, verdict.to)
  if (failed) await store.scaling.saveState(held(state, memory, `Going to ${String(verdict.to)} has failed lately.`))
  else await begin(deps, { application, deployment, state, verdict: { ...verdict, to: verdict.to } })
}

const held = (state: ScalingState, memory: ScalingMemory, verdict: string): ScalingState => ({
  ...state,
  memory,
  verdict,
})

const look = async ({ engine }: AutoscalerDeps, { engineRef }: Deployment): Promise<ClusterMetrics | undefined> => {
  try {
    return engineRef && (await engine.metrics(engineRef, { level: 'TASK' }))
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}

const failedBefore = async (
  { store, clock, pointMs }: AutoscalerDeps,
  application: Application,
  to: number,
): Promise<boolean> => {
  const since = clock.now().getTime() - pointsAfterFailure * pointMs
  for (const decision of await store.scaling.listDecisions(application.id, { limit: 10 })) {
    if (decision.to !== to || decision.decidedAt.getTime() < since) continue
    const operation = await store.operations.find(application.id, decision.operationId)
    if (operation?.status === 'FAILED') return true
  }
  return false
}

const begin = async (
  deps: AutoscalerDeps,
  decided: {
    application: Application
    deployment: Deployment
    state: ScalingState
    verdict: ScalingVerdict & { readonly to: number }
  },
): Promise<void> => {
  const { application, deployment, verdict } = decided
  const newest = newestDeployment({ deployments: await deps.store.deployments.list(application.id, { limit: 1 }) })
  if (newest?.id !== deployment.id || newest.state !== 'running') return
  const operationId = await beginScaling(deps, decided)
  if (operationId === undefined) return
  deps.publish()
  const { reason, to } = verdict
  const { parallelism: from } = deployment
  deps.logger.info({ applicationId: application.id, operationId, from, to, reason }, 'scaling begun')
}
