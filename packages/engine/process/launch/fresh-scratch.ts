import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { makeSeen } from './cluster-files.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { removeTree } from '../remove-tree.ts'
import { workerIsRoot, type ClusterUser } from '../sandbox/cluster-user.ts'

/**
 * An empty directory for the temporary files of a TaskManager that is about to be started: RocksDB's, unpacked libraries, uploads on their
 * way. Flink clears them at an orderly end only, and each life makes new ones; in a cluster that lives for months a TaskManager dies many
 * times. Only that process's sandbox shows the directory as one to write to, and it is dead: nobody is there who could turn the removal
 * elsewhere.
 */
export async function freshScratch(
  { scratch }: Pick<ClusterLayout, 'scratch'>,
  component: string,
  user: ClusterUser,
): Promise<string> {
  const directory = join(scratch, component)
  await removeTree(directory)
  await makeSeen(scratch)
  await mkdir(directory, { mode: 0o700 })
  if (workerIsRoot()) await chown(directory, user.uid, user.gid)
  return directory
}
