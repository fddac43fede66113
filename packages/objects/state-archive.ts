import type { StateArchive, StatePoint } from '@weir/domain'
import type { StateRoot, StoredObject } from './state-root.ts'

const metadata = '/_metadata'

/** Finds and removes checkpoints and savepoints below the state root, where Flink wrote them. */
export const createStateArchive = (root: StateRoot): StateArchive => ({
  completed: async (uri) =>
    (await root.list(uri))
      .filter((object) => object.uri.endsWith(metadata) && object.size > 0)
      .map(toStatePoint)
      .sort(newestFirst),
  exists: async (location) => ((await root.size(`${location}${metadata}`)) ?? 0) > 0,
  remove: (uri) => root.remove(uri),
  ping: () => root.ping(),
})

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
