import type { Deployment, Facts, OperationIntent, Step } from '@weir/domain'
import { beginPhase, newestDeployment, StaleWriteError } from '@weir/domain'
import { changeOperation } from '../change-operation.ts'
import type { StepContext } from '../deps.ts'
import type { ResumePoint } from '../resume-point.ts'
import { resumePoint } from '../resume-point.ts'

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
      : await intended({ deps, lease }, facts)
  const deployment: Deployment = {
    id: deps.ids.uuid(),
    applicationId: facts.application.id,
    epoch: (previous?.epoch ?? 0) + 1,
    versionId: step.versionId,
    operationId: facts.operation?.id,
    jobId: deps.ids.hex(32),
    parallelism: facts.application.currentParallelism,
    host: deps.host,
    state: 'planned',
    ...from,
    createdAt: facts.now,
  }
  await deps.store.fenced(lease, async (tx) => {
    const application = await tx.applications.findById(facts.application.id, { lock: true })
    // A force stop or a delete may have come since the facts were read.
    if (application?.revision !== facts.application.revision) throw new StaleWriteError('the application has changed')
    await tx.deployments.insert(deployment)
    if (facts.operation !== undefined) {
      await changeOperation(tx, facts.operation, (operation) => beginPhase(operation, 'launch', facts.now))
    }
  })
  deps.logger.info(
    { applicationId: deployment.applicationId, deploymentId: deployment.id, epoch: deployment.epoch, ...from },
    'deployment planned',
  )
}

const intended = async ({ deps }: StepContext, facts: Facts): Promise<ResumePoint> => {
  const intent: NonNullable<OperationIntent['restore']> = facts.operation?.intent.restore ?? { kind: 'latest-snapshot' }
  const allowNonRestoredState = facts.operation?.intent.allowNonRestoredState ?? false
  const { snapshots } = deps.store
  switch (intent.kind) {
    case 'none':
      return { allowNonRestoredState }
    case 'latest-snapshot':
      return { restoreFrom: (await snapshots.newestReady(facts.application.id))?.location, allowNonRestoredState }
    case 'snapshot':
      return { restoreFrom: (await snapshots.find(facts.application.id, intent.name))?.location, allowNonRestoredState }
    case 'version': {
      const last = facts.deployments.find((each) => each.versionId === intent.versionId)
      if (last !== undefined) return resumePoint(deps, last)
      const before = { belowVersion: intent.versionId + 1 }
      return {
        restoreFrom: (await snapshots.newestReady(facts.application.id, before))?.location,
        allowNonRestoredState,
      }
    }
  }
}
