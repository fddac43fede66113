import { rm } from 'node:fs/promises'

/** What a process that was killed left in a directory of passing files goes; answers the directory, which is made when it is needed. */
export const emptyDirectory = async (directory: string): Promise<string> => {
  await rm(directory, { recursive: true, force: true })
  return directory
}
