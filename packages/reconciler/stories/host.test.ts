import { createReconciler, defaultReconcilerSettings } from '@weir/reconciler'
import { aDeployment, anOperation } from '@weir/testkit'
import { createWorld } from './world.ts'

type World = ReturnType<typeof createWorld>

const settings = defaultReconcilerSettings

/** Lets the background of a reconciler go on until something holds. */
const live = async (world: World, done: () => Promise<boolean>): Promise<void> => {
  for (let turns = 0; !(await done()); turns += 1) {
    if (turns > 5_000) throw new Error('it did not come to that')
    await world.clock.advance(100)
  }
}

const begun = (world: World, host = 'host-1') => {
  const reconciler = createReconciler({ ...world.deps, host }, settings)
  reconciler.start()
  return reconciler
}

/** Stops while time goes on. */
const stopped = async (world: World, stop: Promise<void>): Promise<void> => {
  let over = false
  void stop.then(() => {
    over = true
  })
  await live(world, () => Promise.resolve(over))
}

it('starts an application it was poked for', async () => {
  const world = createWorld()
  const id = await world.created()
  const reconciler = begun(world)
  await world.ask(id, 'StartApplication')
  reconciler.poke(id)
  await live(world, async () => (await world.status(id)) === 'RUNNING')
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
})

it('finds by its sweep what nobody woke it for', async () => {
  const world = createWorld()
  const id = await world.created()
  await world.ask(id, 'StartApplication')
  const reconciler = begun(world)
  await live(world, async () => (await world.status(id)) === 'RUNNING')
  expect(reconciler.healthy()).toBe(true)
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
})

it('keeps the lease of a quiet running application, and the cluster with it', async () => {
  const world = createWorld()
  const id = await world.created()
  await world.ask(id, 'StartApplication')
  const reconciler = begun(world)
  await live(world, async () => (await world.status(id)) === 'RUNNING')
  for (let minute = 0; minute < 5; minute += 1) await world.clock.advance(60_000)
  expect(world.engine.counters.managersStarted).toBe(1)
  expect(await world.liveClusters()).toBe(1)
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
})

it('forgets operations ninety days after their end', async () => {
  const world = createWorld()
  const id = await world.created()
  const day = 24 * 3_600_000
  const ended = (days: number) => new Date(world.clock.now().getTime() - days * day)
  for (let n = 0; n < 1_000; n += 1) {
    await world.store.operations.insert(anOperation({ applicationId: id, startedAt: ended(100), endedAt: ended(91) }))
  }
  const recent = anOperation({ applicationId: id, startedAt: ended(100), endedAt: ended(89) })
  await world.store.operations.insert(recent)
  const hour = 3_600_000
  const slowly = { ...settings, sweepMs: hour, strangerSweepMs: hour, leaseMs: 4 * hour }
  const reconciler = createReconciler(world.deps, slowly)
  reconciler.start()
  const kept = async () => (await world.store.operations.list(id, { limit: 50 })).map((operation) => operation.id)
  await live(world, async () => (await kept()).length === 1)
  expect(await kept()).toEqual([recent.id])
  await world.clock.advance(2 * day)
  await live(world, async () => (await kept()).length === 0)
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
})

it('lets go of an application at rest, for any host to take', async () => {
  const world = createWorld()
  const id = await world.created()
  await world.ask(id, 'StartApplication')
  const reconciler = begun(world)
  await live(world, async () => (await world.status(id)) === 'RUNNING')
  await world.ask(id, 'StopApplication', { force: true })
  reconciler.poke(id)
  await live(world, async () => (await world.store.leases.holder(id)) === undefined)
  expect(await world.status(id)).toBe('READY')
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
})

it('suspends with a savepoint when the service stops, and the next worker resumes from it', async () => {
  const world = createWorld()
  const id = await world.created()
  await world.ask(id, 'StartApplication')
  const reconciler = begun(world)
  await live(world, async () => (await world.status(id)) === 'RUNNING')
  const deadline = new Date(world.clock.now().getTime() + 15_000)
  await stopped(world, reconciler.stop({ clusters: 'suspend', deadline }))
  expect(await world.liveClusters()).toBe(0)
  expect(await world.status(id)).toBe('RUNNING')
  expect(await world.deployment(id)).toMatchObject({ state: 'ended', outcome: 'suspended' })

  const successor = begun(world)
  await live(world, async () => (await world.deployment(id)).state === 'running')
  expect((await world.deployment(id)).restoreFrom).toContain('/suspension/')
  await stopped(world, successor.stop({ clusters: 'keep' }))
})

it('suspends on the last checkpoint when a savepoint takes too long', async () => {
  const world = createWorld()
  const id = await world.created()
  await world.ask(id, 'StartApplication')
  const reconciler = begun(world)
  await live(world, async () => world.engine.archive.points.length > 0)
  world.engine.switches.savepointHangs = true
  const deadline = new Date(world.clock.now().getTime() + 5_000)
  await stopped(world, reconciler.stop({ clusters: 'suspend', deadline }))
  expect(await world.liveClusters()).toBe(0)
  const successor = begun(world)
  await live(world, async () => (await world.deployment(id)).epoch === 2)
  expect((await world.deployment(id)).restoreFrom).toContain('/chk-')
  await stopped(world, successor.stop({ clusters: 'keep' }))
})

it('leaves clusters to a successor on the same host', async () => {
  const world = createWorld()
  const id = await world.created()
  await world.ask(id, 'StartApplication')
  const reconciler = begun(world)
  await live(world, async () => (await world.status(id)) === 'RUNNING')
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
  await world.clock.advance(120_000)
  expect(await world.liveClusters()).toBe(1)
  const successor = begun(world)
  await world.clock.advance(120_000)
  expect(world.engine.counters.managersStarted).toBe(1)
  expect(await world.liveClusters()).toBe(1)
  await stopped(world, successor.stop({ clusters: 'keep' }))
})

it('takes over from a host that went silent', async () => {
  const world = createWorld()
  const id = await world.started()
  const reconciler = begun(world, 'host-2')
  await live(world, async () => {
    const newest = await world.deployment(id)
    return newest.host === 'host-2' && newest.state === 'running'
  })
  expect(await world.liveClusters()).toBe(1)
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
})

it('ends clusters that belong to nobody', async () => {
  const world = createWorld()
  const id = await world.started()
  const newest = await world.deployment(id)
  await world.store.deployments.save({ ...newest, state: 'ended', outcome: 'lost' })
  await world.store.deployments.insert(
    aDeployment({
      applicationId: id,
      epoch: 2,
      host: 'host-9',
      state: 'running',
      engineRef: { deploymentId: 'elsewhere' },
    }),
  )
  const reconciler = begun(world)
  await live(world, async () => world.engine.counters.destroys === 1)
  await stopped(world, reconciler.stop({ clusters: 'keep' }))
})
