import { GetObjectCommand, S3ServiceException } from '@aws-sdk/client-s3'
import { type ObjectSample, type ObjectSampler, ObjectUnavailableError } from '@weir/domain'
import { createS3Client } from './s3-client.ts'

/** Reads the first bytes of an object, and no others, with the access of a role. */
export const createObjectSampler = (): ObjectSampler => ({
  sample: async ({ bucket, key, access, maxBytes }) => {
    const client = createS3Client({ ...access, endpoint: access.s3Endpoint, pathStyle: access.s3PathStyle })
    try {
      // One byte more than wanted tells whether there is more.
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${maxBytes}` })
      const { Body } = await client.send(command)
      return await firstBytes(Body as AsyncIterable<Uint8Array>, maxBytes)
    } catch (error) {
      // An empty object has no range.
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416) {
        return { bytes: new Uint8Array(), complete: true }
      }
      const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
      throw new ObjectUnavailableError(`s3://${bucket}/${key} cannot be read: ${name} ${message}`, { cause: error })
    } finally {
      client.destroy()
    }
  },
})

/** A server that does not know ranges sends everything; reading ends all the same. */
async function firstBytes(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ObjectSample> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) break
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), complete: size <= maxBytes }
}
