import type {
  ApplicationConfigurationDescription,
  Input,
  Output,
  RecordFormat,
  ReferenceDataSource,
  SourceSchema,
  SqlApplicationConfiguration,
  SqlApplicationConfigurationUpdate,
} from '@weir/service-model'
import { anApplication, aSpecRules, aVersion, refusalOf } from '@weir/testkit'
import { createSpec } from '../spec/create-spec.ts'
import { describeApplication } from '../describe/describe.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import { updateSpec } from '../spec/update-spec.ts'

const rules = aSpecRules()

const aRequest = (SqlApplicationConfiguration?: SqlApplicationConfiguration) => ({
  ApplicationName: 'queries',
  RuntimeEnvironment: 'SQL-1_0' as const,
  ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
  ApplicationConfiguration: { SqlApplicationConfiguration },
})
const created = (sql?: SqlApplicationConfiguration): ApplicationSpec => createSpec(aRequest(sql), rules).spec
const updated = (spec: ApplicationSpec, SqlApplicationConfigurationUpdate: SqlApplicationConfigurationUpdate) =>
  updateSpec(
    spec,
    { ApplicationName: 'queries', ApplicationConfigurationUpdate: { SqlApplicationConfigurationUpdate } },
    rules,
  ).spec
const configurationOf = (spec: ApplicationSpec): ApplicationConfigurationDescription | undefined => {
  const application = anApplication({ spec })
  const version = aVersion({ applicationId: application.id, spec })
  return describeApplication(application, version).ApplicationConfigurationDescription
}

const streamArn = 'arn:aws:kinesis:us-east-1:123456789012:stream/trades'
const firehoseArn = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/trades'
const lambdaArn = 'arn:aws:lambda:us-east-1:123456789012:function:clean:1'
const json: RecordFormat = {
  RecordFormatType: 'JSON',
  MappingParameters: { JSONMappingParameters: { RecordRowPath: '$' } },
}
const csv: RecordFormat = {
  RecordFormatType: 'CSV',
  MappingParameters: { CSVMappingParameters: { RecordRowDelimiter: '|', RecordColumnDelimiter: ',' } },
}
const schema: SourceSchema = { RecordColumns: [{ Name: 'price', SqlType: 'DOUBLE' }], RecordFormat: csv }
const input: Input = {
  NamePrefix: 'TRADES',
  KinesisFirehoseInput: { ResourceARN: firehoseArn },
  InputSchema: schema,
}
const output: Output = {
  Name: 'ALARMS',
  KinesisStreamsOutput: { ResourceARN: streamArn },
  DestinationSchema: { RecordFormatType: 'JSON' },
}
const reference: ReferenceDataSource = {
  TableName: 'COMPANIES',
  S3ReferenceDataSource: { BucketARN: 'arn:aws:s3:::reference', FileKey: 'companies' },
  ReferenceSchema: schema,
}

it('has no configuration to describe when none was given', () => {
  expect(configurationOf(created())).toBeUndefined()
  expect(configurationOf(created({ Inputs: [], Outputs: [] }))).toBeUndefined()
})

it('has no maintenance window', () => {
  const application = anApplication({ spec: created() })
  const detail = describeApplication(application, aVersion({ applicationId: application.id }))
  expect(detail.ApplicationMaintenanceConfigurationDescription).toBeUndefined()
})

