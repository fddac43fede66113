import type {
  Application,
  ApplicationSpec,
  ApplicationVersion,
  Operation,
  OperationName,
  Repositories,
} from '@weir/domain'
import {
  readRunConfiguration,
  requestStatus,
  requireRunnable,
  requireRunningJob,
  updateSnapshotName,
  wholeSeconds,
} from '@weir/domain'
import type { RunConfigurationUpdate } from '@weir/service-model'
import type { ActionDeps } from './deps.ts'
import { finishedOperation, newOperation, newSnapshot } from './new-records.ts'
import { requireRestorable } from './require-restorable.ts'

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
  const { description, restore, allowNonRestoredState } = readRunConfiguration(change.run)
  const snapshotName = spec.snapshotsEnabled ? updateSnapshotName(current.name, deps.clock.now()) : undefined
  if (snapshotName !== undefined) requireRunningJob(current, await tx.deployments.newest(current.id))
  await requireRestorable(tx, current, { restore, runtime, aboutToBeTaken: snapshotName })

  const { application, version, versions } = nextVersion(deps, change)
  const intent = { restore, allowNonRestoredState, snapshotName }
  const operation = newOperation(deps, application, { name, intent, ...versions })
  const saved = await tx.applications.save({ ...application, runConfiguration: description })
  await tx.versions.insert(version)
  await tx.operations.insert(operation)
  if (snapshotName !== undefined) {
    await tx.snapshots.insert(newSnapshot(deps, current, { name: snapshotName, kind: 'update' }))
  }
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
