import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, type FileHandle, mkdir, open, readdir, rename, rmdir, unlink } from 'node:fs/promises'
import { relative, sep } from 'node:path'

/**
 * A tree that applications write to, in sandboxes, where they can make links but not see where these lead. Every step here is taken from
 * a directory that is open already, so that none goes through a link, also not through one that is put in its way meanwhile, and
 * nothing but plain files is opened: a pipe would keep its reader for ever.
 */
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants
/** Opens a place without reading it; Node has no name for it. */
const O_PATH = 0o10000000

/** State and code are tenants' data: other accounts of the host have no business in new directories. */
const ownersAlone = 0o700

/** A name in an open directory, as a path. */
export const inFolder = ({ fd }: FileHandle, name: string): string => `/proc/self/fd/${String(fd)}/${name}`
/** What is open, as a path. */
export const pathOfOpen = ({ fd }: FileHandle): string => `/proc/self/fd/${String(fd)}`

/** The directory at `path`, which is below `root`; undefined when there is none. The root itself is the operator's and may be a link. */
export async function openFolder(root: string, path: string): Promise<FileHandle | undefined> {
  return descend(root, path, (place) => open(place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).catch(absent))
}

/** The same, made where it is missing. */
export async function makeFolder(root: string, path: string): Promise<FileHandle> {
  await mkdir(root, { recursive: true, mode: ownersAlone })
  const folder = await descend(root, path, async (place) => {
    await mkdir(place, { mode: ownersAlone }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
    return open(place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).catch(absent)
  })
  if (folder === undefined) throw new Error(`${path} is behind a link`)
  return folder
}

async function descend(
  root: string,
  path: string,
  step: (place: string) => Promise<FileHandle | undefined>,
): Promise<FileHandle | undefined> {
  let folder = await open(root, O_RDONLY | O_DIRECTORY).catch(absent)
  for (const name of relative(root, path).split(sep).filter(Boolean)) {
    if (folder === undefined) return undefined
    const above: FileHandle = folder
    try {
      folder = await step(inFolder(above, name))
    } finally {
      await above.close()
    }
  }
  return folder
}

/** A directory of an open one; undefined for anything else. */
export const openBelow = (folder: FileHandle, name: string): Promise<FileHandle | undefined> =>
  open(inFolder(folder, name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW).catch(absent)

/** A plain file of an open directory; undefined for anything else. */
export async function openPlain(folder: FileHandle, name: string): Promise<FileHandle | undefined> {
  const file = await open(inFolder(folder, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(absent)
  if (file === undefined) return undefined
  if ((await file.stat()).isFile()) return file
  await file.close()
  return undefined
}

/** Deeper ones are brought up before they are removed: each level on the way down is a directory that is open. */
const mostOpen = 64
const mostRounds = 5

/** Removes what a name stands for and everything below it; missing is fine. */
export async function removeFrom(parent: FileHandle, name: string): Promise<void> {
  const folder = await unlinkOrOpen(parent, name)
  if (folder === undefined) return
  try {
    // Somebody may still be writing there, and what was too deep has come up.
    for (let rounds = 0; ;) {
      const names = await readdir(pathOfOpen(folder))
      if (names.length === 0) break
      const broughtUp = { count: 0 }
      for (const each of names) await removeBelow(folder, each, { top: folder, depth: 1, broughtUp })
      if (broughtUp.count === 0) rounds += 1
      if (rounds > mostRounds) throw new Error(`${name} is being written to while it is removed`)
    }
  } finally {
    await folder.close()
  }
  await rmdir(inFolder(parent, name)).catch(absent)
}

async function removeBelow(
  parent: FileHandle,
  name: string,
  { top, depth, broughtUp }: { top: FileHandle; depth: number; broughtUp: { count: number } },
): Promise<void> {
  const folder = await unlinkOrOpen(parent, name)
  if (folder === undefined) return
  try {
    for (const each of await readdir(pathOfOpen(folder))) {
      if (depth < mostOpen) await removeBelow(folder, each, { top, depth: depth + 1, broughtUp })
      else {
        broughtUp.count += 1
        await rename(inFolder(folder, each), inFolder(top, randomUUID())).catch(absent)
      }
    }
  } finally {
    await folder.close()
  }
  await rmdir(inFolder(parent, name)).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOTEMPTY') absent(error)
  })
}

/** Removes what is no directory; one is opened, and made ours to empty. */
async function unlinkOrOpen(parent: FileHandle, name: string): Promise<FileHandle | undefined> {
  const place = inFolder(parent, name)
  try {
    await unlink(place)
    return undefined
  } catch (error) {
    if (codeOf(error) !== 'EISDIR') {
      absent(error)
      return undefined
    }
  }
  const folder = await open(place, O_PATH | O_DIRECTORY | O_NOFOLLOW).catch(absent)
  // An application may have closed it to its own user, who is ours where the worker is not root.
  if (folder !== undefined) await chmod(pathOfOpen(folder), ownersAlone).catch(() => undefined)
  return folder
}

/** Nothing is there, or nothing of the kind. */
export function absent(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].includes(codeOf(error))) return undefined
  throw error
}

/** By its code alone: an error may come from another realm, where `instanceof Error` says no. */
const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code)
