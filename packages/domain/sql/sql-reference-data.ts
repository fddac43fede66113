import type {
  ReferenceDataSource,
  ReferenceDataSourceDescription,
  ReferenceDataSourceUpdate,
} from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { bucketOfArn } from '../arn.ts'
import type { SqlReferenceDataSource } from '../model/sql-spec.ts'
import { readSchema } from './read-schema.ts'

export const createdReferenceData = (id: string, given: ReferenceDataSource): SqlReferenceDataSource => {
  const { BucketARN, FileKey } = given.S3ReferenceDataSource ?? {}
  if (BucketARN === undefined || FileKey === undefined) {
    throw new InvalidArgumentException(
      `Reference data source ${given.TableName} must have an S3ReferenceDataSource with BucketARN and FileKey.`,
    )
  }
  return {
    id,
    tableName: given.TableName,
    bucketArn: requireBucket(BucketARN),
    fileKey: FileKey,
    schema: readSchema(given.ReferenceSchema),
  }
}

export const updatedReferenceData = (
  current: SqlReferenceDataSource,
  { TableNameUpdate, S3ReferenceDataSourceUpdate: s3, ReferenceSchemaUpdate: schema }: ReferenceDataSourceUpdate,
): SqlReferenceDataSource => ({
  id: current.id,
  tableName: TableNameUpdate ?? current.tableName,
  bucketArn: s3?.BucketARNUpdate === undefined ? current.bucketArn : requireBucket(s3.BucketARNUpdate),
  fileKey: s3?.FileKeyUpdate ?? current.fileKey,
  schema: schema === undefined ? current.schema : readSchema(schema),
})

export const describeReferenceData = (source: SqlReferenceDataSource): ReferenceDataSourceDescription => ({
  ReferenceId: source.id,
  TableName: source.tableName,
  S3ReferenceDataSourceDescription: { BucketARN: source.bucketArn, FileKey: source.fileKey },
  ReferenceSchema: source.schema,
})

const requireBucket = (arn: string): string => {
  if (bucketOfArn(arn) !== undefined) return arn
  throw new InvalidArgumentException(`S3 bucket ARN ${arn} is invalid.`)
}
