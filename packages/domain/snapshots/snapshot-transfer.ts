import type { S3PrefixLocation, SnapshotEncryptionConfiguration } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { bucketOfArn } from '../arn.ts'
import type { S3Prefix, SnapshotEncryption } from '../model/enhanced-snapshot.ts'
import { isSystemSnapshotName } from './snapshot-names.ts'
import { readEncryption } from '../spec/spec-parts.ts'

/** A name that a user gives to an enhanced snapshot. */
export const requireUserSnapshotName = (name: string): void => {
  if (!isSystemSnapshotName(name)) return
  throw new InvalidArgumentException(
    `Snapshot name ${name} is invalid: names that begin with SYSTEMSNAPSHOT are reserved.`,
  )
}

export const readS3Prefix = ({ BucketARN: bucketArn, KeyPrefix: keyPrefix }: S3PrefixLocation): S3Prefix => {
  if (bucketOfArn(bucketArn) === undefined) throw new InvalidArgumentException(`Bucket ARN ${bucketArn} is invalid.`)
  return { bucketArn, keyPrefix }
}

/** The place of a savepoint: a prefix of slashes alone names none. */
export const requireDirectory = ({ keyPrefix }: S3Prefix): void => {
  if (withoutSlash(keyPrefix) !== '') return
  throw new InvalidArgumentException(`KeyPrefix ${keyPrefix} is invalid: it names no directory.`)
}

/** Absent means AWS's own key. A customer's key is named by its ARN. */
export const readSnapshotEncryption = (given: SnapshotEncryptionConfiguration | undefined): SnapshotEncryption => {
  const { KeyType = 'AWS_OWNED_KEY', KeyId } = given ?? {}
  const encryption = readEncryption(KeyType, KeyId) ?? { keyType: KeyType }
  if (KeyId === undefined || /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\x21-\x7e]+$/.test(KeyId)) return encryption
  throw new InvalidArgumentException(`KeyId ${KeyId} is invalid: it must be the ARN of a KMS key.`)
}

/** The longest key prefix that the API can name: what is exported must be importable. */
const longestPrefix = 200

/** Where an export writes: below the prefix asked for, in a directory of its own. */
export const exportedPrefix = ({ keyPrefix }: S3Prefix, operationId: string): string => {
  const own = `savepoint-${operationId}`
  const prefix = withoutSlash(keyPrefix) === '' ? own : `${withoutSlash(keyPrefix)}/${own}`
  if (prefix.length <= longestPrefix) return prefix
  throw new InvalidArgumentException(
    `KeyPrefix is too long: with the part that the export appends it must not be longer than ${String(longestPrefix)} characters.`,
  )
}

const withoutSlash = (prefix: string): string => prefix.replace(/\/+$/, '')
