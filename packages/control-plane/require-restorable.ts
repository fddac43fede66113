import type { Application, EnhancedSnapshot, Repositories, RestoreIntent } from '@weir/domain'
import { isOlderRuntime, parseSnapshotArn } from '@weir/domain'
import type { RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'

/**
 * The restore that is asked for, an enhanced snapshot pinned to the one that has the name now. Throws when the state that a job is to start from is not there, or was written by a newer Flink than `runtime`.
 * `afterSnapshot`: an update takes a snapshot first; it will be the latest one, of the application's present runtime.
 */
export const requireRestorable = async (
  { snapshots, enhancedSnapshots }: Pick<Repositories, 'snapshots' | 'enhancedSnapshots'>,
  application: Application,
  {
    restore,
    runtime,
    afterSnapshot = false,
  }: { restore: RestoreIntent; runtime: RuntimeEnvironment; afterSnapshot?: boolean },
): Promise<RestoreIntent> => {
  if (restore.kind === 'none' || restore.kind === 'last-stopped-point') return restore
  if (restore.kind === 'latest-snapshot') {
    const { runtimeEnvironment } = application
    const next = { name: 'of this update', runtimeEnvironment }
    const latest = afterSnapshot ? next : await snapshots.newestReady(application.id)
    if (latest !== undefined) requireOwnOrOlder(latest, runtime)
    return restore
  }
  if (restore.kind === 'enhanced-snapshot') {
    const snapshot = await findByArn({ enhancedSnapshots }, application, restore.arn)
    requireOwnOrOlder(snapshot, runtime)
    return { ...restore, id: snapshot.id }
  }
  const snapshot = await snapshots.find(application.id, restore.name)
  if (snapshot?.status !== 'READY') {
    throw new InvalidArgumentException(
      `The snapshot name ${restore.name} provided for restore configuration does not exist.`,
    )
  }
  requireOwnOrOlder(snapshot, runtime)
  return restore
}

/** Of the application's own account and region, whichever application it was taken from, or imported. */
const findByArn = async (
  { enhancedSnapshots }: Pick<Repositories, 'enhancedSnapshots'>,
  { accountId, region }: Application,
  arn: string,
): Promise<EnhancedSnapshot> => {
  const named = parseSnapshotArn(arn)
  const own = named?.accountId === accountId && named.region === region
  const snapshot = own ? await enhancedSnapshots.find(named, named.name) : undefined
  if (snapshot?.status === 'READY') return snapshot
  throw new InvalidArgumentException(`The snapshot ${arn} provided for restore configuration does not exist.`)
}

const requireOwnOrOlder = (
  // Nobody says of an imported one which Flink wrote it.
  { name, runtimeEnvironment }: { readonly name: string; readonly runtimeEnvironment?: RuntimeEnvironment | undefined },
  runtime: RuntimeEnvironment,
): void => {
  if (runtimeEnvironment === undefined || !isOlderRuntime(runtime, runtimeEnvironment)) return
  throw new InvalidArgumentException(
    `The snapshot ${name} was taken with runtime environment ${runtimeEnvironment} and cannot be restored with ${runtime}.`,
  )
}
