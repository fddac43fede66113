import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { isBelow, parseLocation } from './location.ts'
import { isMissingObject } from './s3-errors.ts'
import type { StateRoot, StoredObject } from './state-root.ts'

/** The state root in a bucket. */
export const createS3Root = (root: string, client: S3Client): StateRoot => {
  const placeOf = (uri: string): { Bucket: string; Key: string } => {
    const location = parseLocation(uri)
    if (location.kind !== 's3' || (uri !== root && !isBelow(root, uri))) throw new Error(`${uri} is not below ${root}`)
    return { Bucket: location.bucket, Key: location.key }
  }

  const list = async (uri: string): Promise<StoredObject[]> => {
    const { Bucket, Key } = placeOf(uri)
    const found: StoredObject[] = []
    let token: string | undefined
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: Key === '' ? '' : `${Key}/`, ContinuationToken: token }),
      )
      for (const { Key: key, Size, LastModified } of page.Contents ?? []) {
        if (key !== undefined)
          found.push({ uri: `s3://${Bucket}/${key}`, size: Size ?? 0, modifiedAt: LastModified ?? new Date(0) })
      }
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined
    } while (token !== undefined)
    return found
  }

  const removeOne = async (uri: string): Promise<void> => {
    const { bucket: Bucket, key: Key } = parseLocation(uri) as { bucket: string; key: string }
    await client.send(new DeleteObjectCommand({ Bucket, Key }))
  }

  return {
    uri: root,
    list,
    put: async (uri, localFile) => {
      const { size } = await stat(localFile)
      await client.send(
        new PutObjectCommand({ ...placeOf(uri), Body: createReadStream(localFile), ContentLength: size }),
      )
    },
    fetch: async (uri, localFile) => {
      try {
        const { Body } = await client.send(new GetObjectCommand(placeOf(uri)))
        await pipeline(Body as Readable, createWriteStream(localFile, { flags: 'wx' }))
        return true
      } catch (error) {
        if (isMissingObject(error)) return false
        throw error
      }
    },
    exists: async (uri) => {
      try {
        await client.send(new HeadObjectCommand(placeOf(uri)))
        return true
      } catch (error) {
        if (isMissingObject(error)) return false
        throw error
      }
    },
    // One by one: not every S3 server takes the bulk delete of this client.
    remove: async (uri) => {
      if (!isBelow(root, uri)) throw new Error(`${uri} is not below ${root}`)
      for (const object of await list(uri)) await removeOne(object.uri)
      await removeOne(uri)
    },
    ping: async () => {
      const { Bucket, Key } = placeOf(root)
      try {
        await client.send(new HeadBucketCommand({ Bucket }))
      } catch (error) {
        if (!isMissingObject(error)) throw error
        await client.send(new CreateBucketCommand({ Bucket }))
      }
      const probe = `${Key === '' ? '' : `${Key}/`}.probe-${randomUUID()}`
      await client.send(new PutObjectCommand({ Bucket, Key: probe, Body: '' }))
      await client.send(new DeleteObjectCommand({ Bucket, Key: probe }))
    },
  }
}
