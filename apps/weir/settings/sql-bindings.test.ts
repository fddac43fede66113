import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSqlBindings } from './sql-bindings.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-bindings-'))
})
afterEach(() => rm(root, { recursive: true }))

const read = async (content: unknown) => {
  const file = join(root, 'bindings.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readSqlBindings(file)
}
const arn = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'

it('has none without a file', async () => {
  expect(await readSqlBindings(undefined)).toEqual({})
})

it('reads each kind, and fills in the topic', async () => {
  expect(
    await read({
      [arn]: { kind: 'kafka', bootstrapServers: 'kafka:9092', properties: { 'max.poll.records': 10 } },
      'arn:aws:kinesis:*': { kind: 'kinesis', endpoint: 'http://kinesis:4567' },
      'arn:aws:firehose:*': { kind: 'files', uri: 's3://out/{name}' },
      'arn:aws:lambda:*': { kind: 'http', url: 'https://functions.example/{name}' },
    }),
  ).toEqual({
    [arn]: {
      kind: 'kafka',
      bootstrapServers: 'kafka:9092',
      topic: '{name}',
      properties: { 'max.poll.records': '10' },
    },
    'arn:aws:kinesis:*': { kind: 'kinesis', endpoint: 'http://kinesis:4567' },
    'arn:aws:firehose:*': { kind: 'files', uri: 's3://out/{name}' },
    'arn:aws:lambda:*': { kind: 'http', url: 'https://functions.example/{name}' },
  })
})

it.each([
  ['no JSON', '{', /is no JSON/],
  ['a list', [], /must be an object/],
  ['something that is no ARN', { orders: { kind: 'kinesis' } }, /orders is neither an ARN/],
  ['a star in the middle', { 'arn:*:x': { kind: 'kinesis' } }, /is neither an ARN/],
  ['an unknown kind', { [arn]: { kind: 'pulsar' } }, /kind must be one of kinesis/],
  ['a misspelt member', { [arn]: { kind: 'kinesis', endpont: 'http://x' } }, /endpont is unknown for kind kinesis/],
  ['no servers', { [arn]: { kind: 'kafka', topic: 't' } }, /bootstrapServers must be a text/],
  ['an endpoint of another scheme', { [arn]: { kind: 'kinesis', endpoint: 'ftp://x' } }, /must be an http/],
  ['a relative place', { [arn]: { kind: 'files', uri: 'out' } }, /uri must begin with/],
  [
    'a property that is a list',
    { [arn]: { kind: 'kafka', bootstrapServers: 'k', properties: { a: [] } } },
    /a must be a text/,
  ],
])('refuses %s', async (_, content, message) => {
  await expect(read(content)).rejects.toThrow(message)
})
