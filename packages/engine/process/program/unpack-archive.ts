import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EngineError } from '@weir/domain'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { inMegabytes, readArchiveEntry, refusal } from './archive-entry.ts'
import { type ArchiveLimits, defaultArchiveLimits } from './archive-limits.ts'

/**
 * Unpacks a zip archive that somebody else made into `directory`, which appears whole or not at all. One that is there already
 * was unpacked earlier and stays. Throws EngineError `configuration` that names the rule an archive breaks: size and number of
 * its files, paths that lead out, links and devices, names twice, encryption. Nothing it says of itself is believed: bytes are
 * counted as they come.
 */
export async function unpackArchive({
  archive,
  directory,
  limits: given = {},
}: {
  archive: string
  directory: string
  limits?: Partial<ArchiveLimits> | undefined
}): Promise<void> {
  if (await isThere(directory)) return
  const limits = { ...defaultArchiveLimits, ...given }
  const { size } = await stat(archive)
  if (size > limits.archiveBytes) throw refusal(`it is larger than ${inMegabytes(limits.archiveBytes)}`)
  // Names are decoded by our own rules, which say what is wrong with them.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false } as const
  const zip = await openPromise(archive, options).catch((error: unknown) => {
    throw refusal('it cannot be read as a zip archive', error)
  })
  const fresh = `${directory}.${randomUUID()}`
  try {
    if (zip.entryCount > limits.entries) throw refusal(`it has more than ${limits.entries} entries`)
    await mkdir(fresh, { recursive: true, mode: 0o755 })
    await unpackEntries({ zip, size, fresh, limits })
    await rename(fresh, directory).catch(async (error: unknown) => {
      if (!(await isThere(directory))) throw error
    })
  } catch (error) {
    throw isOurs(error) ? error : refusal(`it is damaged (${(error as Error).message})`, error)
  } finally {
    zip.close()
    await rm(fresh, { recursive: true, force: true })
  }
}

async function unpackEntries({
  zip,
  size,
  fresh,
  limits,
}: {
  zip: ZipFile
  size: number
  fresh: string
  limits: ArchiveLimits
}): Promise<void> {
  const seen = new Map<string, 'file' | 'folder'>()
  let left = limits.totalBytes
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    const { path, isDirectory, isExecutable } = readArchiveEntry(entry, limits)
    notePath(seen, path, isDirectory)
    // Each path may bring as many folders as it is deep.
    if (seen.size > limits.entries) throw refusal(`it has more than ${limits.entries} files and folders`)
    // Entries that share their bytes make a small archive unpack to anything.
    packed += entry.compressedSize
    if (packed > size) throw refusal('its entries overlap')
    const target = join(fresh, ...path)
    await mkdir(isDirectory ? target : dirname(target), { recursive: true, mode: 0o755 })
    if (!isDirectory) left -= await unpackFile({ zip, entry, target, left, limits, isExecutable })
  }
}

function notePath(seen: Map<string, 'file' | 'folder'>, path: readonly string[], isDirectory: boolean): void {
  for (let end = 1; end <= path.length; end += 1) {
    const name = path.slice(0, end).join('/')
    const kind = end < path.length || isDirectory ? 'folder' : 'file'
    const before = seen.get(name)
    if (before === 'file' && kind === 'file') throw refusal(`${JSON.stringify(name)} is in it twice`)
    if (before !== undefined && before !== kind)
      throw refusal(`${JSON.stringify(name)} is in it as a file and as a folder`)
    seen.set(name, kind)
  }
}

async function unpackFile({
  zip,
  entry,
  target,
  left,
  limits,
  isExecutable,
}: {
  zip: ZipFile
  entry: Entry
  target: string
  left: number
  limits: ArchiveLimits
  isExecutable: boolean
}): Promise<number> {
  let bytes = 0
  const counted = new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length
      if (bytes > left) done(refusal(`it unpacks to more than ${inMegabytes(limits.totalBytes)}`))
      else if (bytes > limits.fileBytes) {
        done(refusal(`${JSON.stringify(entry.fileName)} is larger than ${inMegabytes(limits.fileBytes)}`))
      } else done(null, chunk)
    },
  })
  // `wx` follows no link and overwrites nothing.
  const file = createWriteStream(target, { flags: 'wx', mode: isExecutable ? 0o755 : 0o644 })
  await pipeline(await zip.openReadStreamPromise(entry), counted, file)
  return bytes
}

/** A full disk is the worker's trouble and may pass; it is no fault of the archive. */
function isOurs(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return error instanceof EngineError || (/^E[A-Z]+$/.test(code) && code !== 'EEXIST')
}

const isThere = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
