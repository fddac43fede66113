import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterLayout } from './cluster-layout.ts'

/** Logs of so many ended deployments stay on a host. */
const KEPT = 50

/**
 * Removes a cluster's files but its logs, and the logs of those forgotten long ago. The mark of a started JobManager stays with
 * the logs: a forgotten deployment must not come to life again.
 */
export async function forgetCluster({
  clustersDir,
  layout: { directory, conf, work, lease },
}: {
  clustersDir: string
  layout: ClusterLayout
}): Promise<void> {
  const removed = [work, join(directory, 'flink'), lease, conf]
  for (const path of removed) await rm(path, { recursive: true, force: true })
  const left = await readdir(directory).catch(() => undefined)
  // Nothing but a lease was ever there: it never ran.
  if (left && !left.includes('log')) await rm(directory, { recursive: true, force: true })
  await removeOldLogs(clustersDir)
}

async function removeOldLogs(clustersDir: string): Promise<void> {
  const directories = (await readdir(clustersDir)).map((name) => join(clustersDir, name))
  const forgotten = await Promise.all(
    directories.map(async (directory) => {
      const left = await readdir(directory).catch((): string[] => [])
      // A cluster that is not forgotten has its configuration, or only a lease so far.
      if (left.includes('conf') || !left.includes('log')) return undefined
      return { directory, at: (await stat(directory)).mtimeMs }
    }),
  )
  const newestFirst = forgotten.filter((entry) => entry !== undefined).sort((a, b) => b.at - a.at)
  for (const { directory } of newestFirst.slice(KEPT)) await rm(directory, { recursive: true, force: true })
}
