import type { Application, Repositories, RestoreIntent, Snapshot } from '@weir/domain'
import { isOlderRuntime } from '@weir/domain'
import type { RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'

/**
 * Throws when the state that a job is to start from is not there, or was written by a newer Flink than `runtime`.
 * `aboutToBeTaken`: the snapshot that an update takes first; it will be the latest one, of the application's present runtime.
 */
export const requireRestorable = async (
  { snapshots }: Pick<Repositories, 'snapshots'>,
  application: Application,
  {
    restore,
    runtime,
    aboutToBeTaken: next,
  }: { restore: RestoreIntent; runtime: RuntimeEnvironment; aboutToBeTaken?: string | undefined },
): Promise<void> => {
  if (restore.kind === 'none') return
  if (restore.kind === 'latest-snapshot') {
    const { runtimeEnvironment } = application
    const latest = next === undefined ? await snapshots.newestReady(application.id) : { name: next, runtimeEnvironment }
    if (latest !== undefined) requireOwnOrOlder(latest, runtime)
    return
  }
  const snapshot = await snapshots.find(application.id, restore.name)
  if (snapshot?.status !== 'READY') {
    throw new InvalidArgumentException(
      `The snapshot name ${restore.name} provided for restore configuration does not exist.`,
    )
  }
  requireOwnOrOlder(snapshot, runtime)
}

const requireOwnOrOlder = (
  { name, runtimeEnvironment }: Pick<Snapshot, 'name' | 'runtimeEnvironment'>,
  runtime: RuntimeEnvironment,
): void => {
  if (!isOlderRuntime(runtime, runtimeEnvironment)) return
  throw new InvalidArgumentException(
    `The snapshot ${name} was taken with runtime environment ${runtimeEnvironment} and cannot be restored with ${runtime}.`,
  )
}
