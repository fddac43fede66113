import type { Deployment, Facts, Step } from '@weir/domain'
import type { RuntimeEnvironment } from '@weir/service-model'
import { beginPhase, newestDeployment, StaleWriteError, stateLayout } from '@weir/domain'
import { changeOperation } from '../change-operation.ts'
import type { StepContext } from '../deps.ts'
import { intendedState } from '../deployment/intended-state.ts'
import { resumePoint } from '../deployment/resume-point.ts'
import { unreadableState } from '../deployment/unreadable-state.ts'

/** Writes the intent to run: identity, epoch, job id and the state to start from. Nothing is started here. */
export const createDeployment = async (
  { deps, lease }: StepContext,
  facts: Facts,
  step: Extract<Step, { kind: 'create-deployment' }>,
): Promise<void> => {
  const previous = newestDeployment(facts)
  const from =
    step.restore === 'resume' && previous !== undefined
      ? await resumePoint(deps, previous)
      : await intendedState(deps, facts)
  const runtime = await runtimeOf(deps, facts, step.versionId)
  const hopeless = 'missing' in from ? from.missing : await unreadableState(deps, from, runtime)
  const id = deps.ids.uuid()
  const applicationId = facts.application.id
  const deployment: Deployment = {
    id,
    applicationId,
    epoch: (previous?.epoch ?? 0) + 1,
    versionId: step.versionId,
    operationId: facts.operation?.id,
    jobId: deps.ids.hex(32),
    parallelism: facts.application.currentParallelism,
    release: step.release ?? (await releaseFor(deps, facts, { runtime, versionId: step.versionId })),
    host: deps.host,
    state: 'planned',
    allowNonRestoredState: from.allowNonRestoredState,
    restoreSource: from.restoreSource,
    restoreFrom:
      from.restoreSource === undefined ? from.restoreFrom : stateLayout.restore(deps.stateRoot, applicationId, id),
    createdAt: facts.now,
    // Never started without the state that was asked for: it ends before it begins, with the reason.
    ...(hopeless !== undefined && { state: 'ending' as const, outcome: 'failed' as const, cause: hopeless }),
  }
  await deps.store.fenced(lease, async (tx) => {
    const application = await tx.applications.findById(facts.application.id, { lock: true })
    // A force stop or a delete may have come since the facts were read.
    if (application?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
    await tx.deployments.insert(deployment)
    for (const { location, fault } of from.damaged ?? []) {
      await tx.events.add({
        applicationId,
        at: facts.now,
        kind: 'deployment',
        message: `A checkpoint cannot be restored (${fault}); an older state is used, and output since then is written again`,
        operationId: facts.operation?.id,
        deploymentId: id,
        detail: { damaged: location, fault, restoreFrom: deployment.restoreFrom },
      })
    }
    if (facts.operation !== undefined) {
      await changeOperation(tx, facts.operation, (operation) => beginPhase(operation, 'launch', facts.now))
    }
  })
  deps.logger.info(
    { applicationId: deployment.applicationId, deploymentId: deployment.id, epoch: deployment.epoch, ...from },
    'deployment planned',
  )
}

/** The newest, but for one that maintenance has just found the version not to start on: it goes on with the one it has. */
const releaseFor = async (
  { engine, store }: Pick<StepContext['deps'], 'engine' | 'store'>,
  { application, deployments }: Facts,
  { runtime, versionId }: { runtime: RuntimeEnvironment; versionId: number },
): Promise<string | undefined> => {
  const newest = engine.release(runtime)
  const ran = deployments.find((each) => each.runningAt !== undefined && each.versionId === versionId)?.release
  if (newest === undefined || ran === undefined || ran === newest) return newest
  const [last] = await store.operations.list(application.id, { limit: 1, name: 'ApplicationMaintenance' })
  return last?.status === 'FAILED' && last.intent.release === newest ? ran : newest
}

/** An older version may have another runtime. */
const runtimeOf = async (
  { store }: Pick<StepContext['deps'], 'store'>,
  { application }: Facts,
  versionId: number,
): Promise<RuntimeEnvironment> => {
  if (versionId === application.versionId) return application.runtimeEnvironment
  return (
    (await store.versions.find(application.id, versionId))?.spec.runtimeEnvironment ?? application.runtimeEnvironment
  )
}
