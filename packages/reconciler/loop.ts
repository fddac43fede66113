import type { Facts, Step } from '@weir/domain'
import { LeaseLostError, newestDeployment, plan, StaleWriteError } from '@weir/domain'
import { act } from './act.ts'
import type { StepContext } from './deps.ts'
import { gather } from './sight/gather.ts'
import { noteHealth } from './causes/note-health.ts'
import type { Watch } from './sight/watch-at-rest.ts'

/** What the loop does after a pass: look again in a while, or let go of the application. */
export type Next = { readonly again: number; readonly watch?: Watch | undefined } | 'released' | 'lost'

/**
 * One pass for one application: observe, plan, act, record. The caller holds the lease; every write proves it again.
 * Throws what the outside throws (Postgres, the state root, a cluster): the runner backs off and tries again.
 */
export const reconcile = async (context: StepContext): Promise<Next> => {
  try {
    const facts = await gather(context)
    if (facts === undefined) return 'released'
    await noteHealth(context, facts)
    const step = plan(facts, context.deps.plan)
    if (step.kind === 'rest') return 'released'
    if (step.kind === 'wait') return { again: step.ms, watch: atRest(facts) }
    context.deps.logger.debug(
      { applicationId: facts.application.id, status: facts.application.status, step: step.kind },
      'step',
    )
    await act(context, facts, step)
    // A repaired or freshly launched cluster needs a moment before a look tells anything new.
    return { again: lookAgain.has(step.kind) ? context.deps.plan.pollMs.busy : 0 }
  } catch (error) {
    if (error instanceof LeaseLostError) return 'lost'
    if (error instanceof StaleWriteError) return { again: 0 }
    throw error
  }
}

const lookAgain: ReadonlySet<Step['kind']> = new Set(['launch', 'request-savepoint', 'rescale', 'end-with-savepoint'])

/** A job that runs as it should, with nothing asked of it: only its cluster can bring news. */
const atRest = (facts: Facts): Watch | undefined => {
  const { application, operation, snapshots, observation: seen } = facts
  const deployment = newestDeployment(facts)
  if (application.status !== 'RUNNING' || operation !== undefined || snapshots.length > 0) return undefined
  if (deployment?.state !== 'running' || deployment.engineRef === undefined) return undefined
  if (seen?.job?.state !== 'RUNNING' || !seen.job.allTasksRunning) return undefined
  return { engineRef: deployment.engineRef, seen }
}
