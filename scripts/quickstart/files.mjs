import { readFile } from 'node:fs/promises'
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3'

/** The quickstart's bucket: code, flights and results. */
export function createFiles({ s3, bucket }) {
  const texts = new Map()
  const put = (Key, Body) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
  return {
    put,
    putFile: async (key, file) => put(key, await readFile(file)),
    makeBucket: async () => {
      try {
        await s3.send(new HeadBucketCommand({ Bucket: bucket }))
      } catch (error) {
        if (error.$metadata?.httpStatusCode !== 404) throw error
        await s3.send(new CreateBucketCommand({ Bucket: bucket }))
      }
    },
    /** The JSON lines of all files below the prefix. Finished files never change: each is read once. */
    readRows: async (prefix) => {
      const rows = []
      for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key } of Contents) {
          // What Flink is still at begins with a dot or an underscore; what the embedded S3 is still at ends with a UUID of its own.
          if (/^[._]|-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(Key.split('/').at(-1))) continue
          if (!texts.has(Key)) {
            const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))
            texts.set(Key, await Body.transformToString())
          }
          rows.push(
            ...texts
              .get(Key)
              .split('\n')
              .filter(Boolean)
              .map((line) => JSON.parse(line)),
          )
        }
      }
      return rows
    },
  }
}
