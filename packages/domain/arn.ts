/** The AWS partition a region lies in: the second part of every ARN. */
export const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

export interface ApplicationIdentity {
  readonly region: string
  readonly accountId: string
  readonly name: string
}

/** AWS kept the first API's service name in ARNs: `kinesisanalytics`, without v2. */
export const applicationArn = ({ region, accountId, name }: ApplicationIdentity): string =>
  `arn:${partitionOf(region)}:kinesisanalytics:${region}:${accountId}:application/${name}`

export const parseApplicationArn = (arn: string): ApplicationIdentity | undefined => {
  const parts = /^arn:aws[a-z-]*:kinesisanalytics:([a-z0-9-]+):(\d{12}):application\/([a-zA-Z0-9_.-]{1,128})$/.exec(arn)
  return named(arn, parts, applicationArn)
}

export const snapshotArn = ({ region, accountId, name }: ApplicationIdentity): string =>
  `arn:${partitionOf(region)}:kinesisanalytics:${region}:${accountId}:snapshot/${name}`

/** Undefined when it is not the ARN of an enhanced snapshot. */
export const parseSnapshotArn = (arn: string): ApplicationIdentity | undefined => {
  const parts = /^arn:aws[a-z-]*:kinesisanalytics:([a-z0-9-]+):(\d{12}):snapshot\/([a-zA-Z0-9_.-]{1,100})$/.exec(arn)
  return named(arn, parts, snapshotArn)
}

/** Only by its one true ARN: a second one, of another partition, would be another resource to policies. */
const named = (
  arn: string,
  parts: RegExpExecArray | null,
  arnOf: (identity: ApplicationIdentity) => string,
): ApplicationIdentity | undefined => {
  const [, region, accountId, name] = parts ?? []
  if (!region || !accountId || !name) return undefined
  const identity = { region, accountId, name }
  return arnOf(identity) === arn ? identity : undefined
}

/** The account of an IAM role's ARN; undefined when it is no such ARN. */
export const accountOfRole = (arn: string): string | undefined =>
  /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\x21-\x7e]+$/.exec(arn)?.[1]

/** The bucket of an S3 bucket's ARN; undefined when it is no such ARN. */
export const bucketOfArn = (arn: string): string | undefined =>
  /^arn:aws[a-z-]*:s3:::([A-Za-z0-9._-]{3,255})$/.exec(arn)?.[1]

/** The region of a Glue database's ARN; undefined when it is no such ARN. */
export const regionOfGlueDatabase = (arn: string): string | undefined =>
  /^arn:aws[a-z-]*:glue:([a-z0-9-]+):\d{12}:database\/[^/\s]+$/.exec(arn)?.[1]

/** A log stream, not a log group. */
export const isLogStreamArn = (arn: string): boolean =>
  /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[^:*]+:log-stream:[^:*]+$/.test(arn)
