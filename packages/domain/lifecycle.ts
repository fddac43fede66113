import type { ApplicationStatus, ServiceError } from '@weir/service-model'
import { InvalidRequestException, ResourceInUseException } from '@weir/service-model'

/** Asked for by a client's action; what the table does not allow is the client's error. */
export type RequestEvent = 'start' | 'stop' | 'forceStop' | 'update' | 'rollback' | 'delete' | 'snapshot'

/** Reported by the reconciler from what it saw; what the table does not allow is a fault of ours. */
export type ReportEvent =
  | 'started'
  | 'startFailed'
  | 'stopped'
  | 'stopFailed'
  | 'updated'
  | 'updateFailed'
  | 'updateUndone'
  | 'rolledBack'
  | 'rollbackFailed'
  | 'scalingBegun'
  | 'scaled'
  | 'scalingFailed'
  | 'scalingUndone'
  | 'maintenanceBegun'
  | 'maintained'
  | 'maintainedAtRest'

export type LifecycleEvent = RequestEvent | ReportEvent

/**
 * The life of an application: status x event -> next status. Everything that is not in the table is forbidden.
 *
 * An application begins as READY and ends when the reconciler has removed all that a DELETING one left. UPDATING a READY
 * application has nothing to wait for, so it stays READY. A failed stop leaves the job running: without its snapshot state
 * would be lost. A failed update ends READY, or is undone where system rollback is enabled. Nothing leads to ROLLED_BACK:
 * AWS has it for applications that were rolled back while they did not run, and only those that run can be rolled back.
 */
export const lifecycle = {
  READY: { start: 'STARTING', update: 'READY', delete: 'DELETING', maintenanceBegun: 'MAINTENANCE' },
  STARTING: { started: 'RUNNING', startFailed: 'READY', forceStop: 'FORCE_STOPPING' },
  RUNNING: {
    stop: 'STOPPING',
    forceStop: 'FORCE_STOPPING',
    update: 'UPDATING',
    rollback: 'ROLLING_BACK',
    delete: 'DELETING',
    snapshot: 'RUNNING',
    scalingBegun: 'AUTOSCALING',
    maintenanceBegun: 'MAINTENANCE',
  },
  UPDATING: {
    updated: 'RUNNING',
    updateFailed: 'READY',
    updateUndone: 'ROLLING_BACK',
    rollback: 'ROLLING_BACK',
    forceStop: 'FORCE_STOPPING',
  },
  AUTOSCALING: {
    scaled: 'RUNNING',
    scalingFailed: 'READY',
    scalingUndone: 'ROLLING_BACK',
    rollback: 'ROLLING_BACK',
    forceStop: 'FORCE_STOPPING',
  },
  ROLLING_BACK: { rolledBack: 'RUNNING', rollbackFailed: 'READY', forceStop: 'FORCE_STOPPING' },
  ROLLED_BACK: { start: 'STARTING', update: 'READY', delete: 'DELETING' },
  MAINTENANCE: { maintained: 'RUNNING', maintainedAtRest: 'READY', forceStop: 'FORCE_STOPPING' },
  STOPPING: { stopped: 'READY', stopFailed: 'RUNNING', forceStop: 'FORCE_STOPPING' },
  FORCE_STOPPING: { stopped: 'READY' },
  DELETING: {},
} as const satisfies Record<ApplicationStatus, Partial<Record<LifecycleEvent, ApplicationStatus>>>

/** AWS's class and text (its capital in "Stopped" too) for each request that a status does not allow. */
export const refusals: Record<
  RequestEvent,
  (application: { name: string; status: ApplicationStatus }) => ServiceError
> = {
  start: ({ status }) => new ResourceInUseException(`Application cannot be started in '${status}' state`),
  stop: ({ status }) => new ResourceInUseException(`Application cannot be Stopped in '${status}' state`),
  forceStop: ({ status }) => new ResourceInUseException(`Application cannot be Stopped in '${status}' state`),
  update: ({ status }) => new ResourceInUseException(`Application cannot be updated in '${status}' state`),
  rollback: ({ status }) => new ResourceInUseException(`Application cannot be rolled back in '${status}' state`),
  delete: ({ status }) => new ResourceInUseException(`Application cannot be deleted in '${status}' state`),
  snapshot: ({ name, status }) =>
    new InvalidRequestException(
      `Application ${name} is in ${status} status. Snapshot creation is only allowed when application is in RUNNING status`,
    ),
}

const lookUp = (status: ApplicationStatus, event: LifecycleEvent): ApplicationStatus | undefined =>
  (lifecycle[status] as Partial<Record<LifecycleEvent, ApplicationStatus>>)[event]

/** The status after an event that must be possible; throws a plain error when the table forbids it. */
export const nextStatus = (status: ApplicationStatus, event: LifecycleEvent): ApplicationStatus => {
  const next = lookUp(status, event)
  if (next === undefined) throw new Error(`the lifecycle has no way from ${status} by ${event}`)
  return next
}

/** The status after a client's request; throws the client's error when the table forbids it. */
export const requestStatus = (
  application: { readonly name: string; readonly status: ApplicationStatus },
  event: RequestEvent,
): ApplicationStatus => {
  const next = lookUp(application.status, event)
  if (next === undefined) throw refusals[event](application)
  return next
}
