import type { Application, ApplicationVersion, Repositories, RestoreIntent } from '@weir/domain'
import {
  describeApplication,
  isOlderRuntime,
  requestStatus,
  requireCurrentVersion,
  requireRunnable,
  rolledBack,
  wholeSeconds,
} from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { InvalidRequestException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { interrupt, parallelismWithout } from '../../interrupt.ts'
import { newOperation } from '../../new-records.ts'
import { requireFlink } from '../../require-kind.ts'

/** Takes a running application one update back: its configuration, code and runtime, and the state from before. */
export const rollbackApplication =
  (deps: ActionDeps): ActionHandler<'RollbackApplication'> =>
  async (input, context) => {
    const { application, version, operation } = await deps.store.transaction(async (tx) => {
      const current = await findApplication(tx, context, input.ApplicationName, { lock: true })
      requireFlink(current, 'RollbackApplication')
      requestStatus(current, 'rollback')
      requireCurrentVersion(current, input)
      const target = await versionBefore(tx, current)
      const { underWay, currentParallelism } = await takeOver(deps, tx, current)
      const restore = await stateBefore(tx, current, { target, underWay })

      const now = wholeSeconds(deps.clock.now())
      const next = rolledBack({ ...current, currentParallelism }, target, { now, conditionalToken: deps.ids.token(64) })
      const operation = newOperation(deps, current, {
        name: 'RollbackApplication',
        intent: { restore, allowNonRestoredState: false, snapshotName: underWay },
        versionFrom: current.versionId,
        versionTo: next.version.versionId,
      })
      const application = await tx.applications.save(next.application)
      await tx.versions.insert(next.version)
      await tx.operations.insert(operation)
      await tx.outbox.add(application.id)
      return { application, version: next.version, operation }
    })
    deps.publish()
    context.logger.info(
      { application: application.name, operationId: operation.id, versionId: application.versionId },
      'application is to be rolled back',
    )
    return { ApplicationDetail: describeApplication(application, version), OperationId: operation.id }
  }

/** AWS goes one step back, to ApplicationVersionUpdatedFrom; what no update made has nothing to go back to. */
const versionBefore = async (
  { versions }: Pick<Repositories, 'versions'>,
  { id, name, versionId }: Application,
): Promise<ApplicationVersion> => {
  const current = await versions.find(id, versionId)
  const target = current?.updatedFrom === undefined ? undefined : await versions.find(id, current.updatedFrom)
  if (target === undefined) {
    throw new InvalidRequestException(
      `Application ${name} cannot be rolled back: its version ${String(versionId)} was not made by an update.`,
    )
  }
  requireRunnable(target.spec.runtimeEnvironment)
  if (target.spec.code?.bundle === undefined) {
    throw new InvalidRequestException(
      `Application ${name} cannot be rolled back: its version ${String(target.versionId)} has no application code.`,
    )
  }
  return target
}

/**
 * Cancels the update or the scaling in progress and gives up users' snapshots, which would be of the version that goes. Returns
 * the name of the snapshot that an update is taking: Flink may complete it at any moment, so the rollback waits for it.
 */
const takeOver = async (
  deps: ActionDeps,
  tx: Repositories,
  current: Application,
): Promise<{ underWay: string | undefined; currentParallelism: number }> => {
  const interrupted = await interrupt(deps, tx, current, {
    failure: 'The application was rolled back.',
    // That of a scaling is of the version that goes.
    keeping: ({ intent, versionTo }) => (versionTo === current.versionId ? intent.snapshotName : undefined),
  })
  const name = interrupted?.intent.snapshotName
  const snapshot = name === undefined ? undefined : await tx.snapshots.find(current.id, name)
  return {
    underWay: snapshot?.status === 'CREATING' ? name : undefined,
    currentParallelism: parallelismWithout(interrupted, current),
  }
}

/** The newest snapshot from before the update; AWS rejects a rollback without one. */
const stateBefore = async (
  { snapshots }: Pick<Repositories, 'snapshots'>,
  { id, name, versionId }: Application,
  { target, underWay }: { target: ApplicationVersion; underWay: string | undefined },
): Promise<RestoreIntent> => {
  if (underWay !== undefined) return { kind: 'snapshot', name: underWay }
  const snapshot = await snapshots.newestReady(id, { belowVersion: versionId })
  if (snapshot === undefined) {
    throw new InvalidRequestException(
      `Application ${name} cannot be rolled back: it has no snapshot that was taken before version ${String(versionId)}.`,
    )
  }
  if (isOlderRuntime(target.spec.runtimeEnvironment, snapshot.runtimeEnvironment)) {
    throw new InvalidRequestException(
      `Application ${name} cannot be rolled back: its newest snapshot from before was taken with runtime environment ${snapshot.runtimeEnvironment} and cannot be restored with ${target.spec.runtimeEnvironment}.`,
    )
  }
  return { kind: 'snapshot', name: snapshot.name }
}
