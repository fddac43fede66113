import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { defaultCacheDir } from '@weir/engine/runtimes/config'
import { generateKey, type AccessKey } from './credentials.ts'
import { startDoomedParent } from './doomed-parent.ts'
import { freePort } from './free-port.ts'
import { findJava } from './java.ts'
import { processIdentity } from './process-identity.ts'
import { probeS3 } from './s3-probe.ts'
import { startEmbeddedS3, type EmbeddedS3 } from './s3.ts'

const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const cache = defaultCacheDir()
const [administrator, role] = [generateKey(), generateKey()]

let dataDir: string
let settings: Omit<Parameters<typeof startEmbeddedS3>[0], 'logger'>
let server: EmbeddedS3 | undefined

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weir-s3-'))
  const [jar] = (await readdir(join(cache, 'jars'))).filter((name) => name.endsWith('.jar'))
  settings = {
    dataDir,
    host: '127.0.0.1',
    port: await freePort('127.0.0.1'),
    identities: [administrator, role],
    jar: join(cache, 'jars', jar!),
    java: await findJava(process.env),
  }
})

afterEach(async () => {
  await server?.stop()
  server = undefined
  await rm(dataDir, { recursive: true, force: true })
})

const client = (credentials: AccessKey) =>
  new S3Client({ endpoint: server!.endpoint, region: 'us-east-1', forcePathStyle: true, credentials })

const read = async (credentials: AccessKey): Promise<string | undefined> => {
  const { Body } = await client(credentials).send(new GetObjectCommand({ Bucket: 'shared', Key: 'a/b' }))
  return Body?.transformToString()
}

const inAParent = () =>
  startDoomedParent(`
    import { startEmbeddedS3 } from './s3.ts'
    const server = await startEmbeddedS3({ ...${JSON.stringify(settings)}, logger })
    report(String(server.pid()))`)

it('serves one set of data to both identities, and nothing to a wrong secret or a stranger', async () => {
  server = await startEmbeddedS3({ ...settings, logger })
  await client(administrator).send(new CreateBucketCommand({ Bucket: 'shared' }))
  await client(administrator).send(new PutObjectCommand({ Bucket: 'shared', Key: 'a/b', Body: 'written once' }))
  expect(await read(role)).toBe('written once')
  const wrong = { ...role, secretAccessKey: administrator.secretAccessKey }
  await expect(read(wrong)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
  expect(await probeS3(server.endpoint, wrong)).toBe(403)
  expect(await probeS3(server.endpoint, generateKey())).toBe(403)
  expect((await fetch(server.endpoint)).status).toBe(403)
  const pid = server.pid()
  await server.stop()
  expect(await processIdentity(pid)).toBeUndefined()

  server = await startEmbeddedS3({ ...settings, logger })
  expect(await read(administrator)).toBe('written once')
})

it('adopts the server of a parent that was killed', async () => {
  const parent = await inAParent()
  await parent.kill()
  server = await startEmbeddedS3({ ...settings, logger })
  expect(server.pid()).toBe(Number(parent.line))
})

it('replaces such a server when the keys are others now', async () => {
  const parent = await inAParent()
  await parent.kill()
  const changed = generateKey()
  server = await startEmbeddedS3({ ...settings, identities: [changed], logger })
  expect(await processIdentity(Number(parent.line))).toBeUndefined()
  expect(await probeS3(server.endpoint, changed)).toBe(200)
  expect(await probeS3(server.endpoint, role)).toBe(403)
})

it('starts again what was killed', async () => {
  server = await startEmbeddedS3({ ...settings, logger })
  const killed = server.pid()
  process.kill(killed, 'SIGKILL')
  while (server.pid() === killed) await delay(100)
  expect(await probeS3(server.endpoint, role)).toBe(200)
})

it('names the setting when the port is taken', async () => {
  const other = createServer().listen(settings.port, settings.host)
  await expect(startEmbeddedS3({ ...settings, logger })).rejects.toThrow(/taken.*WEIR_S3_PORT/)
  other.close()
})
