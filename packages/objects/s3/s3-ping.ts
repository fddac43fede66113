import { ListBucketsCommand, S3ServiceException } from '@aws-sdk/client-s3'
import type { S3Access } from './s3-client.ts'
import { createS3Client } from './s3-client.ts'

/** Asks an S3 endpoint whether it is there. A refusal is an answer too: the key need not be allowed to list buckets. */
export const createS3Ping = (access: S3Access): (() => Promise<void>) => {
  const client = createS3Client(access)
  return async () => {
    try {
      await client.send(new ListBucketsCommand({}))
    } catch (error) {
      if (error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500) return
      throw error
    }
  }
}
