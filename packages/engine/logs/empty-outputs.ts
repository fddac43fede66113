import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Beyond it, what a process has printed past its log is thrown away: a program's own output is in the logs. */
const mostOutput = 4 * 1024 * 1024

/**
 * Empties the `.out` files of a cluster (what a JVM itself, its native code and what it has started print) that have grown too large.
 * Nothing rotates these: they are the processes' own descriptors, which outlive the worker. They are appended to, so an emptied file
 * stays whole.
 */
export async function emptyOutputs(log: string): Promise<void> {
  for (const name of await readdir(log).catch((): string[] => [])) {
    if (!name.endsWith('.out')) continue
    const path = join(log, name)
    const seen = await lstat(path).catch(() => undefined)
    if (seen?.isFile() !== true || seen.size <= mostOutput) continue
    // A link that has come there since would have us empty another file.
    const flags = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    const handle = await open(path, flags).catch(() => undefined)
    if ((await handle?.stat())?.isFile() === true) await handle?.truncate()
    await handle?.close()
  }
}
