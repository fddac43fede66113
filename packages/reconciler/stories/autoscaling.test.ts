import type { ClusterMetrics } from '@weir/domain'
import { defaultQuotas } from '@weir/domain'
import { createAutoscaler } from '@weir/reconciler'
import { createWorld } from './world.ts'

const pointMs = 60_000

/** A world whose one job uses the processor as the test says, in percent of each TaskManager's. */
const createScaledWorld = async ({ quotas = defaultQuotas } = {}) => {
  const world = createWorld()
  let cpuSeconds = 0
  let percent = 0
  const metrics = (): Promise<ClusterMetrics> => {
    cpuSeconds += (percent / 100) * (pointMs / 1000)
    const at = world.clock.now()
    const container = { id: 'tm', cpuSeconds, cpus: 1, memoryBytes: 1, memoryLimitBytes: 2 }
    return Promise.resolve({ at, runningSince: at, values: [], containers: [container] })
  }
  const autoscale = () =>
    createAutoscaler({
      ...world.deps,
      engine: { metrics },
      quotasOf: () => quotas,
      pointMs,
      publish: () => undefined,
    })()
  const id = await world.started()
  /** Minutes with one point each; each by a worker that was started anew. */
  const minutes = async (count: number, load: number): Promise<void> => {
    percent = load
    for (let minute = 0; minute < count; minute += 1) {
      // In parts: a lease that nobody extends for a minute is lost.
      const end = world.clock.now().getTime() + pointMs
      while (world.clock.now().getTime() < end) {
        await world.clock.advance(10_000)
        await world.pass(id)
      }
      await autoscale()
    }
  }
  return { world, id, minutes, autoscale }
}

it('doubles by the rule, stores why, and has the job go over', async () => {
  const { world, id, minutes, autoscale } = await createScaledWorld()
  await minutes(15, 90)
  expect(await world.status(id)).toBe('RUNNING')
  await minutes(1, 90)
  expect(await world.application(id)).toMatchObject({ status: 'AUTOSCALING', currentParallelism: 2, versionId: 1 })
  await autoscale()
  await world.driveTo(id, 'RUNNING')
  expect(await world.deployment(id)).toMatchObject({ parallelism: 2, epoch: 1 })
  const [decision, ...others] = await world.store.scaling.listDecisions(id, { limit: 9 })
  expect(others).toEqual([])
  expect(decision).toMatchObject({ from: 1, to: 2, policy: 'cpu', inputs: { pointsAtOrAbove75: 15 } })
  expect(await world.operation(id, decision?.operationId ?? '')).toMatchObject({
    name: 'AutoScaling',
    status: 'SUCCESSFUL',
  })
  await minutes(1, 50)
  expect((await world.store.scaling.findState(id))?.verdict).toMatch(/between the thresholds/)
})

it('takes one point a minute however often it looks, and leaves alone what is switched off', async () => {
  const { world, id, minutes, autoscale } = await createScaledWorld()
  await minutes(3, 90)
  for (let looks = 0; looks < 20; looks += 1) await autoscale()
  expect((await world.store.scaling.findState(id))?.memory.above).toBe(2)
  const application = await world.application(id)
  const flink = application.spec.flink!
  const off = { ...flink, parallelism: { ...flink.parallelism, autoScalingEnabled: false } }
  await world.store.transaction((tx) =>
    tx.applications.save({ ...application, spec: { ...application.spec, flink: off } }),
  )
  await minutes(20, 90)
  expect(await world.status(id)).toBe('RUNNING')
})

it('does not try again soon what has failed', async () => {
  const { world, id, minutes } = await createScaledWorld()
  world.engine.switches.rescaleRefusal = 'no'
  world.engine.switches.mainFailureOf = ({ parallelism }) =>
    parallelism === 2 ? 'java.lang.Error: too wide' : undefined
  await minutes(16, 90)
  await world.driveTo(id, 'RUNNING')
  expect(await world.application(id)).toMatchObject({ currentParallelism: 1 })
  await minutes(40, 90)
  expect(await world.status(id)).toBe('RUNNING')
  expect((await world.store.scaling.findState(id))?.verdict).toBe('Going to 2 has failed lately.')
  expect(await world.store.scaling.listDecisions(id, { limit: 9 })).toHaveLength(1)
})

it("stays within its account's quotas, tells once that it would go beyond, and goes on when they are raised", async () => {
  const quotas = { ...defaultQuotas, kpusPerApplication: 3 }
  const { world, id, minutes } = await createScaledWorld({ quotas })
  await minutes(16, 90)
  await world.driveTo(id, 'RUNNING')
  await minutes(17, 90)
  await world.driveTo(id, 'RUNNING')
  expect(await world.application(id)).toMatchObject({ status: 'RUNNING', currentParallelism: 3 })
  await minutes(25, 90)
  expect(await world.application(id)).toMatchObject({ status: 'RUNNING', currentParallelism: 3 })
  expect(await world.store.scaling.listDecisions(id, { limit: 9 })).toHaveLength(2)
  const told = async () =>
    (await world.store.events.listAfter(id, { after: 0, limit: 99, kinds: ['scaling'] })).filter(({ message }) =>
      message.startsWith('Parallelism stays'),
    )
  const why = /stays at 3, though 6 is wanted: CPU is at \d+ %.*the quota of 3 KPUs \(ParallelismPerKPU is 1\)/
  expect(await told()).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(why) as unknown,
      detail: expect.objectContaining({
        wanted: 6,
        ceiling: 3,
        inputs: expect.objectContaining({ parallelism: 3 }) as unknown,
      }) as unknown,
    }),
  ])
  expect((await world.store.scaling.findState(id))?.verdict).toMatch(/the quota of 3 KPUs/)
  quotas.kpusPerApplication = 5
  await minutes(2, 90)
  await world.driveTo(id, 'RUNNING')
  expect(await world.application(id)).toMatchObject({ currentParallelism: 5 })
})
