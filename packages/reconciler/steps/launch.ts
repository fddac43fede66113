import type { Deployment, DeploymentRequest, Facts, LaunchPart } from '@weir/domain'
import { beginPhase, EngineError, meteredKpus, newestDeployment, StateMissingError } from '@weir/domain'
import { changeOperation } from '../change-operation.ts'
import type { StepContext } from '../deps.ts'
import { deploymentRequest } from '../deployment/deployment-request.ts'

/**
 * Brings the cluster up, or completes it. The engine's names are stored before the first process exists; a worker that dies
 * after the spawn is continued by a launch that finds the processes.
 */
export const launch = async (context: StepContext, facts: Facts): Promise<void> => {
  const { deps, lease } = context
  const deployment = newestDeployment(facts)
  if (deployment === undefined) return
  try {
    const request = await requestFor(context, facts, deployment)
    const prepared = await prepare(context, facts, deployment, request)
    await deps.engine.extendLease(prepared.engineRef, lease.expiresAt)
    if (deployment.state === 'planned') await bringState(context, deployment)
    const parts: { readonly part: LaunchPart; readonly at: Date }[] = []
    await deps.engine.launch(request, prepared.engineRef, (part) => parts.push({ part, at: deps.clock.now() }))
    if (deployment.state !== 'planned') return
    const launchedAt = deps.clock.now()
    await deps.store.fenced(lease, async (tx) => {
      await tx.deployments.save({ ...prepared, state: 'launched', launchedAt })
      if (facts.operation !== undefined) {
        await changeOperation(tx, facts.operation, (operation) => {
          const told = parts.reduce((changed, { part, at }) => beginPhase(changed, part, at), operation)
          return beginPhase(told, 'start JVMs', launchedAt)
        })
      }
    })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    await recordFailure(context, deployment.id, error)
    if (error.kind !== 'configuration') throw error
  }
}

/** What the engine is asked to run for a deployment. */
export const requestFor = async (
  { deps }: StepContext,
  facts: Facts,
  deployment: Deployment,
): Promise<DeploymentRequest> => {
  const { application } = facts
  const spec =
    deployment.versionId === application.versionId
      ? application.spec
      : (await deps.store.versions.find(application.id, deployment.versionId))?.spec
  if (spec === undefined) {
    throw new EngineError('configuration', `Application version ${String(deployment.versionId)} does not exist.`)
  }
  const access = await deps.roles.resolve(spec.serviceExecutionRole, application)
  if (access === undefined) {
    throw new EngineError('configuration', `The role ${spec.serviceExecutionRole} cannot be assumed.`)
  }
  return deploymentRequest({ application, spec, deployment, access, stateRoot: deps.stateRoot })
}

/** Copies what is kept outside of the application's prefix into it; a copy that broke off is finished by the next launch. */
const bringState = async (
  { deps: { archive } }: StepContext,
  { restoreSource, restoreFrom }: Deployment,
): Promise<void> => {
  if (restoreSource === undefined || restoreFrom === undefined || (await archive.exists(restoreFrom))) return
  try {
    await archive.copy(restoreSource, restoreFrom)
  } catch (error) {
    if (!(error instanceof StateMissingError)) throw error
    throw new EngineError('configuration', 'The snapshot to start from does not exist any more.', { cause: error })
  }
}

const prepare = async (
  { deps, lease }: StepContext,
  { application }: Facts,
  deployment: Deployment,
  request: DeploymentRequest,
) => {
  if (deployment.engineRef !== undefined) return { ...deployment, engineRef: deployment.engineRef }
  const prepared = { ...deployment, engineRef: await deps.engine.prepare(request) }
  await deps.store.fenced(lease, async (tx) => {
    await tx.deployments.save(prepared)
    // The meter is there before the first process: whoever comes after a crash finds it open and asks the engine.
    await tx.usage.open({
      deploymentId: deployment.id,
      applicationId: application.id,
      applicationName: application.name,
      accountId: application.accountId,
      region: application.region,
      host: deployment.host,
      kpus: meteredKpus(request),
    })
  })
  return prepared
}

/** A deployment that can never start ends as failed; of any other trouble the cause is kept for the day time is up. */
const recordFailure = async ({ deps, lease }: StepContext, id: string, error: EngineError): Promise<void> => {
  await deps.store.fenced(lease, async (tx) => {
    const deployment = await tx.deployments.find(id)
    if (deployment === undefined) return
    await tx.deployments.save(
      error.kind === 'configuration'
        ? { ...deployment, state: 'ending', outcome: 'failed', cause: error.message }
        : { ...deployment, cause: error.message },
    )
  })
}
