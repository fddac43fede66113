import { StreamUnavailableError } from '@weir/domain'
import { aRoleArn, refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

const asked = {
  ServiceExecutionRole: aRoleArn,
  S3Configuration: { BucketARN: 'arn:aws:s3:::data', FileKey: 'in/flights.csv' },
}
const stream = {
  ServiceExecutionRole: aRoleArn,
  ResourceARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks',
  InputStartingPositionConfiguration: { InputStartingPosition: 'NOW' },
} as const

const world = (content: string | Uint8Array, complete = true) => {
  const created = createWorld()
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  created.objects.set('data/in/flights.csv', { bytes, complete })
  const discover = (given: object = {}) => created.act.DiscoverInputSchema({ ...asked, ...given }, created.context)
  return { ...created, discover }
}

it("answers columns, rows and the text they were read from, with the role's access", async () => {
  const text = 'id,city\n1,Juneau\n2,Ames\n'
  const { discover, seen } = world(text)
  expect(await discover()).toEqual({
    InputSchema: {
      RecordFormat: {
        RecordFormatType: 'CSV',
        MappingParameters: { CSVMappingParameters: { RecordRowDelimiter: '\n', RecordColumnDelimiter: ',' } },
      },
      RecordEncoding: 'UTF-8',
      RecordColumns: [
        { Name: 'id', SqlType: 'INTEGER' },
        { Name: 'city', SqlType: 'VARCHAR(8)' },
      ],
    },
    ParsedInputRecords: [
      ['null', 'city'],
      ['1', 'Juneau'],
      ['2', 'Ames'],
    ],
    RawInputRecords: [text],
  })
  expect(seen.samples).toEqual([
    {
      bucket: 'data',
      key: 'in/flights.csv',
      maxBytes: 102_400,
      access: expect.objectContaining({ roleArn: aRoleArn }),
    },
  ])
})

it('leaves out what the end of the sample cuts off', async () => {
  const { discover } = world('{"id":1}\n{"id":2}\n{"id":', false)
  expect(await discover()).toMatchObject({
    ParsedInputRecords: [['1'], ['2']],
    RawInputRecords: ['{"id":1}\n{"id":2}\n'],
  })
})

it.each([
  ['', 'empty', []],
  [new Uint8Array([0xff, 0xfe, 0x00]), 'UTF-8', []],
  ['{"id":', 'neither', ['{"id":']],
])('tells what it saw when there is no schema in %j', async (content, why, RawInputRecords) => {
  const { discover } = world(content)
  const refusal: unknown = await discover().catch((error: unknown) => error)
  expect(refusal).toMatchObject({
    name: 'UnableToDetectSchemaException',
    message: expect.stringContaining(why),
    details: { RawInputRecords, ProcessedInputRecords: [] },
  })
})

const refusedName = async (given: object): Promise<string> => {
  const { act, context } = world('1,2\n')
  return (await refusalOf(() => act.DiscoverInputSchema({ ServiceExecutionRole: aRoleArn, ...given }, context))).name
}

it.each([
  ['no source', {}],
  ['two sources', { ...stream, ...asked }],
  ['a stream without a position', { ...stream, InputStartingPositionConfiguration: undefined }],
  ['a position that says nothing', { ...stream, InputStartingPositionConfiguration: {} }],
  ['another kind of thing', { ...stream, ResourceARN: 'arn:aws:sqs:us-east-1:123456789012:queue' }],
  ['no bucket', { S3Configuration: { BucketARN: 'arn:aws:s3:::', FileKey: 'x' } }],
  ['an object that is not there', { S3Configuration: { BucketARN: 'arn:aws:s3:::data', FileKey: 'x' } }],
])('refuses %s', async (_, given) => {
  expect(await refusedName(given)).toBe('InvalidArgumentException')
})

const bytesOf = (...texts: string[]) => texts.map((text) => new TextEncoder().encode(text))
const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:clean'
const InputProcessingConfiguration = { InputLambdaProcessor: { ResourceARN: lambda } }

it("reads a stream, where it is bound to, with the role's access", async () => {
  const kafka = { kind: 'kafka', bootstrapServers: 'kafka:9092', topic: 'clicks', properties: {} } as const
  const { act, context, stored, seen } = createWorld({ bindings: { [stream.ResourceARN]: kafka } })
  stored.sample = { records: bytesOf('{"id":1}', '{"id":2}\n') }
  const found = await act.DiscoverInputSchema(stream, context)
  expect(found).toMatchObject({
    InputSchema: { RecordColumns: [{ Name: 'id', SqlType: 'INTEGER', Mapping: '$.id' }] },
    ParsedInputRecords: [['1'], ['2']],
    RawInputRecords: ['{"id":1}', '{"id":2}'],
  })
  expect(found.ProcessedInputRecords).toBeUndefined()
  expect(seen.streams).toMatchObject([{ source: kafka, position: 'NOW', access: { roleArn: aRoleArn } }])
})

it('takes the schema of what a function has made of the records', async () => {
  const { act, context, stored, seen } = createWorld()
  stored.sample = { records: bytesOf('a|1'), processed: bytesOf('{"n":1}') }
  expect(await act.DiscoverInputSchema({ ...stream, InputProcessingConfiguration }, context)).toMatchObject({
    InputSchema: { RecordColumns: [{ Name: 'n' }] },
    RawInputRecords: ['a|1'],
    ProcessedInputRecords: ['{"n":1}'],
  })
  expect(seen.streams).toMatchObject([{ processor: { kind: 'lambda', functionArn: lambda } }])
})

it.each([
  ['no records came', { records: [] }, 'UnableToDetectSchemaException'],
  ['they are no text', { records: [new Uint8Array([0xff])] }, 'UnableToDetectSchemaException'],
  [
    'it is read too often',
    new StreamUnavailableError('slow down', { throttled: true }),
    'ResourceProvisionedThroughputExceededException',
  ],
  ['it cannot be read', new StreamUnavailableError('no such stream'), 'ServiceUnavailableException'],
])('answers of a stream when %s', async (_, sample, name) => {
  const { act, context, stored } = createWorld()
  stored.sample = sample
  expect((await refusalOf(() => act.DiscoverInputSchema(stream, context))).name).toBe(name)
})

it('refuses a delivery stream that is bound to nothing: nobody can read from one', async () => {
  const ResourceARN = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/archive'
  expect(await refusedName({ ...stream, ResourceARN })).toBe('InvalidArgumentException')
})

it('passes no object through a function, and reads no streams where there is nothing to read them with', async () => {
  expect(await refusedName({ ...asked, InputProcessingConfiguration })).toBe('UnsupportedOperationException')
  const { act, context } = createWorld({ streams: undefined })
  expect((await refusalOf(() => act.DiscoverInputSchema(stream, context))).name).toBe('UnsupportedOperationException')
})

it('refuses a role that it may not act as', async () => {
  const { discover, unknownRoles } = world('1,2\n')
  unknownRoles.add(aRoleArn)
  expect((await refusalOf(() => discover())).name).toBe('InvalidArgumentException')
})
