import type { CompletedPart, S3Client } from '@aws-sdk/client-s3'
import { CopyObjectCommand, HeadObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3'
import { isMissingObject } from './s3-errors.ts'
import { abortedBy, inParts, partSize } from './upload-file.ts'

interface Place {
  readonly Bucket: string
  readonly Key: string
}

/** Copies an object inside of S3, in parts where it is too large for one request. False when it is not there. */
export const copyObject = async (
  client: S3Client,
  {
    from,
    to,
    signal,
    partBytes = partSize,
  }: { from: Place; to: Place; signal?: AbortSignal | undefined; partBytes?: number },
): Promise<boolean> => {
  const CopySource = `${from.Bucket}/${from.Key.split('/').map(encodeURIComponent).join('/')}`
  try {
    const { ContentLength: size = 0 } = await client.send(new HeadObjectCommand(from), abortedBy(signal))
    if (size <= partBytes) {
      await client.send(new CopyObjectCommand({ ...to, CopySource }), abortedBy(signal))
      return true
    }
    await inParts({ client, ...to }, async (UploadId) => {
      const parts: CompletedPart[] = []
      for (let first = 0; first < size; first += partBytes) {
        const PartNumber = parts.length + 1
        const CopySourceRange = `bytes=${String(first)}-${String(Math.min(first + partBytes, size) - 1)}`
        const request = new UploadPartCopyCommand({ ...to, UploadId, PartNumber, CopySource, CopySourceRange })
        const { CopyPartResult } = await client.send(request, abortedBy(signal))
        parts.push({ ETag: CopyPartResult?.ETag, PartNumber })
      }
      return parts
    })
    return true
  } catch (error) {
    if (isMissingObject(error)) return false
    throw error
  }
}