it('changes an input member by member', () => {
  const before = created({ Inputs: [{ ...input, InputSchema: { ...schema, RecordEncoding: 'UTF-8' } }] })
  const change = (InputUpdate: object) => updated(before, { InputUpdates: [{ InputId: '1.1', ...InputUpdate }] })
  const [unchanged] = before.sql?.inputs ?? []
  expect(change({}).sql?.inputs).toEqual([unchanged])
  expect(change({ NamePrefixUpdate: 'OTHER' }).sql?.inputs).toEqual([{ ...unchanged, namePrefix: 'OTHER' }])
  expect(change({ InputParallelismUpdate: { CountUpdate: 3 } }).sql?.inputs).toEqual([{ ...unchanged, parallelism: 3 }])
  expect(change({ InputSchemaUpdate: { RecordFormatUpdate: json } }).sql?.inputs).toEqual([
    { ...unchanged, schema: { ...unchanged?.schema, RecordFormat: json } },
  ])
  const columns = [{ Name: 'volume', SqlType: 'INTEGER' }]
  expect(change({ InputSchemaUpdate: { RecordColumnUpdates: columns } }).sql?.inputs).toEqual([
    { ...unchanged, schema: { ...unchanged?.schema, RecordColumns: columns } },
  ])
  expect(change({ KinesisStreamsInputUpdate: { ResourceARNUpdate: streamArn } }).sql?.inputs).toEqual([
    { ...unchanged, source: { kind: 'streams', arn: streamArn } },
  ])
})

it('changes the function that an input is processed by', () => {
  const given = { ...input, InputProcessingConfiguration: { InputLambdaProcessor: { ResourceARN: lambdaArn } } }
  const other = `${lambdaArn}2`
  const after = updated(created({ Inputs: [given] }), {
    InputUpdates: [
      {
        InputId: '1.1',
        InputProcessingConfigurationUpdate: { InputLambdaProcessorUpdate: { ResourceARNUpdate: other } },
      },
    ],
  })
  expect(after.sql?.inputs[0]?.processor).toBe(other)
})

it('changes outputs member by member, and only those that are named', () => {
  const before = created({ Outputs: [output, { ...output, Name: 'ERRORS' }] })
  const after = updated(before, {
    OutputUpdates: [
      { OutputId: '1.2', LambdaOutputUpdate: { ResourceARNUpdate: lambdaArn } },
      { OutputId: '1.2', NameUpdate: 'FAULTS', DestinationSchemaUpdate: { RecordFormatType: 'CSV' } },
    ],
  })
  expect(after.sql?.outputs).toEqual([
    before.sql?.outputs[0],
    { id: '1.2', name: 'FAULTS', destination: { kind: 'lambda', arn: lambdaArn }, format: 'CSV' },
  ])
})

it('changes reference data member by member', () => {
  const before = created({ ReferenceDataSources: [reference] })
  const change = (ReferenceDataSourceUpdate: object) =>
    updated(before, { ReferenceDataSourceUpdates: [{ ReferenceId: '1.1', ...ReferenceDataSourceUpdate }] }).sql
      ?.referenceDataSources[0]
  const unchanged = before.sql?.referenceDataSources[0]
  expect(change({ TableNameUpdate: 'FIRMS' })).toEqual({ ...unchanged, tableName: 'FIRMS' })
  expect(change({ S3ReferenceDataSourceUpdate: { FileKeyUpdate: 'k' } })).toEqual({ ...unchanged, fileKey: 'k' })
  const other = { ...schema, RecordFormat: json }
  expect(change({ ReferenceSchemaUpdate: other })).toEqual({ ...unchanged, schema: other })
})

const badMapping = 'MappingParameters must have exactly one of CSVMappingParameters and JSONMappingParameters.'
const withFormat = (RecordFormat: RecordFormat) => ({
  Inputs: [{ ...input, InputSchema: { ...schema, RecordFormat } }],
})

