import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readIfThere } from './private-file.ts'
import { commandLine, processIdentity } from './process-identity.ts'
import type { IdentifiedProcess } from './stop-process.ts'

export interface Postmaster extends IdentifiedProcess {
  readonly port: number
  readonly ready: boolean
}

/** The server that runs on the cluster directory, by its own lock file; undefined when none does. */
export async function runningPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readIfThere(join(cluster, 'postmaster.pid')))?.split('\n') ?? []
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  const identity = await processIdentity(pid)
  if (identity === undefined) return undefined
  // The pid of a server that was killed may have been given to anything: ours names its cluster on its command line.
  if (!(await commandLine(pid)).includes(cluster)) return undefined
  return { pid, identity, port, ready: lines[7]?.trim() === 'ready' }
}

/**
 * A server left behind by a killed parent, once it answers; undefined when there is none, or it was on its way down. Removes a lock
 * file that a killed server left, because Postgres takes any process with that pid for a server.
 */
export async function orphanedPostmaster(cluster: string): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const found = await runningPostmaster(cluster)
    if (found === undefined) {
      await rm(join(cluster, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (found.ready) return found
    await delay(100)
  }
  throw new Error(`the Postgres that was found on ${cluster} neither answers nor ends`)
}
