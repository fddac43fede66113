import { BucketAlreadyOwnedByYou, CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { AuditArchive } from '@weir/domain'
import { parseLocation } from './state/location.ts'
import { createS3Client, type S3Access } from './s3/s3-client.ts'
import { isMissingObject } from './s3/s3-errors.ts'

/** Audit files below `s3://bucket/prefix`; the bucket is made when it is missing. The caller closes it. */
export function createAuditArchive(uri: string, access: S3Access): AuditArchive & { close(): void } {
  const location = parseLocation(uri)
  if (location.kind !== 's3') throw new Error(`${uri} is not in S3`)
  const { bucket: Bucket, key: prefix } = location
  const client = createS3Client(access)

  const put = (name: string, bytes: Uint8Array) =>
    client.send(
      new PutObjectCommand({
        Bucket,
        Key: prefix === '' ? name : `${prefix}/${name}`,
        Body: bytes,
        ContentType: 'application/json',
        ContentEncoding: 'gzip',
      }),
    )

  const makeBucket = async () => {
    try {
      await client.send(new CreateBucketCommand({ Bucket }))
    } catch (error) {
      // Another worker was first.
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error
    }
  }

  return {
    put: async (name, bytes) => {
      try {
        await put(name, bytes)
      } catch (error) {
        if (!isMissingObject(error)) throw error
        await makeBucket()
        await put(name, bytes)
      }
    },
    close: () => {
      client.destroy()
    },
  }
}
