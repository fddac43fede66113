import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'
import { isUnfinished } from '../../acceptance/harness/files.ts'

/** How many files a job has finished so far. They are made at checkpoints, and only of records: one more = it goes on. */
export async function countWritten(files: S3Client, bucket: string, prefix: string): Promise<number> {
  let count = 0
  for await (const page of paginateListObjectsV2({ client: files }, { Bucket: bucket, Prefix: prefix })) {
    count += (page.Contents ?? []).filter(
      ({ Key, Size }) => Key !== undefined && !isUnfinished(Key) && Size !== 0,
    ).length
  }
  return count
}
