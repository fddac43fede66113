import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** A manifest is small; a huge one is an attack on the worker's memory. */
const MOST_BYTES = 1_000_000

export function openJar(file: string): Promise<ZipFile> {
  return openPromise(file, { lazyEntries: true, autoClose: false })
}

/** All names, comments and extra fields of an archive; each may have 64 kB of each. */
const mostDirectoryBytes = 64_000_000

/** Entries by name, directories left out. */
export async function jarEntryNames(jar: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  let bytes = 0
  for await (const entry of jar.eachEntry()) {
    bytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
    if (bytes > mostDirectoryBytes) throw new Error('its directory is too large to read')
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
  }
  return entries
}

export async function readJarEntry(jar: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > MOST_BYTES) throw new Error(`${entry.fileName} is too large to read`)
  const stream = await jar.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
