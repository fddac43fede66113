import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { isBelow, isSame, parseLocation } from './location.ts'
import { copyObject } from '../s3/copy-object.ts'
import { isEmptyObject, isMissingObject } from '../s3/s3-errors.ts'
import type { StateRoot, StoredObject } from './state-root.ts'
import { uploadFile } from '../s3/upload-file.ts'

const deletesAtOnce = 8

/** The state root in a bucket. */
export const createS3Root = (root: string, client: S3Client): StateRoot => {
  const placeOf = (uri: string): { Bucket: string; Key: string } => {
    const location = parseLocation(uri)
    if (location.kind !== 's3' || !(isSame(root, uri) || isBelow(root, uri)))
      throw new Error(`${uri} is not below ${root}`)
    return { Bucket: location.bucket, Key: location.key }
  }

  const list = async (uri: string): Promise<StoredObject[]> => {
    const { Key } = placeOf(uri)
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

  const { Bucket } = placeOf(root)
  // Api and workers of one installation start together: whoever comes second finds what it wanted to make.
  const makeBucket = async (): Promise<void> => {
    try {
      await client.send(new CreateBucketCommand({ Bucket }))
    } catch (error) {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error
    }
  }
  const keyOf = (uri: string): string => uri.slice(`s3://${Bucket}/`.length)
  const removeOne = async (Key: string): Promise<void> => {
    await client.send(new DeleteObjectCommand({ Bucket, Key }))
  }

  return {
    uri: root,
    list,
    put: (uri, file) => uploadFile(client, { ...placeOf(uri), file }),
    copy: (from, to, signal) => copyObject(client, { from: placeOf(from), to: placeOf(to), signal }),
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
    read: async (uri, most) => {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ ...placeOf(uri), Range: `bytes=0-${String(most - 1)}` }),
        )
        return Buffer.from((await Body?.transformToByteArray()) ?? [])
      } catch (error) {
        if (isMissingObject(error)) return undefined
        // An empty object has no range at all.
        if (isEmptyObject(error)) return Buffer.alloc(0)
        throw error
      }
    },
    size: async (uri) => {
      try {
        return (await client.send(new HeadObjectCommand(placeOf(uri)))).ContentLength
      } catch (error) {
        if (isMissingObject(error)) return undefined
        throw error
      }
    },
    // Each by itself: not every S3 server takes the bulk delete of this client.
    remove: async (uri) => {
      if (!isBelow(root, uri)) throw new Error(`${uri} is not below ${root}`)
      const keys = [...(await list(uri)).map((object) => keyOf(object.uri)), placeOf(uri).Key]
      for (let first = 0; first < keys.length; first += deletesAtOnce) {
        await Promise.all(keys.slice(first, first + deletesAtOnce).map(removeOne))
      }
    },
    ping: async () => {
      const { Key } = placeOf(root)
      try {
        await client.send(new HeadBucketCommand({ Bucket }))
      } catch (error) {
        if (!isMissingObject(error)) throw error
        await makeBucket()
      }
      const probe = `${Key === '' ? '' : `${Key}/`}.probe-${randomUUID()}`
      await client.send(new PutObjectCommand({ Bucket, Key: probe, Body: '', ContentLength: 0 }))
      await client.send(new DeleteObjectCommand({ Bucket, Key: probe }))
    },
  }
}
