import { createHash, createHmac } from 'node:crypto'
import type { AccessKey } from './credentials.ts'

/** HTTP status of a signed ListBuckets; undefined when nobody answers. Signs by hand: the S3 client is the objects room's. */
export async function probeS3(endpoint: string, key: AccessKey): Promise<number | undefined> {
  const { host } = new URL(endpoint)
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${timestamp.slice(0, 8)}/us-east-1/s3/aws4_request`
  const payload = sha256('')
  const signedHeaders = 'host;x-amz-content-sha256;x-amz-date'
  const canonical = `GET\n/\n\nhost:${host}\nx-amz-content-sha256:${payload}\nx-amz-date:${timestamp}\n\n${signedHeaders}\n${payload}`
  const signingKey = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${key.secretAccessKey}`)
  const signature = hmac(signingKey, `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString('hex')
  try {
    const response = await fetch(endpoint, {
      headers: {
        'x-amz-date': timestamp,
        'x-amz-content-sha256': payload,
        authorization:
          `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, ` +
          `SignedHeaders=${signedHeaders}, Signature=${signature}`,
      },
      signal: AbortSignal.timeout(5_000),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return undefined
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
