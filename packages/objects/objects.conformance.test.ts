import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { CodeUnavailableError, ObjectUnavailableError, type RoleAccess } from '@weir/domain'
import { aRoleAccess } from '@weir/testkit'
import { type S3Server, startS3Server } from '@weir/testkit/servers/s3-server'
import {
  createCodeStore,
  createObjectSampler,
  createS3Client,
  createS3Ping,
  openStateRoot,
  type S3Access,
} from './index.ts'
import { createAuditArchive } from './audit-archive.ts'
import { describeStateRoot } from './conformance/state-root-conformance.ts'

let server: S3Server
let directory: string
let s3: S3Access
let client: S3Client

beforeAll(async () => {
  server = await startS3Server()
  directory = await mkdtemp(join(tmpdir(), 'weir-objects-'))
  s3 = { ...server, region: 'us-east-1', pathStyle: true }
  client = createS3Client(s3)
  await client.send(new CreateBucketCommand({ Bucket: 'code' }))
})
afterAll(async () => {
  client.destroy()
  await server.stop()
  await rm(directory, { recursive: true, force: true })
})

describeStateRoot('file:', () => openStateRoot(`file:${directory}/root`, s3))
describeStateRoot('s3: with a prefix', () => openStateRoot('s3://state/some/prefix', s3))
describeStateRoot('s3: a whole bucket', () => openStateRoot('s3://whole-bucket', s3))

describe("code of the user's S3", () => {
  const bytes = Buffer.alloc(200_000, 'j')
  const access = (given: Partial<RoleAccess> = {}): RoleAccess =>
    aRoleAccess({
      s3Endpoint: server.endpoint,
      accessKeyId: server.accessKeyId,
      secretAccessKey: server.secretAccessKey,
      ...given,
    })
  const store = (maxBytes?: number) =>
    createCodeStore({
      root: openStateRoot(`file:${directory}/code-root`, s3),
      cacheDir: join(directory, 'cache'),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    })
  beforeAll(() => client.send(new PutObjectCommand({ Bucket: 'code', Key: 'a folder/app+1.jar', Body: bytes })))

  it('is copied with the access of the role', async () => {
    const source = { bucket: 'code', key: 'a folder/app+1.jar', access: access() }
    const bundle = await store().importFromS3(source)
    expect(bundle).toEqual(await store().importBytes(bytes))
  })

  const refused = (given: {
    bucket?: string
    key?: string
    version?: string
    access?: RoleAccess
    maxBytes?: number
  }) => store(given.maxBytes).importFromS3({ bucket: 'code', key: 'a folder/app+1.jar', access: access(), ...given })

  it.each([
    ['the bucket is not there', () => refused({ bucket: 'nowhere' }), 'NoSuchBucket'],
    ['the key is not there', () => refused({ key: 'nothing.jar' }), 'NoSuchKey'],
    ['the version is not there', () => refused({ version: 'nothing' }), 'cannot be read'],
    ['the secret is wrong', () => refused({ access: access({ secretAccessKey: 'wrong' }) }), 'SignatureDoesNotMatch'],
    ['the key is unknown', () => refused({ access: access({ accessKeyId: 'AKIANOBODY' }) }), 'InvalidAccessKeyId'],
    ['nobody answers', () => refused({ access: access({ s3Endpoint: 'http://127.0.0.1:9' }) }), 'ECONNREFUSED'],
    ['it is too large', () => refused({ maxBytes: 199_999 }), 'larger than 199999 bytes'],
  ])('is unavailable when %s', async (_, attempt, reason) => {
    const error: unknown = await attempt().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CodeUnavailableError)
    expect(String(error)).toContain(reason)
  })

  it('is not called unavailable when it is our own disk that fails', async () => {
    const broken = createCodeStore({
      root: openStateRoot(`file:${directory}/code-root`, s3),
      cacheDir: '/dev/null/cache',
    })
    const error: unknown = await broken
      .importFromS3({ bucket: 'code', key: 'a folder/app+1.jar', access: access() })
      .catch((thrown: unknown) => thrown)
    expect(error).not.toBeInstanceOf(CodeUnavailableError)
    expect(error).toMatchObject({ code: 'ENOTDIR' })
  })
})

describe("a sample of the user's S3", () => {
  const access = (given: Partial<RoleAccess> = {}): RoleAccess =>
    aRoleAccess({
      s3Endpoint: server.endpoint,
      accessKeyId: server.accessKeyId,
      secretAccessKey: server.secretAccessKey,
      ...given,
    })
  const sample = (key: string, given: { maxBytes?: number; access?: RoleAccess; bucket?: string } = {}) =>
    createObjectSampler().sample({ bucket: 'code', key, access: access(), maxBytes: 1_000, ...given })
  beforeAll(async () => {
    for (const size of [0, 999, 1_000, 1_001, 500_000]) {
      await client.send(new PutObjectCommand({ Bucket: 'code', Key: `sample/${size}`, Body: Buffer.alloc(size, 's') }))
    }
  })

  it.each([
    [0, true],
    [999, true],
    [1_000, true],
    [1_001, false],
    [500_000, false],
  ])('of %s bytes has the first thousand and says whether that is all: %s', async (size, complete) => {
    const got = await sample(`sample/${size}`)
    expect({ length: got.bytes.length, complete: got.complete }).toEqual({ length: Math.min(size, 1_000), complete })
  })

  it.each([
    ['the key is not there', () => sample('nothing')],
    ['the bucket is not there', () => sample('sample/999', { bucket: 'nowhere' })],
    ['the secret is wrong', () => sample('sample/999', { access: access({ secretAccessKey: 'wrong' }) })],
    ['nobody answers', () => sample('sample/999', { access: access({ s3Endpoint: 'http://127.0.0.1:9' }) })],
  ])('is unavailable when %s', async (_, attempt) => {
    await expect(attempt()).rejects.toBeInstanceOf(ObjectUnavailableError)
  })
})

it('keeps audit files below their prefix, in a bucket that it makes', async () => {
  for (const [uri, Key] of [
    ['s3://new-trail/of/weir', 'of/weir/AWSLogs/a.json.gz'],
    ['s3://other-trail', 'AWSLogs/a.json.gz'],
  ] as const) {
    const archive = createAuditArchive(uri, s3)
    await archive.put('AWSLogs/a.json.gz', Buffer.from('first'))
    await archive.put('AWSLogs/a.json.gz', Buffer.from('again'))
    archive.close()
    const { Body } = await client.send(new GetObjectCommand({ Bucket: uri.split('/')[2], Key }))
    expect(await Body?.transformToString()).toBe('again')
  }
})

it('knows whether S3 is there', async () => {
  await createS3Ping(s3)()
  await createS3Ping({ ...s3, secretAccessKey: 'wrong' })()
  await expect(createS3Ping({ ...s3, endpoint: 'http://127.0.0.1:9' })()).rejects.toThrow('ECONNREFUSED')
})
