/** An object of the user's S3. */
export interface S3Location {
  readonly bucketArn: string
  readonly fileKey: string
  readonly objectVersion?: string | undefined
}
