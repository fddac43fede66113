import type { Application, Deployment, Operation, ScalingState, ScalingVerdict } from '@weir/domain'
import { nextStatus } from '@weir/domain'
import type { AutoscalerDeps } from './deps.ts'

/**
 * Writes a decision and the intent to carry it out: the application is AUTOSCALING, `currentParallelism` is where it goes, the operation
 * knows where it comes from. One transaction; undefined when the application is not as it was judged any more.
 */
export const beginScaling = (
  { store, clock, ids }: Pick<AutoscalerDeps, 'store' | 'clock' | 'ids'>,
  {
    application,
    deployment: { parallelism: from, id: deploymentId },
    state,
    verdict: { to, reason, inputs },
  }: {
    application: Application
    deployment: Deployment
    state: ScalingState
    verdict: ScalingVerdict & { readonly to: number }
  },
): Promise<string | undefined> =>
  store.transaction(async (tx) => {
    const applicationId = application.id
    const current = await tx.applications.findById(applicationId, { lock: true })
    if (current?.revision !== application.revision || current.status !== 'RUNNING') return undefined
    if ((await tx.operations.inProgress(applicationId)) !== undefined) return undefined
    const now = clock.now()
    const operation: Operation = {
      id: ids.token(12),
      applicationId,
      name: 'AutoScaling',
      status: 'IN_PROGRESS',
      startedAt: now,
      intent: { scaledFrom: from },
      phases: [],
    }
    await tx.operations.insert(operation)
    await tx.applications.save({
      ...current,
      status: nextStatus(current.status, 'scalingBegun'),
      currentParallelism: to,
    })
    await tx.scaling.saveState(state)
    await tx.scaling.addDecision({
      id: ids.uuid(),
      applicationId,
      operationId: operation.id,
      decidedAt: now,
      policy: state.policy,
      from,
      to,
      reason,
      inputs,
    })
    await tx.events.add({
      applicationId,
      at: now,
      kind: 'scaling',
      message: `Parallelism goes from ${from} to ${to}: ${reason}`,
      operationId: operation.id,
      deploymentId,
      detail: { from, to, policy: state.policy, reason, inputs },
    })
    await tx.outbox.add(applicationId)
    return operation.id
  })
