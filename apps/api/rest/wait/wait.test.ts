import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ResourceInUseException, UnsupportedOperationException } from '@weir/service-model'
import type { ApiDeps } from '../../deps.ts'
import { apiUnderTest, principal } from '../../fixtures/api-under-test.ts'
import type { WaitSettings } from './wait-settings.ts'

const headers = { authorization: 'Bearer token' }

/** An application whose operation ends as told after so many looks, and takes it to a status. */
function world(
  { looks = 3, operation = 'SUCCESSFUL', cause, becomes = 'RUNNING', ...handlers }: Record<string, unknown> = {},
  restWait: WaitSettings = {},
) {
  const seen = { started: 0, looks: 0, throttled: [] as string[] }
  const ended = () => seen.looks >= (looks as number)
  const actions = {
    StartApplication: async () => {
      seen.started += 1
      return { OperationId: 'o1' }
    },
    DescribeApplicationOperation: async () => {
      seen.looks += 1
      const failure = cause === undefined ? {} : { OperationFailureDetails: { ErrorInfo: { ErrorString: cause } } }
      return {
        ApplicationOperationInfoDetails: {
          Operation: 'StartApplication',
          OperationStatus: ended() ? operation : 'IN_PROGRESS',
          StartTime: new Date(0),
          ...failure,
        },
      }
    },
    DescribeApplication: async () => ({
      ApplicationDetail: { ApplicationName: 'a', ApplicationStatus: becomes, ApplicationVersionId: 5 },
    }),
    ...handlers,
  }
  const { app } = apiUnderTest({
    actions: actions as unknown as ApiDeps['actions'],
    lookupApiToken: async () => principal,
    throttle: ({ action }) => void seen.throttled.push(action),
    restWait: { everyMs: 1, ...restWait },
  })
  const start = (query: string) => app.inject({ method: 'POST', url: `/v1/applications/a/start${query}`, headers })
  return { app, seen, start }
}

/** Never gets anywhere: whoever waits for it waits until something else happens. */
const never = { looks: Infinity }

it('answers with what has come', async () => {
  const { start, seen } = world()
  const answer = await start('?wait=RUNNING&timeout=30')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    ApplicationDetail: { ApplicationName: 'a', ApplicationStatus: 'RUNNING', ApplicationVersionId: 5 },
    OperationId: 'o1',
  })
  expect(answer.headers.etag).toMatch(/^"5-/)
  expect(seen).toMatchObject({ started: 1, looks: 3, throttled: ['StartApplication'] })
})

it('does not wait unless it is asked to', async () => {
  const { start, seen } = world(never)
  const answer = await start('')
  expect([answer.statusCode, answer.json()]).toEqual([202, { OperationId: 'o1' }])
  expect(answer.headers.location).toBe('/v1/applications/a/operations/o1')
  expect(seen.looks).toBe(0)
})

it('says where to look further when the time is over', async () => {
  const answer = await world(never).start('?wait=RUNNING&timeout=1')
  expect([answer.statusCode, answer.json()]).toEqual([202, { OperationId: 'o1' }])
  expect(answer.headers.location).toBe('/v1/applications/a/operations/o1')
})

it.each([
  ['FAILED', 422],
  ['CANCELLED', 409],
])('tells of an operation that ended %s', async (operation, status) => {
  const answer = await world({ operation, cause: 'no main class', becomes: 'READY' }).start('?wait=RUNNING')
  expect(answer.statusCode).toBe(status)
  expect(answer.json()).toMatchObject({
    type: '/problems/OperationFailed',
    error: 'OperationFailed',
    detail: 'no main class',
    operation: 'StartApplication',
    operationId: 'o1',
    operationStatus: operation,
  })
})

it('does not wait for a status that an operation did not lead to', async () => {
  const answer = await world({ becomes: 'READY' }).start('?wait=RUNNING')
  expect(answer.json()).toMatchObject({ status: 409, error: 'OperationFailed', operationStatus: 'SUCCESSFUL' })
})

it('goes by the status of an application that has no operations', async () => {
  const DescribeApplicationOperation = () => Promise.reject(new UnsupportedOperationException('SQL'))
  expect((await world({ DescribeApplicationOperation }).start('?wait=RUNNING')).statusCode).toBe(200)
})

it('passes on the refusal of the action itself', async () => {
  const StartApplication = () => Promise.reject(new ResourceInUseException('it is not READY'))
  const answer = await world({ StartApplication }).start('?wait=RUNNING')
  expect(answer.json()).toMatchObject({ status: 409, error: 'ResourceInUseException' })
})

