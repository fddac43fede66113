import { createWorld } from './world.ts'

const lifted = async () => {
  const world = createWorld()
  const id = await world.started()
  const events = async () => (await world.store.events.listNewest(id, { limit: 50 })).map(({ message }) => message)
  const runsAt = (epoch: number) => async () => {
    const newest = await world.deployment(id)
    return newest.epoch === epoch && newest.state === 'running'
  }
  return { ...world, id, events, runsAt }
}

it('passes over a damaged checkpoint for the one before it, and tells so', async () => {
  const { engine, driveUntil, deployment, events, runsAt, id, store } = await lifted()
  await driveUntil(id, async () => engine.archive.points.length >= 3)
  engine.crashManager((await deployment(id)).id)
  const [older, newest] = engine.archive.points.slice(-2)
  engine.archive.damage(newest?.location ?? '')
  await driveUntil(id, runsAt(2))
  expect((await deployment(id)).restoreFrom).toBe(older?.location)
  expect(await events()).toContainEqual(expect.stringMatching(/checkpoint cannot be restored .*older state is used/))
  const told = await store.events.listNewest(id, { limit: 50 })
  expect(told.find(({ detail }) => detail?.['damaged'] === newest?.location)).toBeDefined()
})

it('tells of each loss, how often in a row, and when it tries again', async () => {
  const { engine, driveUntil, deployment, runsAt, id, store, status } = await lifted()
  for (let epoch = 1; epoch <= 4; epoch += 1) {
    engine.crashManager((await deployment(id)).id)
    await driveUntil(id, runsAt(epoch + 1))
  }
  const losses = (await store.events.listNewest(id, { limit: 50, kinds: ['deployment'] })).filter(
    ({ detail }) => detail?.['outcome'] === 'lost',
  )
  expect(losses.map(({ detail }) => detail?.['inARow'])).toEqual([4, 3, 2, 1])
  expect(losses[0]?.message).toMatch(/keeps dying, 4 times in a row/)
  const pause = Date.parse(String(losses[0]?.detail?.['nextTryAt'])) - (losses[0]?.at.getTime() ?? 0)
  expect(pause).toBe(4_000)
  expect(await status(id)).toBe('RUNNING')
})

it('replaces a cluster whose JobManager lives and does not answer', async () => {
  const { engine, driveUntil, deployment, runsAt, id, events, liveClusters } = await lifted()
  const first = await deployment(id)
  engine.switches.unreachable = true
  await driveUntil(id, async () => (await deployment(id)).state === 'ended')
  engine.switches.unreachable = false
  await driveUntil(id, runsAt(2))
  expect(engine.isManagerAlive(first.id)).toBe(false)
  expect(await liveClusters()).toBe(1)
  expect(await events()).toContainEqual(expect.stringMatching(/has not answered for 60 seconds/))
})

it('does not mind a JobManager that is silent for less long', async () => {
  const { engine, driveUntil, deployment, pass, clock, id } = await lifted()
  const begun = clock.now().getTime()
  engine.switches.unreachable = true
  while (clock.now().getTime() - begun < 50_000) await pass(id)
  engine.switches.unreachable = false
  await driveUntil(id, async () => (await deployment(id)).observation?.manager === 'serving')
  expect(await deployment(id)).toMatchObject({ epoch: 1, state: 'running' })
})

/** No cluster of it comes up any more. */
const neverAgain = async (ask: 'StopApplication' | 'UpdateApplication') => {
  const world = await lifted()
  const { engine, deployment, id } = world
  const operation = await world.ask(id, ask, {
    snapshot: ask === 'StopApplication' ? 'stop' : 'update',
    ...(ask === 'UpdateApplication' && { version: 2 }),
  })
  engine.crashManager((await deployment(id)).id)
  engine.switches.launchFailure = new Error('no more processes')
  return { ...world, operation: () => world.operation(id, operation) }
}

it('gives a stop up whose cluster does not come back, and goes on trying to run the job', async () => {
  const { driveTo, id, operation, engine, driveUntil, deployment } = await neverAgain('StopApplication')
  await driveTo(id, 'RUNNING')
  expect(await operation()).toMatchObject({ status: 'FAILED', error: expect.stringMatching(/not available for 5 min/) })
  engine.switches.launchFailure = undefined
  await driveUntil(id, async () => (await deployment(id)).state === 'running')
})

it('gives an update up whose cluster does not come back, and never starts it from older state', async () => {
  const { driveTo, id, operation, engine } = await neverAgain('UpdateApplication')
  const launched = engine.counters.managersStarted
  await driveTo(id, 'READY')
  expect(await operation()).toMatchObject({ status: 'FAILED', error: expect.stringMatching(/not available for 5 min/) })
  expect(engine.counters.managersStarted).toBe(launched)
})
