// The outer side of the service: TLS, limits of calls, the audit trail and the way it leaves. No Flink runs here.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  CreateApplicationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationsCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { filesClient, shellEnvironment } from './harness/clients.ts'
import { isUnfinished } from './harness/files.ts'
import { runProgram } from './harness/run-program.ts'
import { selfSigned } from './harness/self-signed.ts'
import { tool } from './harness/tools.ts'
import { until } from './harness/until.ts'
import { layWeir, type Weir } from './harness/weir.ts'

const certificate = selfSigned()
const secret = 'hunter2-in-the-code'
let folder: string
let weir: Weir
let client: KinesisAnalyticsV2Client

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'weir-edge-'))
  writeFileSync(join(folder, 'tls.crt'), certificate.cert)
  writeFileSync(join(folder, 'tls.key'), certificate.key)
  weir = await layWeir({
    WEIR_TLS_CERT_FILE: join(folder, 'tls.crt'),
    WEIR_TLS_KEY_FILE: join(folder, 'tls.key'),
    WEIR_RATE_LIMITS: 'ListApplications=0.1/3',
    WEIR_QUOTA_APPLICATIONS: '1',
    WEIR_AUDIT_S3_URI: 's3://trail/weir',
    WEIR_AUDIT_DELIVERY_SECONDS: '1',
    WEIR_DRAIN_NOTICE_SECONDS: '1',
  })
  weir.launch()
  await until(
    'the service to be ready',
    async () => (await get('/health/ready').catch(() => undefined))?.status === 200,
  )
  client = new KinesisAnalyticsV2Client({
    endpoint: weir.endpoint,
    region: 'us-east-1',
    credentials: weir.credentials(),
    maxAttempts: 1,
    requestHandler: { httpsAgent: { ca: certificate.cert } },
  })
})
afterAll(async () => {
  await weir.destroy()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
}

/** One request over TLS that trusts the test's certificate alone. */
const get = (path: string, options: RequestOptions = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(`${weir.endpoint}${path}`, { ca: certificate.cert, agent: false, ...options }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
      })
    })
      .on('error', reject)
      .end()
  })

/** With curl's own SigV4, over TLS. */
const lookUp = async (query: string): Promise<any> => {
  const { accessKeyId, secretAccessKey } = weir.credentials()
  const { code, stdout, stderr } = await runProgram('curl', [
    ...['--silent', '--show-error', '--cacert', join(folder, 'tls.crt')],
    ...['--aws-sigv4', 'aws:amz:us-east-1:kinesisanalytics', '--user', `${accessKeyId}:${secretAccessKey}`],
    `${weir.endpoint}/v1/audit?${query}`,
  ])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

const create = (ApplicationName: string) =>
  client.send(
    new CreateApplicationCommand({
      ApplicationName,
      RuntimeEnvironment: 'FLINK-2_2',
      ServiceExecutionRole: 'arn:aws:iam::123456789012:role/weir-default',
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: {
          CodeContentType: 'ZIPFILE',
          CodeContent: { ZipFileContent: Buffer.from(secret) },
        },
        EnvironmentProperties: {
          PropertyGroups: [{ PropertyGroupId: 'g', PropertyMap: { 'db.password': secret, rate: '10' } }],
        },
      },
    }),
  )

it('speaks TLS, and tells browsers to be careful', async () => {
  const { status, headers } = await get('/docs')
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'strict-transport-security': expect.stringContaining('max-age='),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.any(String),
  })
  await expect(get('/health/live', { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' })).rejects.toThrow()
})

it('refuses calls beyond their rate, as SDKs and aws-cli know it', async () => {
  const list = () => client.send(new ListApplicationsCommand({}))
  for (let i = 0; i < 3; i++) await list()
  await expect(list()).rejects.toMatchObject({
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    $metadata: { httpStatusCode: 400 },
  })
  const command = ['kinesisanalyticsv2', '--endpoint-url', weir.endpoint, 'list-applications']
  const { code, stderr } = await runProgram(tool('aws'), command, {
    environment: { ...shellEnvironment(weir), AWS_CA_BUNDLE: join(folder, 'tls.crt') },
  })
  expect(code).not.toBe(0)
  expect(stderr).toMatch(/ThrottlingException\).*Rate exceeded/)
})

it('records a create with its secrets hidden, for REST and in S3', async () => {
  const { $metadata } = await create('audited')
  await expect(create('one-too-many')).rejects.toMatchObject({ name: 'LimitExceededException' })
  const { Events } = await lookUp('eventName=CreateApplication&resource=audited')
  expect(Events).toHaveLength(1)
  const event = Events[0].CloudTrailEvent
  const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS'
  expect(event).toMatchObject({
    eventSource: 'kinesisanalytics.amazonaws.com',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    requestID: $metadata.requestId,
    userIdentity: { type: 'IAMUser', userName: 'admin', accessKeyId: weir.credentials().accessKeyId },
    requestParameters: {
      applicationName: 'audited',
      applicationConfiguration: {
        applicationCodeConfiguration: { codeContent: { zipFileContent: hidden } },
        environmentProperties: { propertyGroups: [{ propertyMap: { 'db.password': hidden, rate: '10' } }] },
      },
    },
    responseElements: { applicationDetail: { applicationStatus: 'READY' } },
    tlsDetails: { tlsVersion: 'TLSv1.3' },
  })
  expect(JSON.stringify(Events)).not.toContain(secret)
  // What changed nothing is recorded a moment after its answer.
  const refused = await until('the record of the refused call', async () => {
    const found = await lookUp('eventName=CreateApplication&resource=one-too-many')
    return found.Events[0]
  })
  expect(refused.CloudTrailEvent).toMatchObject({
    errorCode: 'LimitExceededException',
    responseElements: null,
  })

  const files = filesClient(weir)
  const name =
    /^weir\/AWSLogs\/123456789012\/CloudTrail\/us-east-1\/\d{4}\/\d\d\/\d\d\/123456789012_CloudTrail_us-east-1_\d{8}T\d{4}Z_\w{16}\.json\.gz$/
  const delivered = async (): Promise<any[]> => {
    const { Contents = [] } = await files
      .send(new ListObjectsV2Command({ Bucket: 'trail' }))
      .catch(() => ({ Contents: [] }))
    const records: any[] = []
    for (const { Key = '' } of Contents) {
      if (isUnfinished(Key)) continue
      expect(Key).toMatch(name)
      const { Body } = await files.send(new GetObjectCommand({ Bucket: 'trail', Key }))
      records.push(...JSON.parse(gunzipSync(await Body!.transformToByteArray()).toString()).Records)
    }
    return records
  }
  const same = await until('the record to be in S3', async () =>
    (await delivered()).find(({ eventID }) => eventID === event.eventID),
  )
  expect(same).toEqual(event)
})

it('leaves in order: says so, finishes, ends', async () => {
  const stopped = weir.stop()
  await until('readiness to say so', async () => (await get('/health/ready')).status === 503)
  expect((await get('/health/live')).headers['connection']).toBe('close')
  expect((await stopped).code).toBe(0)
  expect(weir.log()).not.toContain('did not stop in order')
})
