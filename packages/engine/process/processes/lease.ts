import { randomUUID } from 'node:crypto'
import { access, chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * A cluster looks at its lease twice a second and needs a moment to be gone: so much earlier it is told to go, so that it is when the
 * lease is over in Postgres and another host reads its newest checkpoint.
 */
const headStartMs = 1_500

/** Replaces the lease as a whole: the launcher of a living cluster reads it twice a second. */
export async function writeLease(file: string, until: Date): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const fresh = `${file}.${randomUUID()}`
  await writeFile(fresh, `${until.getTime() - headStartMs}\n`)
  // The cluster, which may be another user, has to read it whatever this process's umask is.
  await chmod(fresh, 0o644)
  await rename(fresh, file)
}

/** Epoch milliseconds; 0 when there is no lease. */
export async function readLease(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '0')
  return Number(text.trim()) || 0
}

/** The same for a cluster that is there; one that has gone, or was moved, gets no new file. */
export async function renewLease(file: string, until: Date): Promise<void> {
  const there = await access(dirname(file)).then(
    () => true,
    () => false,
  )
  if (there) await writeLease(file, until)
}
