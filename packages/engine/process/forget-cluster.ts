import { execFile } from 'node:child_process'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ClusterLayout } from './cluster-layout.ts'

/**
 * Removes a cluster's files but its logs, which are kept for a while (logs/tidy-logs.ts). The mark of a started JobManager stays with the
 * logs: a forgotten deployment must not come to life again.
 */
export async function forgetCluster({ directory, conf, work, lease, code }: ClusterLayout): Promise<void> {
  for (const path of [work, join(directory, 'flink'), join(directory, 'state'), code, lease, conf])
    await removeTree(path)
  const left = await readdir(directory).catch(() => undefined)
  // Nothing but a lease was ever there: it never ran.
  if (left && !left.includes('log')) await rm(directory, { recursive: true, force: true })
}

/** An application may have closed directories of its own to its own user, who is the worker's where that is not root. */
async function removeTree(path: string): Promise<void> {
  const remove = () => rm(path, { recursive: true, force: true })
  await remove().catch(async () => {
    await promisify(execFile)('chmod', ['-R', 'u+rwX', '--', path]).catch(() => undefined)
    await remove()
  })
}
