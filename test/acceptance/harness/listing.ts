import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The paths below a folder that match names, one a level; `*` stands for any name. What vanishes between two looks is left out: running
 * clusters remove files all the time, and `readdirSync`'s own recursion fails with them.
 */
export function listing(folder: string, ...levels: readonly (string | RegExp)[]): string[] {
  const [level, ...below] = levels
  if (level === undefined) return [folder]
  return namesIn(folder)
    .filter((name) => (typeof level === 'string' ? level === '*' || level === name : level.test(name)))
    .flatMap((name) => listing(join(folder, name), ...below))
}

/** A file's text; nothing when it has vanished. */
export function textIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code!)) return []
    throw error
  }
}
