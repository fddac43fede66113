import type { Deployment, MeasuredApplication } from '@weir/domain'
import { EngineError } from '@weir/domain'
import { aCodeBundle, aDeployment, anApplication, createManualClock, createMemoryStore } from '@weir/testkit'
import { createFakeEngine } from '@weir/testkit/fake-engine/fake-engine'
import { requestOf } from '@weir/engine/conformance/request-of'
import { createMetricsCollector } from './metrics-collector.ts'
import { createUsageRound } from './usage-keeper.ts'

const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const host = 'worker-1'

async function world() {
  const clock = createManualClock()
  const store = createMemoryStore({ clock })
  const engine = createFakeEngine({ clock })
  const seen: MeasuredApplication[][] = []
  const deps = {
    store,
    engine,
    clock,
    sleeper: clock,
    logger,
    host,
    sinks: [(all: readonly MeasuredApplication[]) => void seen.push([...all])],
  }
  const never = new AbortController().signal
  const collect = createMetricsCollector(deps)
  const look = createUsageRound({ store, engine, host })

  /** An application whose cluster was just launched. */
  const launched = async (name: string): Promise<Deployment> => {
    const application = anApplication({ name, status: 'RUNNING' })
    await store.applications.insert(application)
    const request = requestOf({
      stateRoot: 'file:/state',
      code: aCodeBundle(),
      given: { applicationId: application.id },
    })
    const engineRef = await engine.prepare(request)
    const deployment = aDeployment({
      id: request.deploymentId,
      applicationId: application.id,
      host,
      state: 'running',
      engineRef,
      parallelism: request.parallelism,
    })
    await store.deployments.insert(deployment)
    const { accountId, region, id: applicationId } = application
    await store.usage.open({
      deploymentId: deployment.id,
      applicationId,
      applicationName: name,
      accountId,
      region,
      host,
      kpus: 2,
    })
    await engine.launch(request, engineRef)
    return deployment
  }
  const used = async (): Promise<number> => {
    const account = anApplication()
    const { accountId, region } = account
    const all = await store.usage.totals({ accountId, region, from: new Date(0), to: new Date(8.64e15) })
    return all.reduce((sum, { kpuSeconds }) => sum + kpuSeconds, 0)
  }
  const newest = async ({ applicationId }: Deployment) => {
    const point = await store.metrics.newest(applicationId, new Date(0))
    return Object.fromEntries(
      (point?.values ?? []).filter(({ task }) => task === undefined).map(({ metric, value }) => [metric, value]),
    )
  }
  return { clock, store, engine, seen, launched, used, newest, look, round: () => collect(never) }
}

it('keeps what it measures and tells the sinks', async () => {
  const { clock, launched, round, newest, seen } = await world()
  const deployment = await launched('a')
  await clock.advance(11_500)
  await round()
  await clock.advance(15_000)
  await round()
  expect(await newest(deployment)).toMatchObject({
    KPUs: 2,
    uptime: 25_000,
    downtime: 0,
    numRecordsIn: 2_500,
    cpuUtilization: 25,
    containerCPUUtilization: 25,
    heapMemoryUtilization: 50,
  })
  expect(seen.map((all) => all.map(({ application }) => application.name))).toEqual([['a'], ['a']])
})

it('tells the downtime of a cluster that is gone', async () => {
  const { clock, engine, launched, round, newest } = await world()
  const deployment = await launched('a')
  await clock.advance(2_000)
  await round()
  engine.crashManager(deployment.id)
  await clock.advance(15_000)
  await round()
  expect(await newest(deployment)).toEqual({ KPUs: 2, uptime: 0, downtime: 15_000 })
})

it('is not kept waiting by a cluster that hangs, and asks that one only when it has answered', async () => {
  const { clock, engine, launched, round, newest } = await world()
  const [good, hanging] = [await launched('good'), await launched('hanging')]
  await clock.advance(2_000)
  await round()
  const through = async (work: Promise<void>): Promise<void> => {
    const state = { over: false }
    void work.finally(() => (state.over = true))
    while (!state.over) await clock.advance(1_000)
  }
  let asked = 0
  let answer = (): void => undefined
  const { metrics } = engine
  engine.metrics = (ref, level) => {
    if (ref['deploymentId'] !== hanging.id) return metrics(ref, level)
    asked += 1
    return new Promise((_, reject) => {
      answer = () => {
        reject(new EngineError('unreachable', 'too late'))
      }
    })
  }
  await through(round())
  expect(await newest(good)).toMatchObject({ uptime: expect.any(Number), downtime: 0 })
  expect(await newest(hanging)).toEqual({ KPUs: 2, uptime: 0, downtime: expect.any(Number) })
  await round()
  expect(asked).toBe(1)
  answer()
  await clock.advance(1)
  await through(round())
  expect(asked).toBe(2)
})

it('meters a deployment to the end that its engine proves, though nobody watched', async () => {
  const { clock, store, engine, launched, look, used } = await world()
  const deployment = await launched('a')
  await clock.advance(10_000)
  await look()
  expect(await used()).toBe(20)
  // The worker is down from here on; the cluster dies in between.
  await clock.advance(7_000)
  engine.crashManager(deployment.id)
  await clock.advance(60_000)
  await look()
  expect(await used()).toBe(34)
  expect(await store.usage.openOn(host)).toEqual([deployment.id])
  await store.deployments.save({ ...deployment, state: 'ended', outcome: 'lost' })
  await look()
  expect(await store.usage.openOn(host)).toEqual([])
  expect(await used()).toBe(34)
})

it('forgets the meter of a deployment that never started a process', async () => {
  const { store, look, used } = await world()
  const application = anApplication({ name: 'b' })
  const { accountId, region, id: applicationId } = application
  await store.usage.open({
    deploymentId: applicationId,
    applicationId,
    applicationName: 'b',
    accountId,
    region,
    host,
    kpus: 2,
  })
  await look()
  expect(await store.usage.openOn(host)).toEqual([])
  expect(await used()).toBe(0)
})
