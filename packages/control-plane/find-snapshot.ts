import type { Application, Repositories, Snapshot } from '@weir/domain'
import { ResourceNotFoundException } from '@weir/service-model'

/** A snapshot of the application by its name. */
export const findSnapshot = async (
  { snapshots }: Pick<Repositories, 'snapshots'>,
  application: Application,
  name: string,
  options: { lock?: boolean } = {},
): Promise<Snapshot> => {
  const snapshot = await snapshots.find(application.id, name, options)
  if (snapshot !== undefined) return snapshot
  throw new ResourceNotFoundException(`Snapshot ${name} of application ${application.name} does not exist.`)
}
