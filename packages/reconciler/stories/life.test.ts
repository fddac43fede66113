import { EngineError } from '@weir/domain'
import { createWorld } from './world.ts'

it('starts: one cluster, RUNNING and the operation SUCCESSFUL at once, phases timed', async () => {
  const world = createWorld()
  const id = await world.created()
  const operationId = await world.ask(id, 'StartApplication')
  await world.driveTo(id, 'RUNNING')
  expect(world.engine.counters.managersStarted).toBe(1)
  const operation = await world.operation(id, operationId)
  expect(operation?.status).toBe('SUCCESSFUL')
  const parts = ['fetch', 'verify', 'sandbox', 'start processes']
  expect(operation?.phases.map((phase) => phase.name)).toEqual([
    ...['launch', ...parts],
    ...['start JVMs', 'schedule', 'restore'],
  ])
  expect(operation?.phases.every((phase) => phase.endedAt !== undefined)).toBe(true)
})

it('fails a start whose main throws: READY, the cause in the operation, no cluster left', async () => {
  const world = createWorld()
  const id = await world.created()
  world.engine.switches.mainFailure = 'java.lang.IllegalStateException: no input'
  const operationId = await world.ask(id, 'StartApplication')
  await world.driveTo(id, 'READY')
  expect(await world.operation(id, operationId)).toMatchObject({
    status: 'FAILED',
    error: 'java.lang.IllegalStateException: no input',
  })
  expect(await world.liveClusters()).toBe(0)
})

it('fails a start that can never work with the words of the engine, cut at 512 characters', async () => {
  const world = createWorld()
  const id = await world.created()
  world.engine.switches.launchFailure = new EngineError('configuration', `not a jar ${'x'.repeat(900)}`)
  const operationId = await world.ask(id, 'StartApplication')
  await world.driveTo(id, 'READY')
  const operation = await world.operation(id, operationId)
  expect(operation?.status).toBe('FAILED')
  expect(operation?.error).toHaveLength(512)
})

it('fails a start in a restart loop with the exception of the job', async () => {
  const world = createWorld()
  const id = await world.created()
  world.engine.switches.restartLoop = 'java.io.IOException: broker gone'
  const operationId = await world.ask(id, 'StartApplication')
  await world.driveTo(id, 'READY')
  expect((await world.operation(id, operationId))?.error).toBe('java.io.IOException: broker gone')
})

it('stops with a snapshot, and the next start restores it', async () => {
  const world = createWorld()
  const id = await world.started()
  const operationId = await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveTo(id, 'READY')
  expect((await world.operation(id, operationId))?.status).toBe('SUCCESSFUL')
  expect(await world.liveClusters()).toBe(0)
  const snapshot = await world.store.snapshots.newestReady(id)
  expect(snapshot?.location).toContain('/snapshots/')

  await world.ask(id, 'StartApplication', { restore: { kind: 'latest-snapshot' } })
  await world.driveTo(id, 'RUNNING')
  expect((await world.deployment(id)).restoreFrom).toBe(snapshot?.location)
  expect(world.engine.launchedWith((await world.deployment(id)).id)?.restoreFrom).toBe(snapshot?.location)
})

it('starts without state when asked to skip it', async () => {
  const world = createWorld()
  const id = await world.started()
  await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveTo(id, 'READY')
  await world.ask(id, 'StartApplication', { restore: { kind: 'none' } })
  await world.driveTo(id, 'RUNNING')
  expect((await world.deployment(id)).restoreFrom).toBeUndefined()
})

it('keeps the job running when the snapshot of a stop fails', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.savepointFailure = 'disk full'
  const operationId = await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveTo(id, 'RUNNING')
  expect(await world.operation(id, operationId)).toMatchObject({ status: 'FAILED', error: 'disk full' })
  expect(await world.liveClusters()).toBe(1)
})

it('stops a job that has finished, although it has no state to keep', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.finishJob((await world.deployment(id)).id)
  await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveTo(id, 'READY')
  expect(await world.liveClusters()).toBe(0)
})

it('force-stops in the middle of a start', async () => {
  const world = createWorld()
  const id = await world.created()
  const start = await world.ask(id, 'StartApplication')
  await world.driveUntil(id, async () => (await world.liveClusters()) === 1)
  await world.ask(id, 'StopApplication', { force: true })
  await world.driveTo(id, 'READY')
  expect((await world.operation(id, start))?.status).toBe('CANCELLED')
  expect(await world.liveClusters()).toBe(0)
})

it('updates: snapshot of the old job, then the new version from it', async () => {
  const world = createWorld()
  const id = await world.started()
  const old = await world.deployment(id)
  const operationId = await world.ask(id, 'UpdateApplication', {
    snapshot: 'update',
    version: 2,
    restore: { kind: 'latest-snapshot' },
  })
  await world.driveTo(id, 'RUNNING')
  const now = await world.deployment(id)
  expect((await world.operation(id, operationId))?.status).toBe('SUCCESSFUL')
  expect(now).toMatchObject({ versionId: 2, epoch: old.epoch + 1 })
  expect(now.restoreFrom).toContain('/snapshots/')
  expect(await world.liveClusters()).toBe(1)
})

it('ends an update whose new version cannot start in READY with the cause', async () => {
  const world = createWorld()
  const id = await world.started()
  const operationId = await world.ask(id, 'UpdateApplication', { snapshot: 'update', version: 2 })
  world.engine.switches.mainFailure = 'java.lang.NoSuchMethodError: x'
  await world.driveTo(id, 'READY')
  expect(await world.operation(id, operationId)).toMatchObject({
    status: 'FAILED',
    error: expect.stringMatching(/^java.lang.NoSuchMethodError: x \[dependency or class loading\]/),
  })
  expect(await world.liveClusters()).toBe(0)
})

it("takes a user's snapshot while the job runs, and removes it when asked", async () => {
  const world = createWorld()
  const id = await world.started()
  await world.takeSnapshot(id, 's1')
  await world.driveUntil(id, async () => (await world.store.snapshots.find(id, 's1'))?.status === 'READY')
  const snapshot = await world.store.snapshots.find(id, 's1')
  expect(await world.status(id)).toBe('RUNNING')
  if (snapshot === undefined) throw new Error('no snapshot')
  await world.store.transaction((tx) => tx.snapshots.save({ ...snapshot, status: 'DELETING' }))
  await world.driveUntil(id, async () => (await world.store.snapshots.find(id, 's1')) === undefined)
  expect(world.engine.archive.points.some((point) => point.location === snapshot.location)).toBe(false)
})

it('deletes a running application with all it left', async () => {
  const world = createWorld()
  const id = await world.started()
  await world.takeSnapshot(id, 's1')
  await world.driveUntil(id, async () => (await world.store.snapshots.find(id, 's1'))?.status === 'READY')
  const application = await world.application(id)
  await world.store.transaction((tx) => tx.applications.save({ ...application, status: 'DELETING' }))
  await world.driveUntil(id, async () => (await world.store.applications.findById(id)) === undefined)
  expect(await world.liveClusters()).toBe(0)
  expect(world.engine.archive.points).toEqual([])
})

it('clears away old deployments once the present one has a checkpoint', async () => {
  const world = createWorld()
  const id = await world.started()
  const first = await world.deployment(id)
  await world.driveUntil(id, async () => world.engine.archive.points.length > 0)
  world.engine.crashManager(first.id)
  await world.driveUntil(id, async () => (await world.deployment(id)).epoch === 2)
  await world.driveUntil(id, async () => (await world.store.deployments.find(first.id)) === undefined)
  expect(world.engine.archive.points.some((point) => point.location.includes(first.id))).toBe(false)
})
