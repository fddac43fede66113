import type {
  Application,
  ApplicationSpec,
  ApplicationVersion,
  Operation,
  OperationName,
  Repositories,
} from '@weir/domain'
import {
  onlyParallelismDiffers,
  orderSnapshot,
  readRunConfiguration,
  requestStatus,
  requireRunnable,
  requireRunningJob,
  wholeSeconds,
} from '@weir/domain'
import type { RunConfigurationUpdate } from '@weir/service-model'
import type { ActionDeps } from './deps.ts'
import { finishedOperation, newOperation } from './new-records.ts'
import { requireRestorable } from './require-restorable.ts'

/** A new configuration of an application, and who asks for it. */
export interface Change {
  /** As read and locked in this transaction. */
  readonly current: Application
  readonly spec: ApplicationSpec
  /** The action that asks for it, for the history. */
  readonly name: OperationName
  readonly run?: RunConfigurationUpdate | undefined
  /** Absent = what scaling made of it stays. */
  readonly currentParallelism?: number | undefined
}

/** What was written. */
export interface Changed {
  readonly application: Application
  readonly version: ApplicationVersion
  readonly operation: Operation
}

/** Makes `spec` the next version. Of a running application the reconciler then replaces the job; any other has it at once. */
export const changeApplication = (deps: ActionDeps, tx: Repositories, change: Change): Promise<Changed> =>
  change.current.status === 'RUNNING' ? replaceJob(deps, tx, change) : replaceSpec(deps, tx, change)

/** Nothing runs, so nothing is to be waited for: the operation is SUCCESSFUL from the start. */
const replaceSpec = async (deps: ActionDeps, tx: Repositories, change: Change): Promise<Changed> => {
  const { application, version, versions } = nextVersion(deps, change)
  const operation = finishedOperation(deps, application, { name: change.name, ...versions })
  const saved = await tx.applications.save(application)
  await tx.versions.insert(version)
  await tx.operations.insert(operation)
  return { application: saved, version, operation }
}

/** The job of the old version ends with a snapshot (where the new one has snapshots enabled) and the new one starts. */
const replaceJob = async (deps: ActionDeps, tx: Repositories, change: Change): Promise<Changed> => {
  const { current, spec, name } = change
  const runtime = spec.runtimeEnvironment
  requireRunnable(runtime)
  const { description, restore: asked, allowNonRestoredState } = readRunConfiguration(change.run, spec)
  const takesSnapshot = spec.snapshotsEnabled === true
  if (takesSnapshot) requireRunningJob(current, await tx.deployments.newest(current.id))
  const restore = await requireRestorable(tx, current, { restore: asked, runtime, afterSnapshot: takesSnapshot })

  const { application, version, versions } = nextVersion(deps, change)
  const inPlace = change.run === undefined && onlyParallelismDiffers(current.spec, spec)
  const intent = { restore, allowNonRestoredState, ...(inPlace && { inPlace }) }
  const wanted = newOperation(deps, application, { name, intent, ...versions })
  // Taken of the version that runs, in the way of the one that is to run: it is the one to be restored.
  const old = { ...current, spec: { ...current.spec, snapshotMode: spec.snapshotMode } }
  const snapshotName = takesSnapshot
    ? await orderSnapshot(deps, tx, { application: old, operation: wanted, kind: inPlace ? 'rescale' : 'update' })
    : undefined
  const operation = { ...wanted, intent: { ...intent, snapshotName } }
  const saved = await tx.applications.save({ ...application, runConfiguration: description })
  await tx.versions.insert(version)
  await tx.operations.insert(operation)
  await tx.outbox.add(application.id)
  return { application: saved, version, operation }
}

const nextVersion = ({ clock, ids }: ActionDeps, { current, spec, currentParallelism }: Change) => {
  const now = wholeSeconds(clock.now())
  const versionFrom = current.versionId
  const versionTo = versionFrom + 1
  const conditionalToken = ids.token(64)
  const application: Application = {
    ...current,
    status: requestStatus(current, 'update'),
    runtimeEnvironment: spec.runtimeEnvironment,
    versionId: versionTo,
    conditionalToken,
    updatedAt: now,
    spec,
    currentParallelism: currentParallelism ?? current.currentParallelism,
  }
  const version: ApplicationVersion = {
    applicationId: current.id,
    versionId: versionTo,
    spec,
    createdAt: now,
    conditionalToken,
    updatedFrom: versionFrom,
    previousStatus: current.status,
  }
  return { application, version, versions: { versionFrom, versionTo } }
}
