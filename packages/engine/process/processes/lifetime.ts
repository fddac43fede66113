import { open, readdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterLifetime } from '@weir/domain'
import { type ClusterLayout, clusterLayout } from '../cluster-layout.ts'
import { lastEnd, readExits } from './exits.ts'
import { type ClusterProcess, listClusterProcesses } from './process-table.ts'
import type { ProcessWatch } from './process-watch.ts'
import { endDeployment } from './processes.ts'

/** Marks that each JVM of a cluster renews while it lives (java/runtime, AliveMark), in the directory it may write to. */
const ownMark = /^alive-/

/**
 * How long the processes of some deployments have lived: from the mark that is made before the first one is started to the newest
 * mark that one of them, or the worker that ended them, has left. Nothing of it depends on a worker that was there all the time.
 */
export async function readLifetimes({
  clustersDir,
  processes,
  deploymentIds,
  now,
}: {
  clustersDir: string
  processes: ProcessWatch
  deploymentIds: readonly string[]
  now: () => Date
}): Promise<ReadonlyMap<string, ClusterLifetime>> {
  const lives = await Promise.all(
    deploymentIds.map(async (id) => {
      const live = (await processes.living(clustersDir, id)).length > 0
      return [id, await readLifetime(clusterLayout(clustersDir, id), live, now())] as const
    }),
  )
  return new Map(lives.flatMap(([id, life]) => (life === undefined ? [] : [[id, life] as const])))
}

async function readLifetime(layout: ClusterLayout, live: boolean, now: Date): Promise<ClusterLifetime | undefined> {
  const startedAt = await modified(layout.managerStarted)
  if (startedAt === undefined) return undefined
  if (live) return { startedAt, lastSeenAt: now, live }
  const names = (await readdir(layout.work).catch((): string[] => [])).filter((name) => ownMark.test(name))
  const marks = await Promise.all([layout.lastSeen, ...names.map((name) => join(layout.work, name))].map(modified))
  const newest = Math.max(startedAt.getTime(), ...marks.flatMap((mark) => mark?.getTime() ?? []))
  // The application's own code could write any time into its marks; it ends no later than we look.
  return { startedAt, lastSeenAt: new Date(Math.min(newest, now.getTime())), live }
}

/**
 * Ends every process of a deployment; if there were any, they are known to have lived until their ends were told, or until now: that nothing is
 * left is seen later, by seconds on a busy host.
 */
export async function endAndMark(clustersDir: string, deploymentId: string, now: () => Date): Promise<void> {
  const since = now()
  const living = (await listClusterProcesses(clustersDir)).filter((each) => each.deploymentId === deploymentId)
  await endDeployment(clustersDir, deploymentId)
  if (living.length === 0) return
  const { exits, lastSeen } = clusterLayout(clustersDir, deploymentId)
  const ended = lastEnd(await readExits(exits), { components: living.map(nameOf), since }) ?? now()
  try {
    await (await open(lastSeen, 'a', 0o600)).close()
    await utimes(lastSeen, ended, ended)
  } catch {
    // A full disk, or no such directory any more: the processes' own marks are as good as half a second.
  }
}

const nameOf = ({ component, index }: ClusterProcess): string =>
  component === 'taskmanager' ? `${component}-${String(index)}` : component

const modified = (file: string): Promise<Date | undefined> =>
  stat(file).then(
    ({ mtimeMs }) => new Date(mtimeMs),
    () => undefined,
  )
