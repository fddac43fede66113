import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { copyFile, lstat, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isBelow, isSame, parseLocation } from './location.ts'
import { absent, inFolder, makeFolder, openBelow, openFolder, openPlain, pathOfOpen, removeFrom } from './plain-tree.ts'
import type { StateRoot, StoredObject } from './state-root.ts'

/** The state root as a directory of this host (or one that all workers mount). */
export const createFileRoot = (root: string): StateRoot => {
  const pathOf = (uri: string): string => {
    const location = parseLocation(uri)
    if (location.kind !== 'file' || !(isSame(root, uri) || isBelow(root, uri)))
      throw new Error(`${uri} is not below ${root}`)
    return location.path
  }
  /** With the file of a URI open; undefined when there is none. */
  const withFile = async <T>(uri: string, use: (file: FileHandle) => Promise<T>): Promise<T | undefined> => {
    const path = pathOf(uri)
    const folder = await openFolder(pathOf(root), dirname(path))
    const file = folder && (await openPlain(folder, basename(path)).finally(() => folder.close()))
    return file && use(file).finally(() => file.close())
  }
  /** Readers see all of a new file or nothing. */
  const store = async (uri: string, write: (draft: string) => Promise<void>): Promise<void> => {
    const path = pathOf(uri)
    const folder = await makeFolder(pathOf(root), dirname(path))
    try {
      const draft = `${basename(path)}.${randomUUID()}`
      await write(inFolder(folder, draft))
      // A file is only as durable as its bytes and the name that its directory has for them.
      const written = await openPlain(folder, draft)
      try {
        await written?.sync()
      } finally {
        await written?.close()
      }
      await rename(inFolder(folder, draft), inFolder(folder, basename(path)))
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
  return {
    uri: root,
    list: async (uri) => {
      const folder = await openFolder(pathOf(root), pathOf(uri))
      return folder === undefined ? [] : walk(folder, uri).finally(() => folder.close())
    },
    put: (uri, localFile) => store(uri, (draft) => copyFile(localFile, draft, constants.COPYFILE_EXCL)),
    fetch: async (uri, localFile) => {
      const found = await withFile(uri, async (file) => {
        await copyFile(pathOfOpen(file), localFile, constants.COPYFILE_EXCL)
        return true
      })
      return found ?? false
    },
    copy: async (from, to) => {
      pathOf(to)
      const found = await withFile(from, async (file) => {
        const flags = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE
        await store(to, (draft) => copyFile(pathOfOpen(file), draft, flags))
        return true
      })
      return found ?? false
    },
    read: (uri, most) =>
      withFile(uri, async (file) => {
        const { size } = await file.stat()
        const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, most)), 0)
        return buffer.subarray(0, bytesRead)
      }),
    size: (uri) => withFile(uri, async (file) => (await file.stat()).size),
    remove: async (uri) => {
      if (!isBelow(root, uri)) throw new Error(`${uri} is not below ${root}`)
      const path = pathOf(uri)
      const parent = await openFolder(pathOf(root), dirname(path))
      await (parent && removeFrom(parent, basename(path)).finally(() => parent.close()))
    },
    ping: async () => {
      const directory = pathOf(root)
      await (await makeFolder(directory, directory)).close()
      const probe = join(directory, `.probe-${randomUUID()}`)
      await writeFile(probe, '')
      await rm(probe)
    },
  }
}

/** Flink's own trees have five levels; one that is deeper was made to keep us busy. */
const mostLevels = 32
const atOnce = 64

const walk = async (folder: FileHandle, uri: string, level = 1): Promise<StoredObject[]> => {
  const entries = await readdir(pathOfOpen(folder), { withFileTypes: true })
  const found: StoredObject[] = []
  const files = entries.filter((entry) => entry.isFile())
  for (let at = 0; at < files.length; at += atOnce) {
    const some = files.slice(at, at + atOnce).map(async ({ name }): Promise<StoredObject | undefined> => {
      // A running cluster removes old checkpoints while we look.
      const seen = await lstat(inFolder(folder, name)).catch(absent)
      if (seen?.isFile() !== true) return undefined
      return { uri: `${uri}/${name}`, size: seen.size, modifiedAt: new Date(seen.mtimeMs) }
    })
    found.push(...(await Promise.all(some)).filter((each) => each !== undefined))
  }
  // One after the other: each is a directory that is open.
  for (const { name } of level < mostLevels ? entries.filter((entry) => entry.isDirectory()) : []) {
    const below = await openBelow(folder, name)
    if (below !== undefined)
      found.push(...(await walk(below, `${uri}/${name}`, level + 1).finally(() => below.close())))
  }
  return found
}

/** By its code alone: an error may come from another realm, where `instanceof Error` says no. */
export const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR')
