import type {
  Input,
  Output,
  RecordFormat,
  ReferenceDataSource,
  SourceSchema,
  SqlApplicationConfiguration,
} from '@weir/service-model'
import { validateInput } from '@weir/service-model'
import { anApplication, aSpecRules, aVersion } from '@weir/testkit'
import fc from 'fast-check'
import { createSpec } from '../spec/create-spec.ts'
import { describeApplication } from '../describe/describe.ts'

// Any configuration that the model and AWS's own rules allow.

const text = (most: number) => fc.string({ minLength: 1, maxLength: most, unit: 'grapheme-ascii' })
const streamName = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,30}$/)
const arn = (service: string, resource: string) =>
  fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/).map((name) => ({
    ResourceARN: `arn:aws:${service}:eu-west-1:123456789012:${resource}${name}`,
  }))
const streams = arn('kinesis', 'stream/')
const firehose = arn('firehose', 'deliverystream/')
const lambda = arn('lambda', 'function:')
const formats: fc.Arbitrary<RecordFormat> = fc.oneof(
  fc.constantFrom('JSON' as const, 'CSV' as const).map((RecordFormatType) => ({ RecordFormatType })),
  fc.stringMatching(/^\$[.a-z0-9*[\]]{0,20}$/).map((RecordRowPath) => ({
    RecordFormatType: 'JSON' as const,
    MappingParameters: { JSONMappingParameters: { RecordRowPath } },
  })),
  fc.record({ RecordRowDelimiter: text(4), RecordColumnDelimiter: text(4) }).map((CSVMappingParameters) => ({
    RecordFormatType: 'CSV' as const,
    MappingParameters: { CSVMappingParameters },
  })),
)
const schemas: fc.Arbitrary<SourceSchema> = fc.record(
  {
    RecordColumns: fc.uniqueArray(
      fc.record(
        { Name: streamName, SqlType: fc.constantFrom('INTEGER', 'VARCHAR(16)'), Mapping: text(20) },
        { requiredKeys: ['Name', 'SqlType'] },
      ),
      { minLength: 1, maxLength: 5, selector: ({ Name }) => Name },
    ),
    RecordFormat: formats,
    RecordEncoding: fc.constant('UTF-8'),
  },
  { requiredKeys: ['RecordColumns', 'RecordFormat'] },
)
const inputs: fc.Arbitrary<Input> = fc
  .tuple(
    fc.record(
      {
        NamePrefix: streamName,
        InputSchema: schemas,
        InputParallelism: fc.record({ Count: fc.integer({ min: 1, max: 64 }) }, { requiredKeys: [] }),
        InputProcessingConfiguration: fc.record({ InputLambdaProcessor: lambda }),
      },
      { requiredKeys: ['NamePrefix', 'InputSchema'] },
    ),
    fc.oneof(fc.record({ KinesisStreamsInput: streams }), fc.record({ KinesisFirehoseInput: firehose })),
  )
  .map(([given, source]) => ({ ...given, ...source }))
const outputs: fc.Arbitrary<Output> = fc
  .tuple(
    fc.record({
      Name: streamName,
      DestinationSchema: fc.record({ RecordFormatType: fc.constantFrom('JSON' as const, 'CSV' as const) }),
    }),
    fc.oneof(
      fc.record({ KinesisStreamsOutput: streams }),
      fc.record({ KinesisFirehoseOutput: firehose }),
      fc.record({ LambdaOutput: lambda }),
    ),
  )
  .map(([given, destination]) => ({ ...given, ...destination }))
const references: fc.Arbitrary<ReferenceDataSource> = fc.record({
  TableName: text(32),
  S3ReferenceDataSource: fc.record({
    BucketARN: fc.stringMatching(/^[a-z0-9]{3,20}$/).map((bucket) => `arn:aws:s3:::${bucket}`),
    FileKey: text(30),
  }),
  ReferenceSchema: schemas,
})
const configurations: fc.Arbitrary<SqlApplicationConfiguration> = fc.record(
  {
    Inputs: fc.array(inputs, { maxLength: 1 }),
    Outputs: fc.array(outputs, { maxLength: 3 }),
    ReferenceDataSources: fc.array(references, { maxLength: 1 }),
  },
  { requiredKeys: [] },
)

// What AWS echoes, written from the request alone.

const echoOfInput = ({ NamePrefix, InputSchema, InputParallelism, ...sent }: Input, index: number) => {
  const count = InputParallelism?.Count ?? 1
  const names = Array.from({ length: count }, (_, each) => `${NamePrefix}_${each < 9 ? '00' : '0'}${String(each + 1)}`)
  return {
    InputId: `1.${String(index + 1)}`,
    NamePrefix,
    InAppStreamNames: names,
    InputSchema,
    InputParallelism: { Count: count },
    InputStartingPositionConfiguration: {},
    KinesisStreamsInputDescription: sent.KinesisStreamsInput,
    KinesisFirehoseInputDescription: sent.KinesisFirehoseInput,
    InputProcessingConfigurationDescription: sent.InputProcessingConfiguration && {
      InputLambdaProcessorDescription: sent.InputProcessingConfiguration.InputLambdaProcessor,
    },
  }
}
const echoOfOutput = ({ Name, DestinationSchema, ...sent }: Output, index: number) => ({
  OutputId: `1.${String(index + 1)}`,
  Name,
  DestinationSchema,
  KinesisStreamsOutputDescription: sent.KinesisStreamsOutput,
  KinesisFirehoseOutputDescription: sent.KinesisFirehoseOutput,
  LambdaOutputDescription: sent.LambdaOutput,
})
const echoOfReference = (sent: ReferenceDataSource, index: number) => ({
  ReferenceId: `1.${String(index + 1)}`,
  TableName: sent.TableName,
  S3ReferenceDataSourceDescription: sent.S3ReferenceDataSource,
  ReferenceSchema: sent.ReferenceSchema,
})

it('gives back any valid configuration as it was sent, with ids and defaults', () => {
  fc.assert(
    fc.property(configurations, (sent) => {
      const request = validateInput('CreateApplication', {
        ApplicationName: 'queries',
        RuntimeEnvironment: 'SQL-1_0',
        ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
        ApplicationConfiguration: { SqlApplicationConfiguration: sent },
      })
      const application = anApplication({ spec: createSpec(request, aSpecRules()).spec })
      const detail = describeApplication(application, aVersion({ applicationId: application.id }))
      const description = detail.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription
      expect(description?.InputDescriptions ?? []).toEqual((sent.Inputs ?? []).map(echoOfInput))
      expect(description?.OutputDescriptions ?? []).toEqual((sent.Outputs ?? []).map(echoOfOutput))
      expect(description?.ReferenceDataSourceDescriptions ?? []).toEqual(
        (sent.ReferenceDataSources ?? []).map(echoOfReference),
      )
    }),
  )
})
