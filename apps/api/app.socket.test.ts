import { type IncomingMessage, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  DescribeApplicationSnapshotCommand,
  KinesisAnalyticsV2Client,
  ListApplicationsCommand,
  ResourceNotFoundException as SdkNotFound,
  StartApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { ResourceNotFoundException } from '@weir/service-model'
import { apiUnderTest, credentials, principal } from './fixtures/api-under-test.ts'

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

describe('over a socket', () => {
  const { app } = apiUnderTest({
    clock: { now: () => new Date() },
    lookupApiToken: (token) => Promise.resolve(token === 'right' ? principal : undefined),
    actions: {
      ListApplications: async ({ Limit }) => ({ ApplicationSummaries: [], NextToken: `after-${Limit ?? 0}` }),
      DescribeApplicationSnapshot: () => Promise.reject(new ResourceNotFoundException('There is no snapshot s.')),
    },
  })
  let port = 0
  beforeAll(async () => {
    await app.listen({ port: 0, host: '127.0.0.1' })
    port = (app.server.address() as AddressInfo).port
  })
  afterAll(() => app.close())

  const client = (more: object = {}) =>
    new KinesisAnalyticsV2Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
      ...more,
    })

  it('serves the AWS SDK for JavaScript', async () => {
    const answer = await client().send(new ListApplicationsCommand({ Limit: 7 }))
    expect(answer).toMatchObject({ ApplicationSummaries: [], NextToken: 'after-7' })
    expect(answer.$metadata.requestId).toMatch(uuid)
  })

  it('gives the SDK errors that it knows by class', async () => {
    const command = new DescribeApplicationSnapshotCommand({ ApplicationName: 'a', SnapshotName: 's' })
    const error: unknown = await client()
      .send(command)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(SdkNotFound)
    expect(error).toMatchObject({ message: 'There is no snapshot s.', $metadata: { httpStatusCode: 400 } })
    const unsupported = client().send(new StartApplicationCommand({ ApplicationName: 'a' }))
    await expect(unsupported).rejects.toMatchObject({ name: 'UnsupportedOperationException' })
  })

  it('refuses two Authorization headers, of which a proxy may have seen the other', async () => {
    const ask = (tokens: string[]) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = ['host', 'weir', ...tokens.flatMap((token) => ['authorization', `Bearer ${token}`])]
        const sent = httpRequest({ port, path: '/v1/applications', headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        sent.once('error', reject).end()
      })
    expect(await ask(['right'])).toBe(200)
    expect(await ask(['right', 'right'])).toBe(401)
  })

  it('refuses the SDK with a wrong secret', async () => {
    const guess = client({ credentials: { ...credentials, secretAccessKey: 'guess' } }).send(
      new ListApplicationsCommand({}),
    )
    await expect(guess).rejects.toMatchObject({ name: 'InvalidSignatureException' })
  })

  it('refuses strangers before they send a large body', async () => {
    const headers = { 'x-amz-target': 'KinesisAnalytics_20180523.ListApplications', 'content-length': '60000000' }
    const request = httpRequest({ port, method: 'POST', path: '/', headers })
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject)
      request.flushHeaders()
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['x-amzn-errortype']).toBe('MissingAuthenticationTokenException')
    request.destroy()
  })

  it.each(['PROPFIND', 'OPTIONS', 'PUT', 'HEAD', 'DELETE'])('answers %s / without a fault', async (method) => {
    const status = await new Promise<number>((resolve, reject) => {
      httpRequest({ port, method, path: '/' }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })
})
