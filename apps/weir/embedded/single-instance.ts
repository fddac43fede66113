import { link, mkdir, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readIfThere } from './private-file.ts'
import { isRunning, processIdentity } from './process-identity.ts'

export interface InstanceLock {
  release(): Promise<void>
}

/**
 * Takes the data directory for this process. Throws, naming the holder, when another service runs on it; the lock of a process that
 * was killed is taken over (pid and start time tell).
 */
export async function lockDataDir(dataDir: string): Promise<InstanceLock> {
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'instance.lock')
  const mine = JSON.stringify({ pid: process.pid, identity: await processIdentity(process.pid) })
  // Made whole beside its place and linked into it: nobody can ever read half a lock, and only one link succeeds.
  const candidate = `${file}.${process.pid}`
  await writeFile(candidate, mine)
  try {
    while (!(await linked(candidate, file))) {
      const text = await readIfThere(file)
      if (text === undefined) continue
      const holder = parse(text)
      if (holder !== undefined && (await isRunning(holder))) {
        throw new Error(
          `Another Weir (process ${holder.pid}) runs on the data directory ${dataDir}. ` +
            'Stop it, or give this one its own by WEIR_DATA_DIR (and WEIR_PORT, WEIR_S3_PORT).',
        )
      }
      // Removed only if it is still the stale one: of two who found it stale, the slower must not remove the faster's new lock.
      if ((await readIfThere(file)) === text) await rm(file, { force: true })
    }
  } finally {
    await rm(candidate, { force: true })
  }
  return {
    release: async () => {
      if ((await readIfThere(file)) === mine) await unlink(file)
    },
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function parse(text: string): { pid: number; identity: string } | undefined {
  try {
    const { pid, identity } = JSON.parse(text) as { pid?: unknown; identity?: unknown }
    return typeof pid === 'number' && typeof identity === 'string' ? { pid, identity } : undefined
  } catch {
    return undefined
  }
}
