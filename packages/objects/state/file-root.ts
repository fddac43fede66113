import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { copyFile, mkdir, open, readdir, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { isBelow, isSame, parseLocation } from './location.ts'
import type { StateRoot, StoredObject } from './state-root.ts'

/** State and code are tenants' data: other accounts of the host have no business in new directories. */
const ownersAlone = 0o700

/** The state root as a directory of this host (or one that all workers mount). */
export const createFileRoot = (root: string): StateRoot => {
  const pathOf = (uri: string): string => {
    const location = parseLocation(uri)
    if (location.kind !== 'file' || !(isSame(root, uri) || isBelow(root, uri)))
      throw new Error(`${uri} is not below ${root}`)
    return location.path
  }
  return {
    uri: root,
    list: (uri) => walk(pathOf(uri), uri),
    put: async (uri, localFile) => {
      const path = pathOf(uri)
      const draft = `${path}.${randomUUID()}`
      await mkdir(dirname(path), { recursive: true, mode: ownersAlone })
      await copyFile(localFile, draft, constants.COPYFILE_EXCL)
      await keepDraft(draft, path)
    },
    fetch: async (uri, localFile) => {
      try {
        await copyFile(pathOf(uri), localFile, constants.COPYFILE_EXCL)
        return true
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    },
    copy: async (from, to) => {
      const [source, path] = [pathOf(from), pathOf(to)]
      const draft = `${path}.${randomUUID()}`
      const file = await openPlain(source, pathOf(root))
      if (file === undefined) return false
      try {
        await mkdir(dirname(path), { recursive: true, mode: ownersAlone })
        await copyFile(`/proc/self/fd/${String(file.fd)}`, draft, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      } finally {
        await file.close()
      }
      await keepDraft(draft, path)
      return true
    },
    read: async (uri, most) => {
      const file = await openPlain(pathOf(uri), pathOf(root))
      if (file === undefined) return undefined
      try {
        const { size } = await file.stat()
        const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, most)), 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    size: async (uri) => (await seenAt(pathOf(uri)))?.size,
    remove: async (uri) => {
      if (!isBelow(root, uri)) throw new Error(`${uri} is not below ${root}`)
      await rm(pathOf(uri), { recursive: true, force: true })
    },
    ping: async () => {
      const directory = pathOf(root)
      await mkdir(directory, { recursive: true, mode: ownersAlone })
      const probe = join(directory, `.probe-${randomUUID()}`)
      await writeFile(probe, '')
      await rm(probe)
    },
  }
}

const walk = async (directory: string, uri: string): Promise<StoredObject[]> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    // A running cluster removes old checkpoints while we look.
    if (isMissing(error)) return []
    throw error
  })
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) return walk(path, `${uri}/${entry.name}`)
      const seen = entry.isFile() ? await seenAt(path) : undefined
      return seen === undefined ? [] : [{ uri: `${uri}/${entry.name}`, ...seen }]
    }),
  )
  return found.flat()
}

const seenAt = async (path: string): Promise<{ size: number; modifiedAt: Date } | undefined> => {
  try {
    const { size, mtimeMs } = await stat(path)
    return { size, modifiedAt: new Date(mtimeMs) }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/**
 * Opens a file that an application may have written, in the sandbox, where it can make links but not see where they lead: a link, in
 * whatever part of the path, is refused. Undefined when nothing is there.
 */
const openPlain = async (path: string, root: string): Promise<FileHandle | undefined> => {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  if (file === undefined) return undefined
  const opened = await readlink(`/proc/self/fd/${String(file.fd)}`)
  if (opened === join(await realpath(root), relative(root, path))) return file
  await file.close()
  throw new Error(`${path} is behind a link`)
}

const keepDraft = async (draft: string, path: string): Promise<void> => {
  await flush(draft)
  await rename(draft, path)
  await flush(dirname(path))
}

/** A file is only as durable as its bytes and the name that its directory has for them. */
const flush = async (path: string): Promise<void> => {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** By its code alone: an error may come from another realm, where `instanceof Error` says no. */
export const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR')
