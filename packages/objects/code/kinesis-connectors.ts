import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'
import { fromRandomAccessReaderPromise } from 'yauzl'
import { createZipReader } from './zip-reader.ts'

/** Maven writes it into each jar, and shading keeps it: the version of what is inside, whatever the classes are called now. */
const metadata = /^META-INF\/maven\/[^/]+\/flink-connector-kinesis[^/]*\/pom\.properties$/

// What is read is what a user sent. None of these is near what a build makes.
const mostEntries = 200_000
const mostFound = 16
const mostBytes = 16_384

/**
 * Versions of flink-connector-kinesis in a jar or zip; what is no archive, or a damaged one, has none. Of the file only the
 * directory at its end and these few small entries are read. Throws only when the file cannot be opened.
 */
export const kinesisConnectorsIn = async (file: string): Promise<readonly string[]> => {
  const handle = await open(file, 'r')
  try {
    return await scan(handle)
  } catch {
    return []
  } finally {
    await handle.close()
  }
}

const scan = async (handle: FileHandle): Promise<readonly string[]> => {
  const { size } = await handle.stat()
  const zip = await fromRandomAccessReaderPromise(createZipReader(handle), size, {
    lazyEntries: true,
    autoClose: false,
    // Names of other entries are of no interest, and a strange one is no reason to stop.
    decodeStrings: false,
  })
  const found = await findMetadata(zip)
  const versions: string[] = []
  for (const entry of found) {
    // No \s: it takes line breaks too, and of a file of nothing else it would try every part.
    const version = /^[ \t]*version[ \t]*[=:][ \t]*(\S+)/m.exec(await textOf(zip, entry))?.[1]
    if (version !== undefined) versions.push(version)
  }
  return versions
}

const findMetadata = async (zip: ZipFile): Promise<readonly Entry[]> => {
  const found: Entry[] = []
  let seen = 0
  for await (const entry of zip.eachEntry()) {
    seen += 1
    if (isMetadata(entry)) found.push(entry)
    if (seen === mostEntries || found.length === mostFound) break
  }
  return found
}

const isMetadata = ({ fileNameRaw, compressedSize, uncompressedSize }: Entry): boolean =>
  compressedSize <= mostBytes && uncompressedSize <= mostBytes && metadata.test(fileNameRaw.toString('latin1'))

/** The stream ends with an error at the first byte beyond the size that the directory gives. */
const textOf = async (zip: ZipFile, entry: Entry): Promise<string> => {
  const stream: Readable = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}
