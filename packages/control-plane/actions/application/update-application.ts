import type {
  Application,
  ApplicationSpec,
  ApplicationVersion,
  CodeBundle,
  Operation,
  Repositories,
  SpecDraft,
} from '@weir/domain'
import {
  describeApplication,
  readRunConfiguration,
  requestStatus,
  requireCurrentVersion,
  requireRunnable,
  requireRunningJob,
  updateSnapshotName,
  updateSpec,
  wholeSeconds,
} from '@weir/domain'
import type { ActionContext, ActionHandler, UpdateApplicationRequest } from '@weir/service-model'
import { ConcurrentModificationException, InvalidArgumentException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { importCode, resolveRole } from '../../import-code.ts'
import { finishedOperation, newOperation, newSnapshot } from '../../new-records.ts'
import { requireRestorable } from '../../require-restorable.ts'
import { requireDowngradeAllowed } from '../../require-downgrade-allowed.ts'

/** Makes a new version. Of a running application the reconciler then replaces the job; any other has it at once. */
export const updateApplication =
  (deps: ActionDeps): ActionHandler<'UpdateApplication'> =>
  async (input, context) => {
    // Worked out twice: before the transaction to import the code, and again from the locked row.
    const draftFor = (application: Application): SpecDraft => {
      requestStatus(application, 'update')
      requireCurrentVersion(application, input)
      requireRunConfigurationAllowed(application, input)
      return updateSpec(application.spec, input, { accountId: context.principal.accountId, ...deps.settings })
    }
    const seen = await findApplication(deps.store, context, input.ApplicationName)
    const bundle = await importUpdate(deps, { input, draft: draftFor(seen), context })

    const { application, version, operation } = await deps.store.transaction(async (tx) => {
      const current = await findApplication(tx, context, input.ApplicationName, { lock: true })
      if (current.id !== seen.id)
        throw new ConcurrentModificationException('The application was created anew meanwhile.')
      const { spec: merged } = draftFor(current)
      const spec = bundle && merged.code ? { ...merged, code: { ...merged.code, bundle } } : merged
      await requireDowngradeAllowed(tx, current, spec.runtimeEnvironment)
      return current.status === 'RUNNING'
        ? replaceJob(deps, tx, { current, spec, input })
        : replaceSpec(deps, tx, { current, spec, input })
    })
    if (operation.status === 'IN_PROGRESS') deps.publish()
    context.logger.info(
      { application: application.name, operationId: operation.id, versionId: application.versionId },
      'application updated',
    )
    return { ApplicationDetail: describeApplication(application, version), OperationId: operation.id }
  }

interface Updated {
  readonly application: Application
  readonly version: ApplicationVersion
  readonly operation: Operation
}

interface Change {
  readonly current: Application
  readonly spec: ApplicationSpec
  readonly input: UpdateApplicationRequest
}

/** Nothing runs, so nothing is to be waited for: the operation is SUCCESSFUL from the start. */
const replaceSpec = async (deps: ActionDeps, tx: Repositories, change: Change): Promise<Updated> => {
  const { application, version } = nextVersion(deps, change)
  const operation = finishedOperation(deps, application, { name: 'UpdateApplication', ...versionsOf(version) })
  const saved = await tx.applications.save(application)
  await tx.versions.insert(version)
  await tx.operations.insert(operation)
  return { application: saved, version, operation }
}

/** The job of the old version ends with a snapshot (where the new one has snapshots enabled) and the new one starts. */
const replaceJob = async (deps: ActionDeps, tx: Repositories, change: Change): Promise<Updated> => {
  const { current, spec, input } = change
  requireRunnable(spec.runtimeEnvironment)
  const { description, restore, allowNonRestoredState } = readRunConfiguration(input.RunConfigurationUpdate)
  const runtime = spec.runtimeEnvironment
  const snapshotName = spec.snapshotsEnabled ? updateSnapshotName(current.name, deps.clock.now()) : undefined
  if (snapshotName !== undefined) requireRunningJob(current, await tx.deployments.newest(current.id))
  await requireRestorable(tx, current, { restore, runtime, aboutToBeTaken: snapshotName })

  const { application, version } = nextVersion(deps, change)
  const operation = newOperation(deps, application, {
    name: 'UpdateApplication',
    intent: { restore, allowNonRestoredState, snapshotName },
    ...versionsOf(version),
  })
  const saved = await tx.applications.save({ ...application, runConfiguration: description })
  await tx.versions.insert(version)
  await tx.operations.insert(operation)
  if (snapshotName !== undefined) {
    await tx.snapshots.insert(newSnapshot(deps, current, { name: snapshotName, kind: 'update' }))
  }
  await tx.outbox.add(application.id)
  return { application: saved, version, operation }
}

const nextVersion = (
  { clock, ids }: ActionDeps,
  { current, spec, input }: Change,
): Pick<Updated, 'application' | 'version'> => {
  const now = wholeSeconds(clock.now())
  const versionId = current.versionId + 1
  const conditionalToken = ids.token(64)
  const rescaled =
    input.ApplicationConfigurationUpdate?.FlinkApplicationConfigurationUpdate?.ParallelismConfigurationUpdate
  const application: Application = {
    ...current,
    status: requestStatus(current, 'update'),
    runtimeEnvironment: spec.runtimeEnvironment,
    versionId,
    conditionalToken,
    updatedAt: now,
    spec,
    currentParallelism: (rescaled && spec.flink?.parallelism.parallelism) ?? current.currentParallelism,
  }
  const version = {
    applicationId: current.id,
    versionId,
    spec,
    createdAt: now,
    conditionalToken,
    updatedFrom: current.versionId,
  }
  return { application, version }
}

const versionsOf = ({ versionId }: ApplicationVersion): { versionFrom: number; versionTo: number } => ({
  versionFrom: versionId - 1,
  versionTo: versionId,
})

/** Starting parameters belong to a run: an application that does not run gets them by StartApplication. */
const requireRunConfigurationAllowed = (
  { status }: Application,
  { RunConfigurationUpdate }: UpdateApplicationRequest,
): void => {
  if (RunConfigurationUpdate === undefined || status === 'RUNNING') return
  throw new InvalidArgumentException(
    `RunConfigurationUpdate is only supported in RUNNING state; the application is in ${status} state. Provide the RunConfiguration to StartApplication.`,
  )
}

/** The role is asked for only where it matters: when it changes, and when it has to read new code. */
const importUpdate = async (
  deps: ActionDeps,
  {
    input,
    draft: { spec, source },
    context,
  }: { input: UpdateApplicationRequest; draft: SpecDraft; context: ActionContext },
): Promise<CodeBundle | undefined> => {
  if (source === undefined && input.ServiceExecutionRoleUpdate === undefined) return undefined
  const access = await resolveRole(deps, spec.serviceExecutionRole, context)
  return source && importCode(deps, { source, access, context })
}
