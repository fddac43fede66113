import type { Step } from '@weir/domain'
import { LeaseLostError, plan, StaleWriteError } from '@weir/domain'
import { act } from './act.ts'
import type { StepContext } from './deps.ts'
import { gather } from './gather.ts'
import { noteHealth } from './note-health.ts'

/** What the loop does after a pass: look again in a while, or let go of the application. */
export type Next = { readonly again: number } | 'released' | 'lost'

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
    if (step.kind === 'wait') return { again: step.ms }
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

const lookAgain: ReadonlySet<Step['kind']> = new Set(['launch', 'request-savepoint', 'rescale'])
