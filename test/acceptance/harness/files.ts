import { readFileSync } from 'node:fs'
import {
  CreateBucketCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'

/** Makes a bucket, or leaves the one that is there. */
export async function makeBucket(files: S3Client, bucket: string): Promise<void> {
  await files.send(new CreateBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
    if (!/BucketAlready/.test(String(error))) throw error as Error
  })
}

/** Uploads a local file, named by its path, or what is given. */
export async function upload(files: S3Client, bucket: string, key: string, from: string | Buffer): Promise<void> {
  const Body = typeof from === 'string' ? readFileSync(from) : from
  await files.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }))
}

/** The lines of every finished object below a prefix. */
export async function linesBelow(files: S3Client, bucket: string, prefix: string): Promise<string[]> {
  const lines: string[] = []
  for await (const page of paginateListObjectsV2({ client: files }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key } of page.Contents ?? []) {
      if (Key === undefined || isUnfinished(Key)) continue
      const text = await textOf(files, bucket, Key)
      lines.push(...text.split('\n').filter(Boolean))
    }
  }
  return lines
}

/** What Flink is still at begins with a dot or an underscore; what the embedded S3 is still at ends with a UUID of its own. */
export const isUnfinished = (key: string): boolean =>
  /(^|\/)[._][^/]*$/.test(key) || /-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)

/** A recovering file sink removes what it had begun: what was listed may be gone a moment later, and was no result. */
async function textOf(files: S3Client, bucket: string, key: string): Promise<string> {
  try {
    const { Body } = await files.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return (await Body?.transformToString()) ?? ''
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return ''
    throw error
  }
}
