import { createWorld } from './world.ts'

const snapshotsOf = async ({ store }: ReturnType<typeof createWorld>, id: string) =>
  (await store.snapshots.list(id, { limit: 99 })).map(({ name }) => name)

it('notes what is in a snapshot when it is READY', async () => {
  const world = createWorld()
  const id = await world.started()
  await world.takeSnapshot(id, 's1')
  await world.driveUntil(id, async () => (await world.store.snapshots.find(id, 's1'))?.status === 'READY')
  const snapshot = await world.store.snapshots.find(id, 's1')
  expect(snapshot?.contents).toMatchObject({ operators: [{ name: 'count', parallelism: 1 }] })
  expect(snapshot?.contents?.sizeInBytes).toBeGreaterThan(0)
})

it('does not call a savepoint READY that cannot be read back', async () => {
  const world = createWorld()
  const id = await world.started()
  const { fault } = world.engine.archive
  world.engine.archive.fault = (location) =>
    location.includes('/snapshots/') ? Promise.resolve('its _metadata is cut off') : fault(location)
  await world.takeSnapshot(id, 's1')
  await world.driveUntil(id, async () => (await world.store.snapshots.find(id, 's1'))?.status === 'FAILED')
  expect((await world.store.snapshots.find(id, 's1'))?.failure).toMatch(/cannot be read back: its _metadata is cut off/)
  expect(await world.status(id)).toBe('RUNNING')
})

it('does not take a stop for one that kept the state when its savepoint cannot be read back', async () => {
  const world = createWorld()
  const id = await world.started()
  const { fault } = world.engine.archive
  world.engine.archive.fault = (location) =>
    location.includes('/snapshots/') ? Promise.resolve('its _metadata is cut off') : fault(location)
  const stop = await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveTo(id, 'READY')
  expect(await world.operation(id, stop)).toMatchObject({
    status: 'FAILED',
    error: expect.stringMatching(/cannot be read back: its _metadata is cut off/) as unknown,
  })
  // Nor does anything older pass for it.
  expect((await world.deployment(id)).finalSavepoint).toMatch(/\/snapshots\//)
})

it('keeps as many automatic snapshots as it is told, and all that users took', async () => {
  const world = createWorld()
  const deps = { ...world.deps, automaticSnapshotsKept: 2 }
  const id = await world.started()
  const drive = async (done: () => Promise<boolean>): Promise<void> => {
    while (!(await done())) await world.pass(id, deps)
  }
  await world.takeSnapshot(id, 'mine')
  await drive(async () => (await world.store.snapshots.find(id, 'mine'))?.status === 'READY')
  const stops: string[] = []
  for (let round = 0; round < 4; round += 1) {
    stops.push(`stop-${await world.ask(id, 'StopApplication', { snapshot: 'stop' })}`)
    await drive(async () => (await world.status(id)) === 'READY')
    await world.ask(id, 'StartApplication')
    await drive(async () => (await world.status(id)) === 'RUNNING')
  }
  await drive(async () => (await world.store.snapshots.inFlight(id)).length === 0)
  expect(await snapshotsOf(world, id)).toEqual(['mine', ...stops.slice(-2)])
  // their files too
  const [oldest] = stops
  expect(await world.store.snapshots.find(id, oldest ?? '')).toBeUndefined()
})
