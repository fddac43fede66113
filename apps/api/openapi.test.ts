// openapi.yaml and the routes are written apart from each other (but for the actions' own): this holds them together.
import { defaultQuotas, memoryOf, type Store } from '@weir/domain'
import type { IdentityActions } from '@weir/control-plane/identity'
import { aDiagnosis, anApplication, aSnapshot, createManualClock, createMemoryStore } from '@weir/testkit'
import { createFakeLogs } from '@weir/testkit/fake-engine/fake-engine-logs'
import type { AuditDeps } from './deps.ts'
import { documentedAnswers } from './fixtures/documented-answers.ts'
import { apiUnderTest, bearer } from './fixtures/rest-under-test.ts'
import type { InsightDeps } from './insight/insight-deps.ts'
import type { MetricsDeps } from './routes/metrics.ts'

const { routes, faultsOf } = documentedAnswers()
const at = new Date('2026-03-01T11:59:30Z')
const application = anApplication({ name: 'flights' })
const { id: applicationId } = application
const deploymentId = 'd-1'
const operationId = 'o-1'

const insightOf = (store: Store): InsightDeps => {
  const logs = createFakeLogs({ now: () => at })
  logs.log(
    { applicationId, applicationArn: application.arn, deploymentId, versionId: 1, epoch: 1 },
    {
      message: 'said',
      throwableInformation: ['x.E: why'],
    },
  )
  return {
    ...store,
    findApplication: (scope, name) => store.applications.findByName(scope, name),
    permit: () => Promise.resolve(),
    readLogs: (id, { query, signal }) => logs.read(id, query, signal),
    readScaling: { scaling: store.scaling, operations: store.operations, quotasOf: () => defaultQuotas },
    readHealth: async ({ id }) => (await store.health.find(id))!,
  }
}

/** Everything that is told of applications, with all members that may be there. */
async function tell(store: Store): Promise<void> {
  await store.applications.insert(application)
  await store.events.add({
    applicationId,
    at,
    kind: 'phase',
    message: 'm',
    operationId,
    deploymentId,
    detail: { a: 1 },
  })
  const diagnosis = aDiagnosis({ applicationId, operationId, deploymentId })
  await store.diagnoses.save(diagnosis)
  const watch = {
    deploymentId,
    troubles: [at.toISOString()],
    count: 1,
    clusters: 0,
    restarts: 1,
    diagnosisId: diagnosis.id,
  }
  await store.health.save({ applicationId, state: 'RESTARTING', since: at, why: 'It failed.', watch })
  await store.snapshots.insert(
    aSnapshot({
      applicationId,
      name: 'first',
      status: 'READY',
      contents: { sizeInBytes: 9, operators: [{ name: 'Map', parallelism: 2, sizeInBytes: 9 }] },
    }),
  )
  await store.metrics.add([
    {
      applicationId,
      at,
      values: [
        { metric: 'KPUs', value: 1 },
        { metric: 'numRecordsIn', task: 'Map', subtask: 0, value: 2 },
        { metric: 'numRecordsIn', task: 'Map', operator: 'Map', value: 2 },
      ],
    },
  ])
  const { name: applicationName, accountId, region } = application
  await store.usage.open({ deploymentId, applicationId, applicationName, accountId, region, host: 'h', kpus: 2 })
  await store.usage.see([
    { deploymentId, life: { startedAt: at, lastSeenAt: new Date(at.getTime() + 9_000), live: true } },
  ])
  const policy = 'backlog' as const
  await store.scaling.saveState({ applicationId, evaluatedAt: at, policy, verdict: 'v', memory: memoryOf('run') })
  const decision = {
    id: 'decided',
    applicationId,
    operationId,
    decidedAt: at,
    policy,
    from: 1,
    to: 2,
    reason: 'r',
    inputs: { a: 1 },
  }
  await store.scaling.addDecision(decision)
}

function api(store = createMemoryStore({ clock: createManualClock() })) {
  const { app } = apiUnderTest({
    insight: insightOf(store),
    identity: {} as IdentityActions,
    audit: { events: 'none' } as AuditDeps,
    metrics: { request: () => undefined } as unknown as MetricsDeps,
    operationPhases: () => Promise.resolve([{ name: 'launch', startedAt: at, endedAt: at, detail: 'd' }]),
  })
  const served: { method: string; url: string }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) served.push({ method: each, url })
  })
  return { app, served }
}

/** A route whatever its parameters are called. */
const form = (method: string, path: string): string => `${method} ${path.replace(/\{[^}]*\}|:[A-Za-z]+|\*$/g, '{}')}`

it('has every REST route, and none that is not there', async () => {
  const { app, served } = api()
  await app.ready()
  const documented = new Set(routes.map(({ method, path }) => form(method, path)))
  const there = new Set(served.map(({ method, url }) => form(method, url)))
  expect([...documented].filter((route) => !there.has(route))).toEqual([])
  const others = served.filter(
    ({ method, url }) => /^\/(v1|health|problems|metrics)/.test(url) && !documented.has(form(method, url)),
  )
  for (const { method, url } of others.filter(({ method }) =>
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method),
  )) {
    const { statusCode } = await app.inject({ method: method as 'GET', url, headers: bearer })
    expect({ method, url, statusCode }).toEqual({ method, url, statusCode: 405 })
  }
})

describe('the answers of what is told of applications', () => {
  const store = createMemoryStore({ clock: createManualClock() })
  const { app } = api(store)
  beforeAll(() => tell(store))

  it.each([
    ['/applications/{applicationName}/events'],
    ['/applications/{applicationName}/health'],
    ['/applications/{applicationName}/diagnosis'],
    ['/applications/{applicationName}/diagnoses'],
    ['/applications/{applicationName}/logs'],
    ['/applications/{applicationName}/metrics'],
    ['/applications/{applicationName}/metrics/{metric}', '/applications/flights/metrics/numRecordsIn'],
    [
      '/applications/{applicationName}/metrics/{metric}',
      '/applications/flights/metrics/numRecordsIn?task=Map&operator=Map',
    ],
    ['/applications/{applicationName}/usage'],
    ['/applications/{applicationName}/scaling'],
    [
      '/applications/{applicationName}/snapshots/{snapshotName}/contents',
      '/applications/flights/snapshots/first/contents',
    ],
    ['/applications/{applicationName}/operations/{operationId}/phases', '/applications/flights/operations/o/phases'],
    ['/usage'],
  ])('have no member that it does not know: %s', async (path, asked = path.replace('{applicationName}', 'flights')) => {
    const { statusCode, body } = await app.inject({ url: `/v1${asked}`, headers: bearer })
    const faults = faultsOf({ method: 'GET', path: `/v1${path}` }, statusCode, JSON.parse(body))
    expect({ statusCode, faults, body }).toEqual({ statusCode: 200, faults: [], body })
  })
})
