import type { Facts, Step } from '@weir/domain'
import type { StepContext } from './deps.ts'
import { abandonDeployment } from './steps/abandon-deployment.ts'
import { beginMaintenance } from './steps/begin-maintenance.ts'
import { beginRollback } from './steps/begin-rollback.ts'
import { createDeployment } from './steps/create-deployment.ts'
import { endDeployment } from './steps/end-deployment.ts'
import { endWithSavepoint } from './steps/end-with-savepoint.ts'
import { finish } from './steps/finish.ts'
import { launch } from './steps/launch.ts'
import { markRunning } from './steps/mark-running.ts'
import { collectGarbage, removeApplication } from './steps/removal.ts'
import { rescale } from './steps/rescale.ts'
import { snapshotBeforeEnd } from './steps/snapshot-before-end.ts'
import { completeSnapshot, failSnapshot, removeSnapshot, requestSavepoint, settleSnapshot } from './steps/snapshots.ts'
import { undoScaling } from './steps/undo-scaling.ts'

/** Does one step. Waiting and resting are the loop's. */
export const act = (context: StepContext, facts: Facts, step: Step): Promise<void> => {
  switch (step.kind) {
    case 'create-deployment':
      return createDeployment(context, facts, step)
    case 'launch':
      return launch(context, facts)
    case 'mark-running':
      return markRunning(context, facts)
    case 'end-deployment':
      return endDeployment(context, facts, step)
    case 'abandon-deployment':
      return abandonDeployment(context, facts)
    case 'request-savepoint':
      return requestSavepoint(context, facts, step)
    case 'complete-snapshot':
      return completeSnapshot(context, facts, step)
    case 'fail-snapshot':
      return failSnapshot(context, facts, step)
    case 'finish':
      return finish(context, facts, step)
    case 'begin-rollback':
      return beginRollback(context, facts, step)
    case 'begin-maintenance':
      return beginMaintenance(context, facts, step)
    case 'remove-snapshot':
      return removeSnapshot(context, facts, step)
    case 'settle-snapshot':
      return settleSnapshot(context, facts, step)
    case 'remove-application':
      return removeApplication(context, facts)
    case 'collect-garbage':
      return collectGarbage(context, facts, step)
    case 'end-with-savepoint':
      return endWithSavepoint(context, facts)
    case 'rescale':
      return rescale(context, facts)
    case 'snapshot-before-end':
      return snapshotBeforeEnd(context, facts)
    case 'undo-scaling':
      return undoScaling(context, facts, step)
    case 'wait':
    case 'rest':
      return Promise.resolve()
  }
}
