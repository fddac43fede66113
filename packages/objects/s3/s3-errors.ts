import { S3ServiceException } from '@aws-sdk/client-s3'

/** The bucket, key or version is not there. */
export const isMissingObject = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404

/** There is no byte in the range that was asked for. */
export const isEmptyObject = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416

/** A fault of the server or the way to it, not of the request: the next attempt may succeed. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof S3ServiceException) || (error.$metadata.httpStatusCode ?? 500) >= 500
