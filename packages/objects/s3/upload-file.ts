import { createReadStream, type ReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { isPassing } from './s3-errors.ts'

/** S3 takes no more than 5 GiB at once; parts may be 5 MiB to 5 GiB, 10 000 of them. */
export const partSize = 512 * 1024 * 1024

const attempts = 3

interface Upload {
  readonly Bucket: string
  readonly Key: string
  readonly file: string
  readonly signal?: AbortSignal | undefined
  /** Files over it are sent in parts of it. */
  readonly partBytes?: number
}

/** Stores a local file as one object; readers see all of it or nothing. */
export const uploadFile = async (
  client: S3Client,
  { Bucket, Key, file, signal, partBytes = partSize }: Upload,
): Promise<void> => {
  const { size } = await stat(file)
  if (size <= partBytes) {
    await sendRange({ file, first: 0, bytes: size }, (Body, ContentLength) =>
      client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength }), abortedBy(signal)),
    )
    return
  }
  await inParts({ client, Bucket, Key }, async (UploadId) => {
    const parts: CompletedPart[] = []
    for (let first = 0; first < size; first += partBytes) {
      const PartNumber = parts.length + 1
      const bytes = Math.min(partBytes, size - first)
      const { ETag } = await sendRange({ file, first, bytes }, (Body, ContentLength) =>
        client.send(
          new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ContentLength }),
          abortedBy(signal),
        ),
      )
      parts.push({ ETag, PartNumber })
    }
    return parts
  })
}

/** Makes one object of parts, or nothing. */
export const inParts = async (
  { client, Bucket, Key }: { client: S3Client; Bucket: string; Key: string },
  send: (uploadId: string | undefined) => Promise<CompletedPart[]>,
): Promise<void> => {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
  try {
    const Parts = await send(UploadId)
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
  } catch (error) {
    // Parts that nobody completes would be kept, and paid for; the first error is the one to tell.
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined)
    throw error
  }
}

/** The SDK's option, left out where there is no signal. */
export const abortedBy = (signal: AbortSignal | undefined): { abortSignal?: AbortSignal } =>
  signal === undefined ? {} : { abortSignal: signal }

/** The client itself cannot try again once it has read from a stream. */
const sendRange = async <T>(
  { file, first, bytes }: { file: string; first: number; bytes: number },
  send: (body: ReadStream, length: number) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    const body = createReadStream(file, bytes === 0 ? {} : { start: first, end: first + bytes - 1 })
    try {
      return await send(body, bytes)
    } catch (error) {
      if (attempt === attempts || !isPassing(error)) throw error
    } finally {
      body.destroy()
    }
  }
}
