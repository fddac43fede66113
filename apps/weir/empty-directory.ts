import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes what a process that was killed left in a directory; answers the directory, which is made when it is needed. */
export const emptyDirectory = async (directory: string, isLeft = (_name: string): boolean => true): Promise<string> => {
  const names = await readdir(directory).catch((): string[] => [])
  for (const name of names.filter(isLeft)) await rm(join(directory, name), { recursive: true, force: true })
  return directory
}
