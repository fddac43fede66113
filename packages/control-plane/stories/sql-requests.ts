import type { CreateApplicationRequest, Input, Output, ReferenceDataSource, SourceSchema } from '@weir/service-model'
import { aCreateRequest } from './world.ts'

const kinesis = (name: string) => `arn:aws:kinesis:us-east-1:123456789012:stream/${name}`
export const aLambdaArn = 'arn:aws:lambda:us-east-1:123456789012:function:clean'

const aSchema = (given: Partial<SourceSchema> = {}): SourceSchema => ({
  RecordColumns: [{ Name: 'price', SqlType: 'DOUBLE', Mapping: '$.price' }],
  RecordFormat: { RecordFormatType: 'JSON', MappingParameters: { JSONMappingParameters: { RecordRowPath: '$' } } },
  ...given,
})

export const anInput = (given: Partial<Input> = {}): Input => ({
  NamePrefix: 'SOURCE_SQL_STREAM',
  KinesisStreamsInput: { ResourceARN: kinesis('trades') },
  InputSchema: aSchema(),
  ...given,
})

export const anOutput = (given: Partial<Output> = {}): Output => ({
  Name: 'ALARMS',
  KinesisStreamsOutput: { ResourceARN: kinesis('alarms') },
  DestinationSchema: { RecordFormatType: 'JSON' },
  ...given,
})

export const aReferenceDataSource = (given: Partial<ReferenceDataSource> = {}): ReferenceDataSource => ({
  TableName: 'COMPANIES',
  S3ReferenceDataSource: { BucketARN: 'arn:aws:s3:::reference', FileKey: 'companies.json' },
  ReferenceSchema: aSchema(),
  ...given,
})

export const aTextOf = (TextContent: string): CreateApplicationRequest['ApplicationConfiguration'] => ({
  ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent } },
})

/** A SQL application with the given inputs, outputs and reference data, and no code. */
export const aSqlRequest = (
  sql?: NonNullable<CreateApplicationRequest['ApplicationConfiguration']>['SqlApplicationConfiguration'],
): CreateApplicationRequest =>
  aCreateRequest({
    RuntimeEnvironment: 'SQL-1_0',
    ApplicationConfiguration: sql && { SqlApplicationConfiguration: sql },
  })
