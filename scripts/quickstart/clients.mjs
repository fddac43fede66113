import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2'
import { S3Client } from '@aws-sdk/client-s3'
import { SignatureV4 } from '@smithy/signature-v4'

/** The key that Weir wrote at its first start, from an AWS shared credentials file. */
export function readCredentials(file) {
  const text = readFileSync(file, 'utf8')
  const value = (name) => new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1]
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') }
}

/** AWS's own clients, pointed at Weir: nothing here is different from a program that talks to AWS. */
export function createClients({ endpoint, s3Endpoint, region, credentials, s3Credentials }) {
  return {
    flink: new KinesisAnalyticsV2Client({ endpoint, region, credentials }),
    s3: new S3Client({ endpoint: s3Endpoint, region, credentials: s3Credentials, forcePathStyle: true }),
    restGet: createRestGet({ endpoint, region, credentials }),
  }
}

/** GET on Weir's REST face, which is signed like everything else. */
function createRestGet({ endpoint, region, credentials }) {
  const signer = new SignatureV4({ credentials, region, service: 'kinesisanalytics', sha256: Sha256 })
  return async (path) => {
    const { host, hostname, port, protocol } = new URL(endpoint)
    const { headers } = await signer.sign({
      method: 'GET',
      protocol,
      hostname,
      port: Number(port),
      path,
      query: {},
      headers: { host },
    })
    const response = await fetch(endpoint + path, { headers })
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
}

class Sha256 {
  constructor(key) {
    this.hash = key === undefined ? createHash('sha256') : createHmac('sha256', key)
  }
  update(data) {
    this.hash.update(data)
  }
  async digest() {
    return new Uint8Array(this.hash.digest())
  }
}
