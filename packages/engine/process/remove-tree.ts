import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * Removes a directory that an application has written to and whose processes are gone. An application may have closed directories of its own to its own user, who is the worker's where that is not root, or made them so deep
 * that no path names them: the tools go from directory to directory.
 */
export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(async () => {
    const run = promisify(execFile)
    await run('chmod', ['-R', 'u+rwX', '--', path]).catch(() => undefined)
    await run('rm', ['-rf', '--', path])
  })
}
