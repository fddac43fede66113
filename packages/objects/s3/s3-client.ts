import { S3Client } from '@aws-sdk/client-s3'

/** One identity at one S3 endpoint. Without an endpoint: AWS's own. */
export interface S3Access {
  readonly endpoint?: string | undefined
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly pathStyle: boolean
}

/** Made for one use or one lifetime by the caller, who destroys it. */
export const createS3Client = (access: S3Access): S3Client =>
  new S3Client({
    region: access.region,
    ...(access.endpoint === undefined ? {} : { endpoint: access.endpoint }),
    forcePathStyle: access.pathStyle,
    credentials: {
      accessKeyId: access.accessKeyId,
      secretAccessKey: access.secretAccessKey,
      ...(access.sessionToken === undefined ? {} : { sessionToken: access.sessionToken }),
    },
    maxAttempts: 3,
    // socketTimeout ends a download that stands still
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, socketTimeout: 60_000 },
    // Servers that are not AWS need not know the newer checksum headers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
