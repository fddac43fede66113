import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { ExchangeError, type RoleAccess } from '@weir/domain'
import { aRoleAccess } from '@weir/testkit'
import { type S3Server, startS3Server } from '@weir/testkit/servers/s3-server'
import { copyObject } from '../s3/copy-object.ts'
import { createSavepointExchange, createS3Client, createStateArchive, openStateRoot } from '../index.ts'
import { uploadFile } from '../s3/upload-file.ts'

let server: S3Server
let client: S3Client
let directory: string
const never = new AbortController().signal

beforeAll(async () => {
  server = await startS3Server()
  directory = await mkdtemp(join(tmpdir(), 'weir-exchange-'))
  client = createS3Client({ ...server, region: 'us-east-1', pathStyle: true })
  for (const Bucket of ['theirs', 'ours']) await client.send(new CreateBucketCommand({ Bucket }))
})
afterAll(async () => {
  client.destroy()
  await server.stop()
  await rm(directory, { recursive: true, force: true })
})

const access = (given: Partial<RoleAccess> = {}): RoleAccess =>
  aRoleAccess({
    s3Endpoint: server.endpoint,
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
    ...given,
  })

const dataFile = randomUUID()
const size = Buffer.alloc(8)
size.writeBigInt64BE(5n)
/** The beginning of Flink's metadata, and one file of the savepoint as Flink names it there. */
const metadata = (version = 4): Buffer =>
  Buffer.concat([
    Buffer.from([0x49, 0x60, 0x67, 0x2d, 0, 0, 0, version]),
    Buffer.from([9, 9, 6, 0, 36]),
    Buffer.from(dataFile),
    size,
  ])

const laid = async (prefix: string, files: Record<string, string | Buffer>): Promise<void> => {
  for (const [name, Body] of Object.entries(files)) {
    await client.send(new PutObjectCommand({ Bucket: 'theirs', Key: `${prefix}/${name}`, Body }))
  }
}
const aSavepoint = { [dataFile]: 'state', _metadata: metadata() }

it.each(['file:', 's3:'])('carries a savepoint into a state root of %s and back out, as it is', async (kind) => {
  const root = openStateRoot(kind === 's3:' ? 's3://ours/root' : `file:${directory}/root`, {
    ...server,
    region: 'us-east-1',
    pathStyle: true,
  })
  const exchange = createSavepointExchange({ root, scratchDir: join(directory, 'scratch'), maxBytes: 1_000 })
  const location = `${root.uri}/snapshots/${randomUUID()}`
  await laid('in/savepoint-1', { ...aSavepoint, 'nested/other': 'x' })
  const place = (prefix: string) => ({ bucket: 'theirs', prefix, access: access() })
  for (const _again of [1, 2]) {
    expect(await exchange.importFrom(place('in/savepoint-1'), location, never)).toBe(5 + metadata().length)
  }
  expect(await createStateArchive(root).exists(location)).toBe(true)
  for (const _again of [1, 2]) await exchange.exportTo(place(`out ${kind}`), location, never)
  for (const [name, bytes] of Object.entries(aSavepoint)) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'theirs', Key: `out ${kind}/${name}` }))
    expect(Buffer.from(await Body!.transformToByteArray())).toEqual(Buffer.from(bytes))
  }
  expect(await readdir(join(directory, 'scratch'))).toEqual([])
})

describe('an import is refused', () => {
  const refusal = async (given: { prefix?: string; bucket?: string; access?: RoleAccess; maxBytes?: number }) => {
    const root = openStateRoot(`file:${directory}/refused`, { ...server, region: 'us-east-1', pathStyle: true })
    const { maxBytes = 1_000, ...place } = given
    const exchange = createSavepointExchange({ root, scratchDir: join(directory, 'scratch'), maxBytes })
    const error: unknown = await exchange
      .importFrom({ bucket: 'theirs', prefix: 'bad', access: access(), ...place }, `${root.uri}/snapshots/x`, never)
      .catch((thrown: unknown) => thrown)
    expect(await root.list(root.uri)).toEqual([])
    if (error instanceof ExchangeError) return `${error.code} ${error.message}`
    throw error
  }
  afterEach(async () => {
    for (const name of ['_metadata', dataFile, 'a b']) {
      await client.send(new DeleteObjectCommand({ Bucket: 'theirs', Key: `bad/${name}` }))
    }
  })

  it('when there is no savepoint', async () => {
    expect(await refusal({ prefix: 'nothing' })).toMatch(/^SavepointNotFound .*s3:\/\/theirs\/nothing/)
    await laid('bad', { [dataFile]: 'state' })
    expect(await refusal({})).toMatch(/^SavepointNotFound .*_metadata/)
  })

  it.each([
    ['is cut off', Buffer.from([0x49, 0x60]), 'cut off'],
    ["is not Flink's", Buffer.from('PK and so on'), "not one of Flink's"],
    ['is of a newer Flink', metadata(99), 'version 99'],
    ['names a file that is not there', metadata(), 'missing'],
  ])('when the metadata %s', async (_, bytes, reason) => {
    await laid('bad', { _metadata: bytes })
    expect(await refusal({})).toMatch(new RegExp(`^InvalidSavepoint .*${reason}`))
  })

  it('when a file is cut off, or has a name that Flink does not give', async () => {
    await laid('bad', { _metadata: metadata(), [dataFile]: 'stat' })
    expect(await refusal({})).toMatch(/^InvalidSavepoint .*has not 5 bytes/)
    await laid('bad', { 'a b': 'x' })
    expect(await refusal({})).toMatch(/^InvalidSavepoint .*named a b/)
  })

  it('when it is too large', async () => {
    await laid('bad', aSavepoint)
    expect(await refusal({ maxBytes: 50 })).toMatch(/^SnapshotTooLarge .*up to 50 bytes/)
  })

  it('when the role cannot go there', async () => {
    expect(await refusal({ bucket: 'nowhere' })).toMatch(/^BucketNotFound/)
    expect(await refusal({ access: access({ secretAccessKey: 'wrong' }) })).toMatch(/^AccessDenied .*Signature/)
  })

  it('not for good when nobody answers', async () => {
    await expect(refusal({ access: access({ s3Endpoint: 'http://127.0.0.1:9' }) })).rejects.toThrow('ECONNREFUSED')
  })
})

it('stops when it is told to', async () => {
  const root = openStateRoot(`file:${directory}/stopped`, { ...server, region: 'us-east-1', pathStyle: true })
  const exchange = createSavepointExchange({ root, scratchDir: join(directory, 'scratch'), maxBytes: 1_000 })
  await laid('stopped', aSavepoint)
  const place = { bucket: 'theirs', prefix: 'stopped', access: access() }
  await expect(exchange.importFrom(place, `${root.uri}/x`, AbortSignal.abort())).rejects.toThrow('abort')
})

it('sends and copies in parts what is too large for one request', async () => {
  const file = join(directory, 'large')
  const bytes = Buffer.alloc(11 * 1024 * 1024, 'large and larger ')
  await writeFile(file, bytes)
  const partBytes = 5 * 1024 * 1024
  const from = { Bucket: 'ours', Key: 'large' }
  await uploadFile(client, { ...from, file, partBytes })
  expect(await copyObject(client, { from, to: { Bucket: 'ours', Key: 'copied' }, partBytes })).toBe(true)
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'ours', Key: 'copied' }))
  expect(Buffer.from(await Body!.transformToByteArray()).equals(await readFile(file))).toBe(true)
})