const refused: [string, SqlApplicationConfiguration, string][] = [
  ['two inputs', { Inputs: [input, input] }, 'Kinesis Analytics currently supports only 1 input(s)'],
  [
    'four outputs',
    { Outputs: [output, output, output, output] },
    'Kinesis Analytics currently supports only 3 output(s)',
  ],
  [
    'two sources of reference data',
    { ReferenceDataSources: [reference, reference] },
    'Kinesis Analytics currently supports only 1 reference data source(s)',
  ],
  [
    'an input from nowhere',
    { Inputs: [{ ...input, KinesisFirehoseInput: undefined }] },
    'Input TRADES must have exactly one of: a Kinesis stream, a Firehose delivery stream.',
  ],
  [
    'an input from two places',
    { Inputs: [{ ...input, KinesisStreamsInput: { ResourceARN: streamArn } }] },
    'Input TRADES must have exactly one of: a Kinesis stream, a Firehose delivery stream.',
  ],
  [
    'an output to two places',
    { Outputs: [{ ...output, LambdaOutput: { ResourceARN: lambdaArn } }] },
    'Output ALARMS must have exactly one of: a Kinesis stream, a Firehose delivery stream, a Lambda function.',
  ],
  [
    'an output to nowhere',
    { Outputs: [{ ...output, KinesisStreamsOutput: undefined }] },
    'Output ALARMS must have exactly one of: a Kinesis stream, a Firehose delivery stream, a Lambda function.',
  ],
  [
    'the ARN of another kind',
    { Inputs: [{ ...input, KinesisFirehoseInput: { ResourceARN: streamArn } }] },
    `Firehose delivery stream ARN ${streamArn} is invalid.`,
  ],
  [
    'a bucket that is none',
    { ReferenceDataSources: [{ ...reference, S3ReferenceDataSource: { BucketARN: streamArn, FileKey: 'k' } }] },
    `S3 bucket ARN ${streamArn} is invalid.`,
  ],
  [
    'reference data from nowhere',
    { ReferenceDataSources: [{ ...reference, S3ReferenceDataSource: { FileKey: 'k' } }] },
    'Reference data source COMPANIES must have an S3ReferenceDataSource with BucketARN and FileKey.',
  ],
  ['no mapping', withFormat({ RecordFormatType: 'JSON', MappingParameters: {} }), badMapping],
  [
    'two mappings',
    withFormat({
      RecordFormatType: 'JSON',
      MappingParameters: { ...json.MappingParameters, ...csv.MappingParameters },
    }),
    badMapping,
  ],
  [
    'the mapping of the other format',
    withFormat({ ...csv, RecordFormatType: 'JSON' }),
    'CSVMappingParameters are not valid with RecordFormatType JSON.',
  ],
  [
    'a column twice',
    {
      Inputs: [
        { ...input, InputSchema: { ...schema, RecordColumns: [...schema.RecordColumns, ...schema.RecordColumns] } },
      ],
    },
    'The schema has more than one column named price.',
  ],
]

it.each(refused)('refuses %s', async (_, sql, message) => {
  expect(await refusalOf(() => created(sql))).toMatchObject({ name: 'InvalidArgumentException', message })
})

const refusedUpdates: [string, SqlApplicationConfigurationUpdate, string][] = [
  [
    'an unknown input',
    { InputUpdates: [{ InputId: '9.9' }] },
    'Input 9.9 does not exist. An update can change it, not add it.',
  ],
  [
    'an unknown output',
    { OutputUpdates: [{ OutputId: '9.9' }] },
    'Output 9.9 does not exist. An update can change it, not add it.',
  ],
  [
    'unknown reference data',
    { ReferenceDataSourceUpdates: [{ ReferenceId: '9.9' }] },
    'Reference data source 9.9 does not exist. An update can change it, not add it.',
  ],
  [
    'processing where there is none',
    {
      InputUpdates: [
        {
          InputId: '1.1',
          InputProcessingConfigurationUpdate: { InputLambdaProcessorUpdate: { ResourceARNUpdate: lambdaArn } },
        },
      ],
    },
    'Input 1.1 has no processing configuration. Add it by AddApplicationInputProcessingConfiguration.',
  ],
  [
    'a format that the columns are not mapped in',
    {
      InputUpdates: [
        { InputId: '1.1', InputSchemaUpdate: { RecordFormatUpdate: { ...csv, RecordFormatType: 'JSON' } } },
      ],
    },
    'CSVMappingParameters are not valid with RecordFormatType JSON.',
  ],
]

it.each(refusedUpdates)('refuses to update %s', async (_, update, message) => {
  const before = created({ Inputs: [input], Outputs: [output], ReferenceDataSources: [reference] })
  expect(await refusalOf(() => updated(before, update))).toMatchObject({ name: 'InvalidArgumentException', message })
})
