import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** One file of a component's log. */
export interface LogFile {
  readonly path: string
  readonly inode: number
  readonly size: number
  readonly changedAt: number
}

const nameForm = /^((?:jobmanager|taskmanager-\d{1,4}|service))\.log(?:\.(\d{1,9}))?$/

/**
 * The log files of a directory by component, each oldest first: `x.log.1`, `x.log.2` …, then `x.log`, which is written to. Applications
 * can put what they like there: what is no plain file of such a name is not a log.
 */
export async function listLogFiles(directory: string): Promise<ReadonlyMap<string, readonly LogFile[]>> {
  const names = await readdir(directory).catch((): string[] => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const [, component, number] = nameForm.exec(name) ?? []
      if (component === undefined) return undefined
      const path = join(directory, name)
      const stat = await lstat(path).catch(() => undefined)
      if (stat?.isFile() !== true) return undefined
      const file = { path, inode: stat.ino, size: stat.size, changedAt: stat.mtimeMs }
      return { component, order: number === undefined ? Infinity : Number(number), file }
    }),
  )
  const sorted = found.filter((each) => each !== undefined).sort((a, b) => (a.order < b.order ? -1 : 1))
  const components = new Map<string, LogFile[]>()
  for (const { component, file } of sorted) components.set(component, [...(components.get(component) ?? []), file])
  return components
}

/**
 * Opens a file of a directory that an application can write to: never through a link, which could lead to what the worker may read and
 * the application may not, and never anything but a plain file, which could keep its reader waiting. Undefined when there is none.
 */
export async function openPlainFile(path: string): Promise<FileHandle | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const handle = await open(path, flags).catch(() => undefined)
  if (handle === undefined) return undefined
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  return undefined
}

const printLength = 1_024

/**
 * Tells a log file from every other of its component for as long as it is appended to, whatever its name: by its first line, or the
 * beginning of it. Undefined as long as there is none.
 */
export async function fingerprint(handle: FileHandle): Promise<string | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(printLength), 0, printLength, 0)
  const start = buffer.subarray(0, bytesRead)
  const end = start.indexOf(0x0a)
  if (end < 0 && bytesRead < printLength) return undefined
  return createHash('sha256')
    .update(end < 0 ? start : start.subarray(0, end))
    .digest('base64url')
    .slice(0, 22)
}
