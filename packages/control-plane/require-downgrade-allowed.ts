import type { Application, Repositories } from '@weir/domain'
import { isOlderRuntime } from '@weir/domain'
import type { RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'

/** AWS lets an application go back only to a runtime that it had before. */
export const requireDowngradeAllowed = async (
  { versions }: Pick<Repositories, 'versions'>,
  application: Application,
  to: RuntimeEnvironment,
): Promise<void> => {
  const from = application.runtimeEnvironment
  if (!isOlderRuntime(to, from)) return
  for (let beforeVersion: number | undefined; beforeVersion !== 1;) {
    const page = await versions.list(application.id, { beforeVersion, limit: 50 })
    if (page.some(({ spec }) => spec.runtimeEnvironment === to)) return
    beforeVersion = page.at(-1)?.versionId ?? 1
  }
  throw new InvalidArgumentException(
    `The runtime environment cannot be changed from ${from} to ${to}: an application can only go back to a runtime environment it had before.`,
  )
}
