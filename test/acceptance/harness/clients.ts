import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2'
import { S3Client } from '@aws-sdk/client-s3'
import type { Weir } from './weir.ts'

const region = 'us-east-1'

/** The AWS SDK for JavaScript, pointed at Weir; it does not retry, so that a test sees every answer. */
export function controlClient(weir: Weir): KinesisAnalyticsV2Client {
  return new KinesisAnalyticsV2Client({
    endpoint: weir.endpoint,
    region,
    credentials: weir.credentials(),
    maxAttempts: 1,
  })
}

/** The same for Weir's S3. */
export function filesClient(weir: Weir): S3Client {
  return new S3Client({ endpoint: weir.s3Endpoint, region, credentials: weir.s3Credentials(), forcePathStyle: true })
}

/** What a shell needs for aws-cli, boto3 and curl to find Weir. */
export function shellEnvironment(weir: Weir): Record<string, string> {
  const { accessKeyId, secretAccessKey } = weir.credentials()
  return {
    AWS_SHARED_CREDENTIALS_FILE: weir.credentialsFile,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    WEIR_ENDPOINT: weir.endpoint,
    WEIR_S3_ENDPOINT: weir.s3Endpoint,
    WEIR_KEY: `${accessKeyId}:${secretAccessKey}`,
  }
}
