import { refusalOf } from '@weir/testkit'
import type { SqlBinding, SqlBindings } from '../model/sql-binding.ts'
import { bindResource, type ResourceUse } from './bind-resource.ts'

const orders = 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders'
const delivery = 'arn:aws:firehose:eu-west-1:123456789012:deliverystream/archive'
const clean = 'arn:aws:lambda:eu-west-1:123456789012:function:clean:1'
const region = 'eu-west-1'
const kafka = { kind: 'kafka', bootstrapServers: 'kafka:9092', topic: '{name}', properties: {} } as const

const bound: [string, string, ResourceUse, SqlBindings, SqlBinding][] = [
  ['nothing', orders, 'source', {}, { kind: 'kinesis', streamArn: orders, streamName: 'orders', region }],
  ['nothing', delivery, 'destination', {}, { kind: 'firehose', deliveryStreamName: 'archive', region }],
  ['nothing', clean, 'processor', {}, { kind: 'lambda', functionArn: clean, region }],
  [
    'its ARN',
    orders,
    'source',
    { [orders]: { ...kafka, topic: 'purchases' }, 'arn:*': { kind: 'kinesis', endpoint: 'http://kinesis:4567' } },
    { ...kafka, topic: 'purchases' },
  ],
  [
    'the longest prefix',
    orders,
    'source',
    {
      'arn:aws:kinesis:*': { kind: 'kinesis' },
      'arn:aws:kinesis:eu-west-1:*': { kind: 'kinesis', endpoint: 'http://kinesis:4567' },
    },
    { kind: 'kinesis', streamArn: orders, streamName: 'orders', region, endpoint: 'http://kinesis:4567' },
  ],
  ['a prefix and its own name', orders, 'destination', { 'arn:aws:*': kafka }, { ...kafka, topic: 'orders' }],
  [
    'files',
    delivery,
    'destination',
    { 'arn:aws:firehose:*': { kind: 'files', uri: 's3://out/{name}' } },
    { kind: 'files', uri: 's3://out/archive' },
  ],
  [
    'an address',
    clean,
    'processor',
    { 'arn:aws:lambda:*': { kind: 'http', url: 'http://functions/{name}' } },
    { kind: 'http', url: 'http://functions/clean' },
  ],
  [
    'a data stream of its name',
    delivery,
    'source',
    { [delivery]: { kind: 'kinesis' } },
    {
      kind: 'kinesis',
      streamArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/archive',
      streamName: 'archive',
      region,
    },
  ],
]

it.each(bound)('binds by %s: %s as %s', (_, arn, use, bindings, binding) => {
  expect(bindResource(arn, { use, bindings })).toEqual(binding)
})

it("uses the role's endpoints where nothing says another", () => {
  const endpoints = { '': 'http://aws:4566', kinesis: 'http://kinesis:4567' }
  expect(bindResource(orders, { use: 'source', bindings: {}, endpoints })).toMatchObject({
    endpoint: 'http://kinesis:4567',
  })
  expect(bindResource(clean, { use: 'processor', bindings: {}, endpoints })).toMatchObject({
    endpoint: 'http://aws:4566',
  })
})

const impossible: [string, ResourceUse, SqlBindings, string][] = [
  [
    delivery,
    'source',
    {},
    `Nobody can read from the delivery stream ${delivery}. Bind it to a Kinesis stream, a Kafka topic or files.`,
  ],
  [
    clean,
    'processor',
    { [clean]: kafka },
    `${clean} is bound to kafka, which cannot be a processor. Possible are: lambda, http.`,
  ],
  [
    orders,
    'source',
    { [orders]: { kind: 'http', url: 'http://x' } },
    `${orders} is bound to http, which cannot be a source. Possible are: kinesis, kafka, files.`,
  ],
]

it.each(impossible)('refuses %s as %s with %j', async (arn, use, bindings, message) => {
  expect(await refusalOf(() => bindResource(arn, { use, bindings }))).toEqual({ name: 'EngineError', message })
})
