import type { Facts, FinishEvent, Operation } from '@weir/domain'
import { beginPhase, newestDeployment } from '@weir/domain'
import { changeOperation } from '../change-operation.ts'
import type { StepContext } from '../deps.ts'
import { closeOperation, countOperation } from './finish.ts'

/** All tasks were seen running: the deployment is, and the operation that wanted it has succeeded. One transaction. */
export const markRunning = async ({ deps, lease }: StepContext, facts: Facts): Promise<void> => {
  const deployment = newestDeployment(facts)
  if (deployment === undefined) return
  const event = achieved(facts)
  const error = notQuite(facts)
  const restoring = event === undefined ? undefined : await restoreBegan(deps, facts)
  await deps.store.fenced(lease, async (tx) => {
    if (restoring !== undefined && facts.operation !== undefined) {
      await changeOperation(tx, facts.operation, (operation) => beginRestore(operation, restoring, facts.now))
    }
    await tx.deployments.save({
      ...deployment,
      state: 'running',
      runningAt: deployment.runningAt ?? facts.now,
      observation: facts.observation ?? deployment.observation,
    })
    if (event !== undefined) await closeOperation(tx, facts, { event, error })
  })
  if (event !== undefined) countOperation(deps, facts, error)
}

/** The operation ends well without it. */
const restoreBegan = async ({ engine }: StepContext['deps'], { deployments: [deployment] }: Facts) =>
  deployment?.engineRef === undefined ? undefined : engine.restoreBegan(deployment.engineRef)

/** Within the phase before it, whatever two processes think of the time. */
const beginRestore = (operation: Operation, began: Date, now: Date): Operation => {
  const earliest = operation.phases.at(-1)?.startedAt ?? operation.startedAt
  const at = Math.min(Math.max(began.getTime(), earliest.getTime()), now.getTime())
  return beginPhase(operation, 'restore', new Date(at))
}

/** What the newest deployment's job was wanted for; undefined when it is still one that is to be replaced. */
const achieved = (facts: Facts): FinishEvent | undefined => {
  const { status, versionId, currentParallelism } = facts.application
  const deployment = newestDeployment(facts)
  if (deployment?.versionId !== versionId) return undefined
  switch (status) {
    case 'STARTING':
      return 'started'
    case 'UPDATING':
      return 'updated'
    case 'ROLLING_BACK':
      return 'rolledBack'
    case 'AUTOSCALING':
      return deployment.parallelism === currentParallelism ? 'scaled' : undefined
    case 'MAINTENANCE':
      return 'maintained'
    default:
      return undefined
  }
}

/** Maintenance that ended on the release it began with: the job runs, and the operation says why the newer one does not. */
const notQuite = ({ application, operation, deployments: [deployment, ...earlier] }: Facts): string | undefined => {
  const release = operation?.intent.release
  if (application.status !== 'MAINTENANCE' || release === undefined || deployment?.release === release) return undefined
  const refused = earlier.find((each) => each.operationId === operation?.id && each.outcome === 'failed')
  if (refused === undefined) return undefined
  return `${refused.cause ?? 'The job did not start.'} (on release ${release}; the application goes on with ${deployment?.release ?? 'the one before'})`
}