it.each([
  '?wait=running',
  '?wait=READY',
  '?wait=',
  '?timeout=10',
  '?wait=RUNNING&timeout=0',
  '?wait=RUNNING&timeout=901',
  '?wait=RUNNING&timeout=1.5',
  '?wait=RUNNING&timeout=1&timeout=2',
  '?wait=RUNNING&wait=RUNNING',
])('refuses %s before anything is done', async (query) => {
  const { start, seen } = world()
  expect((await start(query)).json()).toMatchObject({ status: 400, error: 'InvalidArgumentException' })
  expect(seen.started).toBe(0)
})

it('waits for snapshots', async () => {
  let looks = 0
  const { app } = world({
    CreateApplicationSnapshot: async () => ({}),
    DescribeApplicationSnapshot: async () => {
      looks += 1
      const SnapshotStatus = looks < 3 ? 'CREATING' : looks < 4 ? 'READY' : 'FAILED'
      return { SnapshotDetails: { SnapshotName: 's', SnapshotStatus, ApplicationVersionId: 1 } }
    },
  })
  const take = () =>
    app.inject({
      method: 'POST',
      url: '/v1/applications/a/snapshots?wait=READY',
      headers,
      payload: JSON.stringify({ SnapshotName: 's' }),
    })
  const taken = await take()
  expect([taken.statusCode, taken.json()]).toMatchObject([200, { SnapshotDetails: { SnapshotStatus: 'READY' } }])
  expect((await take()).json()).toMatchObject({ status: 422, error: 'OperationFailed' })
})

it('waits for snapshots of the account', async () => {
  let looks = 0
  const { app } = world({
    CreateSnapshot: async () => ({ SnapshotOperationId: 'so' }),
    DescribeSnapshotOperation: async () => {
      looks += 1
      const SnapshotOperationStatus = looks < 3 ? 'IN_PROGRESS' : looks < 4 ? 'SUCCESSFUL' : 'FAILED'
      return { SnapshotOperationInfoDetails: { SnapshotOperation: 'CREATE', SnapshotOperationStatus } }
    },
    DescribeSnapshot: async () => ({ SnapshotInfoDetails: { SnapshotName: 's', SnapshotStatus: 'READY' } }),
  })
  const payload = JSON.stringify({ ApplicationName: 'a', SnapshotName: 's' })
  const take = () => app.inject({ method: 'POST', url: '/v1/snapshots?wait=READY', headers, payload })
  const taken = await take()
  expect([taken.statusCode, taken.json()]).toMatchObject([200, { SnapshotInfoDetails: { SnapshotStatus: 'READY' } }])
  expect((await take()).json()).toMatchObject({ status: 422, operation: 'CREATE', operationId: 'so' })
})

describe('those who wait', () => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5))
  const until = async (reached: () => boolean) => {
    while (!reached()) await pause()
  }

  it('are few of an account, and the one too many has done nothing', async () => {
    const { app, start, seen } = world(never, { perAccount: 2 })
    const waiting = [start('?wait=RUNNING'), start('?wait=RUNNING')]
    await until(() => seen.started === 2)
    expect((await start('?wait=RUNNING')).json()).toMatchObject({ status: 429, error: 'ThrottlingException' })
    expect(seen.started).toBe(2)
    expect((await start('')).statusCode).toBe(202)
    await app.close()
    expect((await Promise.all(waiting)).map(({ statusCode }) => statusCode)).toEqual([202, 202])
  })

  it('are answered when the service closes', async () => {
    const { app, start, seen } = world(never)
    const waiting = start('?wait=RUNNING&timeout=900')
    await until(() => seen.looks > 0)
    await app.close()
    expect((await waiting).statusCode).toBe(202)
  })

  it('give their place back when they hang up', async () => {
    const { app, seen } = world(never, { perAccount: 1 })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const path = '/v1/applications/a/start?wait=RUNNING&timeout=900'
    const client = httpRequest({ port, host: '127.0.0.1', path, method: 'POST', headers })
    const hungUp = new Promise((resolve) => client.once('error', resolve))
    client.end()
    await until(() => seen.looks > 0)
    client.destroy(new Error('gone'))
    await hungUp
    const again = () => app.inject({ method: 'POST', url: path.replace('900', '1'), headers })
    let { statusCode } = await again()
    while (statusCode === 429) {
      await pause()
      statusCode = (await again()).statusCode
    }
    expect(statusCode).toBe(202)
    await app.close()
  })
})
