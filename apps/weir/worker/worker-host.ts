import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/**
 * The name under which this worker owns leases and clusters: the same after every restart on one data directory, different
 * for every data directory.
 */
export const workerHost = async (dataDir: string, configured: string | undefined): Promise<string> => {
  if (configured !== undefined) return configured
  const file = join(dataDir, 'worker-host')
  const stored = await readFile(file, 'utf8').catch(() => '')
  if (stored.trim() !== '') return stored.trim()
  const machine =
    hostname()
      .replace(/[^A-Za-z0-9-]/g, '-')
      .slice(0, 60) || 'host'
  const name = `${machine}-${randomBytes(3).toString('hex')}`
  await mkdir(dataDir, { recursive: true })
  await writeFile(file, `${name}\n`, { flag: 'wx' })
  return name
}
