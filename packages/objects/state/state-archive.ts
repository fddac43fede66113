import { type StateArchive, StateMissingError, type StatePoint } from '@weir/domain'
import { kryoTypesOfFlink1 } from './kryo-types.ts'
import { pointFault } from './point-fault.ts'
import type { StateRoot, StoredObject } from './state-root.ts'

const metadata = '/_metadata'

/** Finds and removes checkpoints and savepoints below the state root, where Flink wrote them. */
export const createStateArchive = (root: StateRoot): StateArchive => ({
  completed: async (uri) =>
    (await root.list(uri))
      .filter((object) => object.uri.endsWith(metadata) && object.size > 0)
      .map(toStatePoint)
      .sort(newestFirst),
  fault: (location) => pointFault(root, location),
  kryoTypesOfFlink1: (location) => kryoTypesOfFlink1(root, location),
  exists: async (location) => ((await root.size(`${location}${metadata}`)) ?? 0) > 0,
  copy: async (from, to, signal) => {
    const objects = await root.list(from)
    const place = (uri: string): string => `${to}${uri.slice(from.length)}`
    for (const { uri, size } of [...objects].sort(metadataLast)) {
      signal?.throwIfAborted()
      // An object of the right size is a complete one: it was put there in one piece by an earlier try.
      if ((await root.size(place(uri))) === size) continue
      if (!(await root.copy(uri, place(uri), signal))) throw new StateMissingError(`${uri} is gone`)
    }
    if (!objects.some(({ uri }) => uri === `${from}${metadata}`)) throw new StateMissingError(`${from} is no savepoint`)
    return objects.reduce((bytes, { size }) => bytes + size, 0)
  },
  size: async (uri) => (await root.list(uri)).reduce((bytes, { size }) => bytes + size, 0),
  removePoint: async (location) => {
    await root.remove(`${location}${metadata}`)
    await root.remove(location)
  },
  remove: (uri) => root.remove(uri),
  ping: () => root.ping(),
})

const metadataLast = (a: StoredObject, b: StoredObject): number =>
  Number(a.uri.endsWith(metadata)) - Number(b.uri.endsWith(metadata))

const toStatePoint = ({ uri, modifiedAt }: StoredObject): StatePoint => {
  const location = uri.slice(0, -metadata.length)
  const [, checkpoint] = /\/chk-(\d+)$/.exec(location) ?? []
  return checkpoint === undefined
    ? { location, kind: 'savepoint', completedAt: modifiedAt }
    : { location, kind: 'checkpoint', checkpointId: Number(checkpoint), completedAt: modifiedAt }
}

/** Checkpoint numbers decide where both have one: S3 knows times only to the second. */
const newestFirst = (a: StatePoint, b: StatePoint): number =>
  a.checkpointId !== undefined && b.checkpointId !== undefined
    ? b.checkpointId - a.checkpointId
    : b.completedAt.getTime() - a.completedAt.getTime()
