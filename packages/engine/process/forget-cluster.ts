import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterLayout } from './cluster-layout.ts'
import { removeTree } from './remove-tree.ts'

/**
 * Removes a cluster's files but its logs, which are kept for a while (logs/tidy-logs.ts). The mark of a started JobManager stays with the
 * logs: a forgotten deployment must not come to life again.
 */
export async function forgetCluster({ directory, conf, work, scratch, lease, code }: ClusterLayout): Promise<void> {
  for (const path of [work, scratch, join(directory, 'flink'), join(directory, 'state'), code, lease, conf])
    await removeTree(path)
  const left = await readdir(directory).catch(() => undefined)
  // Nothing but a lease was ever there: it never ran.
  if (left && !left.includes('log')) await removeTree(directory)
}
