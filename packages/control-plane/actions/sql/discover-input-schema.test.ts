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

it('says that it can read neither streams nor through a Lambda function', async () => {
  expect(await refusedName(stream)).toBe('UnsupportedOperationException')
  const InputProcessingConfiguration = {
    InputLambdaProcessor: { ResourceARN: 'arn:aws:lambda:us-east-1:1:function:f' },
  }
  expect(await refusedName({ ...asked, InputProcessingConfiguration })).toBe('UnsupportedOperationException')
})

it('refuses a role that it may not act as', async () => {
  const { discover, unknownRoles } = world('1,2\n')
  unknownRoles.add(aRoleArn)
  expect((await refusalOf(() => discover())).name).toBe('InvalidArgumentException')
})
