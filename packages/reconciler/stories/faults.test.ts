import { createWorld } from './world.ts'

const aMinute = 60_000

it('replaces a cluster whose JobManager died, from its newest checkpoint', async () => {
  const world = createWorld()
  const id = await world.started()
  const first = await world.deployment(id)
  await world.driveUntil(id, async () => world.engine.archive.points.length >= 2)
  const newest = world.engine.archive.points.at(-1)
  world.engine.crashManager(first.id)
  await world.driveUntil(id, async () => {
    const { state, epoch } = await world.deployment(id)
    return epoch === 2 && state === 'running'
  })
  expect((await world.deployment(id)).restoreFrom).toBe(newest?.location)
  expect(await world.status(id)).toBe('RUNNING')
  expect(await world.liveClusters()).toBe(1)
})

it('brings a dead TaskManager back into the same cluster', async () => {
  const world = createWorld()
  const id = await world.started()
  const { id: deploymentId } = await world.deployment(id)
  world.engine.crashTaskManager(deploymentId)
  await world.driveUntil(id, async () => world.engine.counters.taskManagersStarted === 2)
  expect((await world.deployment(id)).id).toBe(deploymentId)
  expect(world.engine.counters.managersStarted).toBe(1)
})

it('starts one cluster when the worker dies between the spawn and its record', async () => {
  const world = createWorld()
  const id = await world.created()
  const operationId = await world.ask(id, 'StartApplication')
  world.engine.switches.crashAfterSpawn = new Error('killed')
  await world.driveUntil(id, async () => world.engine.counters.launches >= 1)
  expect((await world.deployment(id)).state).toBe('planned')
  world.engine.switches.crashAfterSpawn = undefined
  await world.driveTo(id, 'RUNNING')
  expect(world.engine.counters.managersStarted).toBe(1)
  expect((await world.operation(id, operationId))?.status).toBe('SUCCESSFUL')
})

it('tries a start again whose JobManager is killed, and gives up with a cause after three', async () => {
  const world = createWorld()
  const id = await world.created()
  const operationId = await world.ask(id, 'StartApplication')
  world.engine.switches.startupMs = aMinute
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await world.driveUntil(id, async () => (await world.liveClusters()) === 1)
    world.engine.crashManager((await world.deployment(id)).id)
    await world.driveUntil(id, async () => (await world.deployment(id)).state === 'ended')
  }
  await world.driveTo(id, 'READY')
  const operation = await world.operation(id, operationId)
  expect(operation?.status).toBe('FAILED')
  expect(operation?.error).toMatch(/lost 3 times while starting/)
})

it('adopts the savepoint of a stop whose cluster died before it could answer', async () => {
  const world = createWorld()
  const id = await world.started()
  await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveUntil(id, async () => world.engine.counters.savepoints === 1)
  const { id: deploymentId } = await world.deployment(id)
  const [snapshot] = await world.store.snapshots.inFlight(id)
  world.engine.archive.add({
    location: `file:/state/applications/${id}/snapshots/${snapshot?.triggerId ?? ''}/savepoint-1`,
    kind: 'savepoint',
    completedAt: world.clock.now(),
  })
  world.engine.crashManager(deploymentId)
  await world.driveTo(id, 'READY')
  expect(world.engine.counters.managersStarted).toBe(1)
  expect((await world.store.snapshots.newestReady(id))?.location).toContain('savepoint-1')
})

it('brings the job back and snapshots again when a cluster is lost in mid-stop without a savepoint', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.savepointMs = 10_000
  await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveUntil(id, async () => world.engine.counters.savepoints === 1)
  world.engine.crashManager((await world.deployment(id)).id)
  await world.driveTo(id, 'READY')
  expect(world.engine.counters).toMatchObject({ managersStarted: 2, savepoints: 2 })
  expect((await world.store.snapshots.newestReady(id))?.attempts).toBe(2)
})

it('waits with a snapshot for a restarting job, and fails it with the exception when that does not end', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.restartLoop = 'java.io.IOException: broker gone'
  await world.takeSnapshot(id, 's1')
  await world.driveUntil(id, async () => (await world.store.snapshots.find(id, 's1'))?.status === 'FAILED')
  expect((await world.store.snapshots.find(id, 's1'))?.failure).toBe('java.io.IOException: broker gone')
  expect(await world.status(id)).toBe('RUNNING')
})

it('resumes a job that failed for good while RUNNING, more and more slowly', async () => {
  const world = createWorld()
  const id = await world.started()
  for (let round = 0; round < 4; round += 1) {
    const { id: deploymentId, epoch } = await world.deployment(id)
    world.engine.failJob(deploymentId, 'java.lang.OutOfMemoryError')
    await world.driveUntil(id, async () => {
      const newest = await world.deployment(id)
      return newest.epoch > epoch && newest.state === 'running'
    })
  }
  expect(await world.status(id)).toBe('RUNNING')
  const gaps = (await world.store.deployments.list(id, { limit: 10 })).map((each) => each.createdAt.getTime())
  const pauses = gaps.slice(0, -1).map((at, index) => at - (gaps[index + 1] ?? 0))
  expect(pauses[0]).toBeGreaterThan(pauses.at(-1) ?? 0)
})

it('goes on under a new owner after the lease has expired, without two clusters', async () => {
  const world = createWorld()
  const id = await world.started()
  const first = await world.deployment(id)
  const other = { ...world.deps, host: 'host-2' }
  await expect(world.pass(id, other)).rejects.toThrow(/held by another/)
  await world.engine.extendLease(first.engineRef ?? {}, new Date(world.clock.now().getTime() + 30_000))
  await world.clock.advance(31_000)
  while ((await world.deployment(id)).epoch === 1) await world.pass(id, other)
  expect(await world.liveClusters()).toBe(0)
  while ((await world.deployment(id)).state !== 'running') await world.pass(id, other)
  expect(await world.deployment(id)).toMatchObject({ host: 'host-2', epoch: 2 })
  expect(await world.liveClusters()).toBe(1)
})

it('finishes a teardown that a dead worker had begun', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.teardownFailure = new Error('killed')
  await world.ask(id, 'StopApplication', { force: true })
  await world.driveUntil(id, async () => (await world.deployment(id)).state === 'ending')
  world.engine.switches.teardownFailure = undefined
  await world.driveTo(id, 'READY')
  expect(await world.liveClusters()).toBe(0)
})

it('does not launch what a force stop has overtaken', async () => {
  const world = createWorld()
  const id = await world.created()
  await world.ask(id, 'StartApplication')
  await world.pass(id)
  await world.ask(id, 'StopApplication', { force: true })
  await world.driveTo(id, 'READY')
  expect(world.engine.counters.managersStarted).toBe(0)
})
