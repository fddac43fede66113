import type { DeploymentOutcome } from '../model/deployment.ts'

/**
 * What the reconciler does next for one application. Every step is idempotent: it may have been begun, or even finished,
 * by a worker that died before it could say so.
 */
export type Step =
  /** Nothing to do for a while; look again after `ms` or when woken. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Nothing to do until somebody changes something: the lease is given back. */
  | { readonly kind: 'rest' }
  /** Store a new deployment. `resume`: from the newest state of the last deployment; otherwise as the operation asks. */
  | {
      readonly kind: 'create-deployment'
      readonly versionId: number
      readonly restore: 'resume' | 'intent'
      /** Of its runtime; absent = the newest. */ readonly release?: string | undefined
    }
  /** Bring the cluster up, or bring back what is missing of it. */
  | { readonly kind: 'launch' }
  /** All tasks run: the deployment is running, and with it the operation that wanted it. */
  | { readonly kind: 'mark-running' }
  /** End every process of the deployment. Also finishes an ending that was begun. */
  | { readonly kind: 'end-deployment'; readonly outcome: DeploymentOutcome; readonly cause?: string | undefined }
  /** The same for one that is superseded, with a savepoint to go on from where one can be had; else on its newest checkpoint. */
  | { readonly kind: 'end-with-savepoint' }
  /** Order a snapshot that ends the job, for an update that could not be carried out in place. */
  | { readonly kind: 'snapshot-before-end' }
  /** Has the running job go over to the application's version and parallelism, in place. */
  | { readonly kind: 'rescale' }
  /** Fail the scaling in progress and go back to the parallelism from before. */
  | { readonly kind: 'undo-scaling'; readonly to: number; readonly error: string }
  /** The deployment ran on a host that lost its lease and has stopped itself; only the record is closed. */
  | { readonly kind: 'abandon-deployment' }
  /** Ask for the savepoint; `again` = a new attempt with a new trigger id. */
  | { readonly kind: 'request-savepoint'; readonly snapshot: string; readonly again: boolean }
  | { readonly kind: 'complete-snapshot'; readonly snapshot: string; readonly location: string }
  | { readonly kind: 'fail-snapshot'; readonly snapshot: string; readonly cause: string }
  /** Close the operation in progress and move the status by the lifecycle table. */
  | { readonly kind: 'finish'; readonly event: FinishEvent; readonly error?: string | undefined }
  /** Fail the update in progress and begin the system rollback that answers it. */
  | { readonly kind: 'begin-rollback'; readonly to: number; readonly error: string }
  /** The window is open and there is a newer release: the job is to be brought to it. */
  | { readonly kind: 'begin-maintenance'; readonly release: string }
  | { readonly kind: 'remove-snapshot'; readonly snapshot: string }
  /** An enhanced snapshot's savepoint has been copied to its last place: the application's own files of it go. */
  | { readonly kind: 'settle-snapshot'; readonly snapshot: string }
  | { readonly kind: 'remove-application' }
  /** Remove state and files of a deployment that nothing can restore from any more. */
  | { readonly kind: 'collect-garbage'; readonly deploymentId: string }

/** Events of the lifecycle table that the reconciler raises. */
export type FinishEvent =
  | 'started'
  | 'startFailed'
  | 'stopped'
  | 'stopFailed'
  | 'updated'
  | 'updateFailed'
  | 'rolledBack'
  | 'rollbackFailed'
  | 'scaled'
  | 'scalingFailed'
  | 'maintained'
  | 'maintainedAtRest'
