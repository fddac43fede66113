import { readFile, rename, writeFile } from 'node:fs/promises'

/** How often a cluster's job was rescaled in place. */
export async function readRescales(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '0')
  return Number(text) || 0
}

/** Written before the rescale: one that then does not come about hides one restart at most. */
export async function noteRescale(file: string): Promise<void> {
  const count = (await readRescales(file)) + 1
  await writeFile(`${file}.new`, String(count), { mode: 0o600 })
  await rename(`${file}.new`, file)
}
