import { AccessDeniedException } from '@weir/service-model'
import { anApplication, createManualClock, createMemoryStore } from '@weir/testkit'
import { now } from '../fixtures/api-under-test.ts'
import { apiUnderTest, bearer } from '../fixtures/rest-under-test.ts'
import type { InsightDeps } from './insight-deps.ts'

const second = (before: number): Date => new Date(now.getTime() - before * 1000)

async function world({ deny = false } = {}) {
  const store = createMemoryStore({ clock: createManualClock() })
  const application = anApplication({ name: 'flights' })
  await store.applications.insert(application)
  const permissions: unknown[] = []
  const insight = {
    findApplication: store.applications.findByName,
    permit: async (_: unknown, permission: unknown) => {
      permissions.push(permission)
      if (deny) throw new AccessDeniedException('no')
    },
    metrics: store.metrics,
    usage: store.usage,
  } as unknown as InsightDeps
  const { app } = apiUnderTest({ insight })
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: bearer })
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
  }
  return { app, store, application, get, permissions }
}

describe('metrics', () => {
  const measured = async () => {
    const given = await world()
    const { id: applicationId } = given.application
    const task = { metric: 'numRecordsIn', task: 'Source: a, b' }
    await given.store.metrics.add([
      {
        applicationId,
        at: second(90),
        values: [
          { metric: 'numRecordsIn', value: 10 },
          { ...task, value: 10 },
        ],
      },
      { applicationId, at: second(40), values: [{ metric: 'numRecordsIn', value: 20 }] },
      {
        applicationId,
        at: second(20),
        values: [
          { metric: 'numRecordsIn', value: 40 },
          { ...task, value: 40 },
          { ...task, subtask: 0, value: 15 },
        ],
      },
    ])
    return given
  }

  it('are listed with their newest values', async () => {
    const { get, permissions, application } = await measured()
    expect(await get('/v1/applications/flights/metrics')).toEqual({
      status: 200,
      body: {
        level: 'APPLICATION',
        time: second(20).toISOString(),
        truncated: false,
        metrics: [
          { metric: 'numRecordsIn', unit: 'Count', value: 40 },
          { metric: 'numRecordsIn', unit: 'Count', task: 'Source: a, b', value: 40 },
          { metric: 'numRecordsIn', unit: 'Count', task: 'Source: a, b', parallelism: 0, value: 15 },
        ],
      },
    })
    expect(permissions).toEqual([{ action: 'kinesisanalytics:DescribeApplication', resource: application.arn }])
    const { body } = await get('/v1/applications/flights/metrics?limit=1')
    expect(body).toMatchObject({ truncated: true, metrics: [{ value: 40 }] })
  })

  it.each([
    ['', [10, 30]],
    ['&statistic=Sum', [10, 60]],
    ['&statistic=Maximum', [10, 40]],
    ['&statistic=SampleCount', [1, 2]],
    ['&period=3600', [70 / 3]],
    [`&from=${second(60).getTime() / 1000}`, [30]],
    ['&task=Source%3A%20a%2C%20b', [10, 40]],
    ['&task=Source%3A%20a%2C%20b&parallelism=0', [15]],
    ['&task=elsewhere', []],
  ])('are told as they were: %s', async (query, values) => {
    const { get } = await measured()
    const { body } = await get(`/v1/applications/flights/metrics/numRecordsIn?to=${now.toISOString()}${query}`)
    expect((body['datapoints'] as { value: number }[]).map(({ value }) => value)).toEqual(values)
  })

  it.each([
    ['/numRecordsIn?period=1', 400],
    ['/numRecordsIn?statistic=p99', 400],
    ['/numRecordsIn?operator=Map', 400],
    ['/numRecordsIn?task=a&operator=Map&parallelism=0', 400],
    ['/numRecordsIn?from=2026-03-02', 400],
    ['/numRecordsIn?toString=1', 400],
    ['/constructor', 404],
  ])('are refused for %s', async (path, status) => {
    const { get } = await measured()
    expect((await get(`/v1/applications/flights/metrics${path}`)).status).toBe(status)
  })

  it('are for those who may describe the application', async () => {
    const { get } = await world({ deny: true })
    for (const path of ['metrics', 'metrics/KPUs', 'usage'])
      expect((await get(`/v1/applications/flights/${path}`)).status).toBe(403)
    expect((await get('/v1/usage')).status).toBe(403)
  })
})

