import { createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { ObjectUnavailableError, type RoleAccess } from '@weir/domain'
import { createS3Client } from './s3-client.ts'

/** Brings whole objects of the user's S3 to this host, with the access of a role. */
export const createObjectFetcher = () => ({
  /** Throws `ObjectUnavailableError` for what cannot be read and for objects over `maxBytes`; what has been written then is worth nothing. */
  fetch: async (
    { bucket, key, access, maxBytes }: { bucket: string; key: string; access: RoleAccess; maxBytes: number },
    file: string,
  ): Promise<void> => {
    const client = createS3Client({ ...access, endpoint: access.s3Endpoint, pathStyle: access.s3PathStyle })
    const place = `s3://${bucket}/${key}`
    try {
      const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      if (ContentLength > maxBytes) throw tooLarge(place, maxBytes)
      await pipeline(Body as Readable, noMoreThan(maxBytes, place), createWriteStream(file, { mode: 0o644 }))
    } catch (error) {
      if (error instanceof ObjectUnavailableError) throw error
      const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
      throw new ObjectUnavailableError(`${place} cannot be read: ${name} ${message}`, { cause: error })
    } finally {
      client.destroy()
    }
  },
})

/** A server need not tell the length before. */
const noMoreThan = (maxBytes: number, place: string): Transform => {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      if (bytes > maxBytes) done(tooLarge(place, maxBytes))
      else done(null, chunk)
    },
  })
}

const tooLarge = (place: string, maxBytes: number): ObjectUnavailableError =>
  new ObjectUnavailableError(`${place} is larger than ${String(Math.floor(maxBytes / 1_000_000))} MB.`)
