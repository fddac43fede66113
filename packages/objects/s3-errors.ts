import { S3ServiceException } from '@aws-sdk/client-s3'

/** The bucket, key or version is not there. */
export const isMissingObject = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404