describe('usage', () => {
  const used = async () => {
    const given = await world()
    const { id: applicationId, accountId, region } = given.application
    const run = async (deploymentId: string, name: string, id: string, [from, to]: [number, number], kpus: number) => {
      await given.store.usage.open({
        deploymentId,
        applicationId: id,
        applicationName: name,
        accountId,
        region,
        host: 'h',
        kpus,
      })
      await given.store.usage.see([
        { deploymentId, life: { startedAt: second(from), lastSeenAt: second(to), live: true } },
      ])
    }
    await run('d-1', 'flights', applicationId, [100, 50], 2)
    await given.store.usage.close('d-1', undefined)
    await run('d-2', 'flights', applicationId, [40, 0.5], 3)
    await run('d-3', 'gone', 'another', [10, 5], 2)
    return given
  }

  it('is told by period, with the part of a period that lies in the time asked for', async () => {
    const { get } = await used()
    expect((await get('/v1/applications/flights/usage')).body).toMatchObject({
      application: 'flights',
      from: second(43_200).toISOString(),
      to: now.toISOString(),
      kpuSeconds: 218.5,
      kpuHours: 0.060694,
      truncated: false,
      periods: [
        { kpus: 2, kpuSeconds: 100, deploymentId: 'd-1', open: false },
        { kpus: 3, kpuSeconds: 118.5, deploymentId: 'd-2', open: true },
      ],
    })
    const within = `from=${second(60).getTime() / 1000}&to=${second(30).getTime() / 1000}`
    expect((await get(`/v1/applications/flights/usage?${within}`)).body).toMatchObject({ kpuSeconds: 20 + 30 })
  })

  it('is told of an account with what was deleted since', async () => {
    const { get, permissions } = await used()
    expect((await get('/v1/usage')).body).toMatchObject({
      kpuSeconds: 228.5,
      applications: [
        { application: 'flights', kpuSeconds: 218.5 },
        { application: 'gone', applicationId: 'another', kpuSeconds: 10 },
      ],
    })
    expect(permissions).toEqual([{ action: 'kinesisanalytics:ListApplications', resource: '*' }])
    expect((await get('/v1/usage?from=2026-04-01&to=2026-03-01')).status).toBe(400)
  })
})

describe('/metrics', () => {
  const scrape = async (token: string | undefined, headers: Record<string, string>) => {
    const counted: unknown[] = []
    const { app } = apiUnderTest({
      metrics: {
        request: (...given) => void counted.push(given.slice(0, 2)),
        contentType: 'text/plain; version=0.0.4',
        text: async () => 'weir_up 1\n',
        token,
      },
    })
    const answer = await app.inject({ url: '/metrics', headers: { host: 'localhost', ...headers } })
    return { status: answer.statusCode, text: answer.body, type: answer.headers['content-type'], counted }
  }

  it('is for scrapers with the token, and for this machine without one', async () => {
    const token = '0123456789abcdef'
    const told = { status: 200, text: 'weir_up 1\n', type: 'text/plain; version=0.0.4', counted: [['none', 200]] }
    expect(await scrape(token, { authorization: `Bearer ${token}` })).toEqual(told)
    expect(await scrape(undefined, {})).toEqual(told)
    expect((await scrape(token, {})).status).toBe(401)
    expect((await scrape(token, { authorization: 'Bearer guessed-guessed-guessed' })).status).toBe(401)
    expect((await scrape(undefined, { 'x-forwarded-for': '10.0.0.1' })).status).toBe(401)
  })
})
