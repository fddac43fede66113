import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'

/** A user of the host that has no name. */
export interface ClusterUser {
  readonly uid: number
  readonly gid: number
}

/** Above what distributions give to people, services and containers. */
const FIRST = 1_900_000_000
const COUNT = 200_000_000
/** In a container whose users are few; below are the distribution's own. */
const FIRST_OF_FEW = 20_000

/** Who a worker runs as; a worker that is root can give each cluster a user of its own. */
export const workerIsRoot = (): boolean => process.getuid?.() === 0

/**
 * The user that a cluster runs as: the owner of its working directory, where there is one. A new cluster of a root worker gets
 * a user that nobody else has; of any other worker it is the worker's own, since only root can change that.
 */
export async function clusterUser({
  directory,
  work,
}: {
  readonly directory: string
  readonly work: string
}): Promise<ClusterUser> {
  if (!workerIsRoot()) return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const made = await stat(work).catch(() => undefined)
  if (made !== undefined && made.uid !== 0) return { uid: made.uid, gid: made.gid }
  const uid = userOf(directory, await readFile('/proc/self/uid_map', 'utf8'))
  return { uid, gid: uid }
}

/** Of 200 million, so that no two clusters of a host are likely to share one. In a user namespace, one of those it has. */
export function userOf(name: string, uidMap: string): number {
  const number = createHash('sha256').update(name).digest().readUInt32BE(0)
  const ends = uidMap
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([first = 0, , count = 0]) => first + count)
  const end = Math.max(0, ...ends)
  if (end >= FIRST + COUNT) return FIRST + (number % COUNT)
  return end > FIRST_OF_FEW + 1 ? FIRST_OF_FEW + (number % (end - FIRST_OF_FEW - 1)) : 65_534
}

/** What /etc/passwd and /etc/group say in there: Hadoop and others ask for the name of their user. */
export const accountFiles = ({ uid, gid }: ClusterUser): { readonly passwd: string; readonly group: string } => ({
  passwd: `flink:x:${uid}:${gid}:Flink:/tmp:/usr/sbin/nologin\n`,
  group: `flink:x:${gid}:\n`,
})
