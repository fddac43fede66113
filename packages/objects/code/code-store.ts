import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import type { CodeBundle, CodeStore } from '@weir/domain'
import { CodeUnavailableError, stateLayout } from '@weir/domain'
import { isMissing } from '../state/file-root.ts'
import { kinesisConnectorsIn } from './kinesis-connectors.ts'
import { createS3Client } from '../s3/s3-client.ts'
import type { StateRoot } from '../state/state-root.ts'

/** A code store that also puts code where processes of this host read it. */
export interface LocalCodeStore extends CodeStore {
  /**
   * A local file with exactly the bundle's bytes, for a launch. Hashed each time it is handed out; a damaged copy is fetched
   * again, and bytes that do not hash to the bundle are never handed out. Throws CodeUnavailableError when the stored copy is
   * missing or damaged.
   */
  materialize(bundle: CodeBundle): Promise<string>
}

/** Copies of users' code below the state root, with a cache on this host, both addressed by content. */
export const createCodeStore = ({
  root,
  cacheDir,
  maxBytes = 512 * 1024 * 1024,
}: {
  root: StateRoot
  /** Directory of this host; may be emptied at any time. */
  cacheDir: string
  /** AWS takes bundles up to 512 MiB. */
  maxBytes?: number
}): LocalCodeStore => {
  const cached = (sha256: string): string => join(cacheDir, sha256)

  const draft = async (): Promise<string> => {
    await mkdir(cacheDir, { recursive: true, mode: 0o700 })
    return join(cacheDir, `incoming-${randomUUID()}`)
  }

  const keep = async (source: Readable): Promise<CodeBundle> => {
    const file = await draft().catch((error: unknown) => {
      source.destroy()
      throw error
    })
    try {
      const bundle = await digestInto(file, source, maxBytes)
      const place = stateLayout.code(root.uri, bundle.sha256)
      // a copy of another size is a damaged one
      if ((await root.size(place)) !== bundle.size) await root.put(place, file)
      await rename(file, cached(bundle.sha256))
      return bundle
    } finally {
      await rm(file, { force: true })
    }
  }

  const materialize = async (bundle: CodeBundle): Promise<string> => {
    const file = cached(bundle.sha256)
    if ((await hashOf(file)) === bundle.sha256) return file
    const fetched = await draft()
    try {
      if (!(await root.fetch(stateLayout.code(root.uri, bundle.sha256), fetched))) {
        throw new CodeUnavailableError(`The stored copy of code bundle ${bundle.sha256} is missing.`)
      }
      if ((await hashOf(fetched)) !== bundle.sha256) {
        throw new CodeUnavailableError(`The stored copy of code bundle ${bundle.sha256} is damaged.`)
      }
      await rename(fetched, file)
      return file
    } finally {
      await rm(fetched, { force: true })
    }
  }

  return {
    importBytes: (bytes) => keep(Readable.from([bytes])),
    importFromS3: async ({ bucket, key, version, access }) => {
      const client = createS3Client({ ...access, endpoint: access.s3Endpoint, pathStyle: access.s3PathStyle })
      const unavailable = (error: unknown): CodeUnavailableError => {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
        return new CodeUnavailableError(`s3://${bucket}/${key} cannot be read: ${reason}`, { cause: error })
      }
      try {
        const request = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version })
        const { Body, ContentLength = 0 } = await client.send(request).catch((error: unknown) => {
          throw unavailable(error)
        })
        if (ContentLength > maxBytes) throw tooLarge(maxBytes)
        return await keep(failingAs(Body as Readable, unavailable))
      } finally {
        client.destroy()
      }
    },
    materialize,
    readText: async (bundle) => textOf(await readFile(await materialize(bundle))),
    kinesisConnectors: (bundle) =>
      // Not hashed first, as for a launch: nothing of it is run.
      kinesisConnectorsIn(cached(bundle.sha256)).catch(async (error: unknown) => {
        if (isMissing(error)) return kinesisConnectorsIn(await materialize(bundle))
        throw error
      }),
  }
}

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    // a byte order mark is a part of the text
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const tooLarge = (maxBytes: number): CodeUnavailableError =>
  new CodeUnavailableError(`The code bundle is larger than ${String(maxBytes)} bytes.`)

/** The same bytes; only errors of the source are translated, not those of who reads it. */
async function* failing(source: Readable, translate: (error: unknown) => Error): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield chunk as Buffer
  } catch (error) {
    throw translate(error)
  }
}
const failingAs = (source: Readable, translate: (error: unknown) => Error): Readable =>
  Readable.from(failing(source, translate))

const digestInto = async (file: string, source: Readable, maxBytes: number): Promise<CodeBundle> => {
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      sha256.update(chunk)
      md5.update(chunk)
      if (size > maxBytes) done(tooLarge(maxBytes))
      else done(null, chunk)
    },
  })
  await pipeline(source, measure, createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex'), size }
}

const hashOf = async (file: string): Promise<string | undefined> => {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file), hash)
    return hash.digest('hex')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
