import {
  type ActionName,
  actions,
  ConcurrentModificationException,
  ResourceNotFoundException,
  type StartApplicationRequest,
} from '@weir/service-model'
import { anApplication, created, rest } from '../fixtures/rest-under-test.ts'

describe('the version of an application', () => {
  const update = (
    handler = async (input: { CurrentApplicationVersionId?: number }) => {
      if (input.CurrentApplicationVersionId !== 3) throw new ConcurrentModificationException('stale')
      return { ApplicationDetail: anApplication({ ApplicationVersionId: 4 }) }
    },
  ) => rest({ UpdateApplication: handler })
  const patch = (given: ReturnType<typeof update>, ifMatch?: string, body: object = {}) =>
    given.call('PATCH', '/v1/applications/a', { body, headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } })

  it('is its ETag: what was read is what may be changed', async () => {
    const given = update()
    const { etag } = (await given.call('GET', '/v1/applications/a')).headers
    const answer = await patch(given, String(etag))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.etag).toMatch(/^"4-/)
  })

  const shared = update()
  it.each<[string, string | undefined, object, number]>([
    ['none', undefined, {}, 428],
    ['one in the body', undefined, { CurrentApplicationVersionId: 3 }, 200],
    ['an old one in the body', undefined, { CurrentApplicationVersionId: 2 }, 409],
    ['whichever', '*', {}, 200],
    ['an old one', '"2-0123456789abcdef"', {}, 412],
    ['a plain one', '"3"', {}, 200],
    ['some', '"2", "3"', {}, 200],
    ['some old ones', '"1", "2"', {}, 412],
    ['a weak one', 'W/"3"', {}, 412],
    ['somebody else’s', '"x"', {}, 412],
    ['none that is one', '3', {}, 400],
    ['two that differ', '"3"', { CurrentApplicationVersionId: 2 }, 400],
  ])('is told: %s', async (_name, ifMatch, body, status) => {
    expect((await patch(shared, ifMatch, body)).statusCode).toBe(status)
  })

  it('is compared beforehand where AWS knows no versions', async () => {
    const { call, seen } = rest({ StopApplication: async () => ({ OperationId: 'o' }) })
    const stop = (tag: string) => call('POST', '/v1/applications/a/stop', { headers: { 'if-match': tag } })
    expect((await stop('"2"')).statusCode).toBe(412)
    expect(seen.map(({ action }) => action)).toEqual(['DescribeApplication'])
    expect((await stop('"3"')).statusCode).toBe(202)
  })

  it('spares an answer that is known, and only that', async () => {
    let status = 'READY'
    const { call } = rest({
      DescribeApplication: async () => ({ ApplicationDetail: anApplication({ ApplicationStatus: status }) }),
    })
    const get = (tag: string) => call('GET', '/v1/applications/a', { headers: { 'if-none-match': tag } })
    const { etag } = (await get('"1"')).headers
    const known = await get(`"1", ${String(etag)}`)
    expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', etag])
    status = 'RUNNING'
    expect((await get(String(etag))).statusCode).toBe(200)
  })
})

it('answers HEAD with what GET would have in its head', async () => {
  const { call } = rest()
  const [head, get] = [await call('HEAD', '/v1/applications/a'), await call('GET', '/v1/applications/a')]
  expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', get.headers.etag])
})

describe('deleting', () => {
  it('needs no creation time, and passes on the one it is given', async () => {
    const { call, seen } = rest({ DeleteApplication: async () => ({}) })
    expect((await call('DELETE', '/v1/applications/a')).statusCode).toBe(202)
    await call('DELETE', '/v1/applications/a?createTimestamp=2026-02-01T10:00:01Z')
    const deleted = seen.filter(({ action }) => action === 'DeleteApplication').map(({ input }) => input)
    expect(deleted).toEqual([
      { ApplicationName: 'a', CreateTimestamp: created },
      { ApplicationName: 'a', CreateTimestamp: new Date('2026-02-01T10:00:01Z') },
    ])
  })

  it('looks up the times of snapshots', async () => {
    const { call, seen } = rest({
      DescribeApplicationSnapshot: async () =>
        ({ SnapshotDetails: { SnapshotName: 's', SnapshotCreationTimestamp: created } }) as never,
      DeleteApplicationSnapshot: async () => ({}),
      DescribeSnapshot: async () =>
        ({ SnapshotInfoDetails: { SnapshotName: 's', SnapshotCreationTimestamp: created } }) as never,
      DeleteSnapshot: async () => ({ SnapshotOperationId: 'o' }) as never,
    })
    await call('DELETE', '/v1/applications/a/snapshots/s')
    const answer = await call('DELETE', '/v1/snapshots/s')
    expect(answer.headers.location).toBe('/v1/snapshots/s/operations/o')
    const deleted = seen.filter(({ action }) => action.startsWith('Delete')).map(({ input }) => input)
    expect(deleted).toEqual([
      { ApplicationName: 'a', SnapshotName: 's', SnapshotCreationTimestamp: created },
      { SnapshotName: 's', SnapshotCreationTimestamp: created },
    ])
  })

  it('is not done to what is not there', async () => {
    const { call, seen } = rest({
      DescribeApplication: () => Promise.reject(new ResourceNotFoundException('no')),
      DeleteApplication: async () => ({}),
    })
    expect((await call('DELETE', '/v1/applications/a')).statusCode).toBe(404)
    expect(seen.map(({ action }) => action)).toEqual(['DescribeApplication'])
  })

  it('does not look for whom may not look', async () => {
    const { call } = rest({}, {
      authorize: ({ action }: { action: ActionName; input: StartApplicationRequest }) =>
        action === 'DescribeApplication'
          ? Promise.reject(new ResourceNotFoundException(`denied ${actions[action].input}`))
          : Promise.resolve(),
    } as never)
    expect((await call('DELETE', '/v1/applications/a')).json()).toMatchObject({
      detail: /denied/.source + ' DescribeApplicationRequest',
    })
  })
})
