import { lstat, readdir, rm } from 'node:fs/promises'
import { clusterLayout, type ClusterLayout } from '../process/cluster-layout.ts'
import { removeTree } from '../process/remove-tree.ts'
import { emptyOutputs } from './empty-outputs.ts'
import { listLogFiles } from './log-files.ts'
import { listLogged } from './log-store.ts'

export interface LogLimits {
  /** All log files of one cluster; the oldest rotated ones go first. */
  readonly clusterBytes: number
  /** How many ended deployments of an application keep their logs, and how long. */
  readonly keptDeployments: number
  readonly keptMs: number
}

export const defaultLogLimits: LogLimits = {
  clusterBytes: 500_000_000,
  keptDeployments: 10,
  keptMs: 7 * 86_400_000,
}

/** Whoever they belong to: so many ended deployments keep logs on a host. */
const mostKept = 200

/** See `ApplicationLogs.tidy`. Processes may be writing meanwhile: they append, so a file that is emptied stays whole. */
export async function tidyLogs({
  clustersDir,
  limits,
  now,
}: {
  clustersDir: string
  limits: LogLimits
  now: Date
}): Promise<void> {
  for (const name of await readdir(clustersDir).catch((): string[] => [])) {
    const layout = clusterLayout(clustersDir, name)
    await emptyOutputs(layout.log)
    await removeOldest(layout, limits.clusterBytes)
  }
  await removeForgotten(clustersDir, limits, now)
}

async function removeOldest({ log }: ClusterLayout, most: number): Promise<void> {
  const components = await listLogFiles(log)
  // What is written to stays: log4j has it open, and its size is bounded.
  const rotated = [...components.values()]
    .flatMap((files) => files.slice(0, -1))
    .sort((a, b) => a.changedAt - b.changedAt)
  let total = [...components.values()].flat().reduce((sum, { size }) => sum + size, 0)
  for (const { path, size } of rotated) {
    if (total <= most) return
    await rm(path, { force: true })
    total -= size
  }
}

/** Removes deployments that are forgotten (only their logs are left), too old, or one of too many of their application. */
async function removeForgotten(clustersDir: string, { keptDeployments, keptMs }: LogLimits, now: Date): Promise<void> {
  const owners = new Map((await listLogged(clustersDir)).map((each) => [each.deploymentId, each.applicationId]))
  const forgotten = []
  for (const name of await readdir(clustersDir).catch((): string[] => [])) {
    const { directory, log, control } = clusterLayout(clustersDir, name)
    const left = await readdir(directory).catch((): string[] => [])
    // A cluster that is not forgotten has its configuration, or only a lease so far.
    if (left.includes('conf') || (!left.includes('log') && !owners.has(name))) continue
    const touched = await Promise.all([log, control].map((path) => lstat(path).catch(() => undefined)))
    forgotten.push({
      directory,
      owner: owners.get(name) ?? '',
      at: Math.max(0, ...touched.map((stat) => stat?.mtimeMs ?? 0)),
    })
  }
  const kept = new Map<string, number>()
  let total = 0
  for (const { directory, owner, at } of forgotten.sort((a, b) => b.at - a.at)) {
    const before = kept.get(owner) ?? 0
    if (total < mostKept && before < keptDeployments && at > now.getTime() - keptMs) {
      kept.set(owner, before + 1)
      total += 1
    } else await removeTree(directory)
  }
}
