import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, ListObjectsV2Command, type S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { ExchangeError, type SavepointExchange, StateMissingError, type UserPlace } from '@weir/domain'
import { createS3Client } from '../s3/s3-client.ts'
import { isPassing } from '../s3/s3-errors.ts'
import { metadataFault, type NamedFile, namedFiles } from './savepoint-metadata.ts'
import type { StateRoot } from './state-root.ts'
import { abortedBy, uploadFile } from '../s3/upload-file.ts'

const metadata = '_metadata'
/** What is behind it is not looked at. */
const readableMetadata = 256 * 1024 * 1024

/** Savepoints between the state root and users' S3, one file after another through a directory of this host. */
export const createSavepointExchange = ({
  root,
  scratchDir,
  maxBytes,
}: {
  root: StateRoot
  /** May be emptied while nothing is under way. */
  scratchDir: string
  /** The largest savepoint that is imported. */
  maxBytes: number
}): SavepointExchange => {
  /** A file of this host for the time of `use`. */
  const withFile = async <T>(use: (file: string) => Promise<T>): Promise<T> => {
    await mkdir(scratchDir, { recursive: true, mode: 0o700 })
    const file = join(scratchDir, randomUUID())
    try {
      return await use(file)
    } finally {
      await rm(file, { force: true })
    }
  }

  const takeFile = async (user: User, { name }: NamedFile, location: string, signal: AbortSignal): Promise<void> =>
    withFile(async (file) => {
      await download(user, name, file, signal)
      await root.put(`${location}/${name}`, file)
    })

  /** Throws unless `_metadata` is one that Flink can read and what it names is there. */
  const checkMetadata = (user: User, files: readonly NamedFile[], signal: AbortSignal): Promise<void> =>
    withFile(async (file) => {
      await download(user, metadata, file, signal)
      const bytes = await firstBytes(file)
      const fault = metadataFault(bytes) ?? missing(bytes, files)
      if (fault !== undefined) throw new ExchangeError('InvalidSavepoint', `${user.at} is not a savepoint: ${fault}.`)
    })

  return {
    exportTo: (place, location, signal) =>
      asUser(place, async ({ client, bucket, prefix }) => {
        const objects = await root.list(location)
        const names = objects.map(({ uri }) => uri.slice(location.length + 1)).sort(metadataLast)
        if (!names.includes(metadata)) throw new StateMissingError(`${location} is no savepoint`)
        for (const name of names) {
          signal.throwIfAborted()
          await withFile(async (file) => {
            if (!(await root.fetch(`${location}/${name}`, file))) throw new StateMissingError(`${name} is gone`)
            await uploadFile(client, { Bucket: bucket, Key: `${prefix}/${name}`, file, signal })
          })
        }
      }),
    importFrom: (place, location, signal) =>
      asUser(place, async (user) => {
        const files = await filesAt(user, signal)
        const bytes = files.reduce((sum, { size }) => sum + size, 0)
        if (bytes > maxBytes) {
          throw new ExchangeError(
            'SnapshotTooLarge',
            `${user.at} has ${String(bytes)} bytes; savepoints up to ${String(maxBytes)} bytes can be imported.`,
          )
        }
        await checkMetadata(user, files, signal)
        for (const file of [...files].sort((a, b) => metadataLast(a.name, b.name))) {
          signal.throwIfAborted()
          await takeFile(user, file, location, signal)
        }
        return bytes
      }),
  }
}

/** The user's S3, with the access of the role that the user named. */
interface User {
  readonly client: S3Client
  readonly bucket: string
  readonly prefix: string
  /** For people. */
  readonly at: string
}

const asUser = async <T>({ bucket, prefix, access }: UserPlace, work: (user: User) => Promise<T>): Promise<T> => {
  const client = createS3Client({ ...access, endpoint: access.s3Endpoint, pathStyle: access.s3PathStyle })
  const at = `s3://${bucket}/${prefix}`
  try {
    return await work({ client, bucket, prefix, at })
  } catch (error) {
    throw refusalOf(error, { at, roleArn: access.roleArn }) ?? error
  } finally {
    client.destroy()
  }
}

const readable = /^[\w.=+@-]+$/

/** The files of the directory itself: a savepoint has no others. */
const filesAt = async ({ client, bucket, prefix, at }: User, signal: AbortSignal): Promise<readonly NamedFile[]> => {
  const found: NamedFile[] = []
  let token: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}/`, Delimiter: '/', ContinuationToken: token }),
      abortedBy(signal),
    )
    for (const { Key = '', Size = 0 } of page.Contents ?? []) {
      const name = Key.slice(prefix.length + 1)
      if (name !== '') found.push({ name, size: Size })
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined
  } while (token !== undefined)
  if (!found.some(({ name }) => name === metadata)) {
    throw new ExchangeError('SavepointNotFound', `There is no savepoint at ${at}: it has no _metadata.`)
  }
  const strange = found.find(({ name }) => !readable.test(name) || name === '.' || name === '..')
  if (strange === undefined) return found
  throw new ExchangeError('InvalidSavepoint', `${at} is not a savepoint: it has a file named ${strange.name}.`)
}

const firstBytes = async (file: string): Promise<Buffer> => {
  const opened = await open(file, 'r')
  try {
    const { size } = await opened.stat()
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(Math.min(size, readableMetadata)), 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await opened.close()
  }
}

const missing = (bytes: Buffer, files: readonly NamedFile[]): string | undefined => {
  const sizes = new Map(files.map(({ name, size }) => [name, size]))
  const lost = namedFiles(bytes).find(({ name, size }) => sizes.get(name) !== size)
  return lost && `its file ${lost.name} is missing or has not ${String(lost.size)} bytes`
}

const download = async (
  { client, bucket, prefix }: User,
  name: string,
  file: string,
  signal: AbortSignal,
): Promise<void> => {
  const request = new GetObjectCommand({ Bucket: bucket, Key: `${prefix}/${name}` })
  const { Body } = await client.send(request, abortedBy(signal))
  await pipeline(Body as Readable, createWriteStream(file, { flags: 'wx', mode: 0o600 }), { signal })
}

const metadataLast = (a: string, b: string): number => Number(a === metadata) - Number(b === metadata)

/** What the user can mend; undefined for what may pass by itself, or is ours to mend. */
const refusalOf = (error: unknown, { at, roleArn }: { at: string; roleArn: string }): ExchangeError | undefined => {
  if (!(error instanceof S3ServiceException) || isPassing(error) || error.name === 'RequestTimeout') return undefined
  const said = `${error.name}: ${error.message}`
  if (error.name === 'NoSuchBucket') return new ExchangeError('BucketNotFound', `The bucket of ${at} does not exist.`)
  if (error.name === 'NoSuchKey') return new ExchangeError('SavepointNotFound', `A file of ${at} is gone. ${said}`)
  return new ExchangeError('AccessDenied', `The role ${roleArn} has no access to ${at}. ${said}`, { cause: error })
}
