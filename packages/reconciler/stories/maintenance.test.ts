import { createWorld } from './world.ts'

const window = new Date('2026-03-01T04:00:00Z')

/** A running application whose window is open, and a newer release of its runtime. */
const outdated = async ({ snapshots = true }: { snapshots?: boolean } = {}) => {
  const world = createWorld()
  const id = await world.created()
  const record = await world.application(id)
  await world.store.applications.save({
    ...record,
    maintenanceWindowStart: '03:00',
    spec: { ...record.spec, snapshotsEnabled: snapshots },
  })
  await world.clock.advance(window.getTime() - world.clock.now().getTime())
  await world.ask(id, 'StartApplication')
  await world.driveTo(id, 'RUNNING')
  expect((await world.deployment(id)).release).toBe('1')
  world.engine.switches.releases = { [record.runtimeEnvironment]: '2' }
  const maintenance = async () =>
    (await world.store.operations.list(id, { limit: 9, name: 'ApplicationMaintenance' }))[0]
  const over = () => world.driveUntil(id, async () => ((await maintenance())?.endedAt ?? undefined) !== undefined)
  return { ...world, id, maintenance, over }
}

it('brings a running application to the newer release inside its window, from a snapshot', async () => {
  const { id, engine, store, driveTo, over, deployment, maintenance, status, liveClusters } = await outdated()
  await driveTo(id, 'MAINTENANCE')
  await over()
  expect(await status(id)).toBe('RUNNING')
  const newest = await deployment(id)
  expect(newest).toMatchObject({ release: '2', state: 'running' })
  expect(engine.launchedWith(newest.id)?.release).toBe('2')
  const [snapshot] = await store.snapshots.list(id, { limit: 9 })
  expect(snapshot).toMatchObject({ status: 'READY', name: expect.stringMatching(/^APPLICATIONMAINTENANCE-/) })
  expect(newest.restoreFrom).toBe(snapshot?.location)
  expect(await maintenance()).toMatchObject({ status: 'SUCCESSFUL', intent: { release: '2' } })
  expect(await liveClusters()).toBe(1)
  expect(await store.events.listNewest(id, { limit: 1, kinds: ['maintenance'] })).toHaveLength(1)
})

it('goes on from the newest checkpoint where snapshots are off', async () => {
  const { id, store, over, deployment } = await outdated({ snapshots: false })
  await over()
  const newest = await deployment(id)
  expect(newest.release).toBe('2')
  expect(newest.restoreFrom).toMatch(/checkpoints/)
  expect(await store.snapshots.list(id, { limit: 9 })).toEqual([])
})

it('waits for the window', async () => {
  const { id, pass, clock, store, deployment } = await outdated()
  const record = await store.applications.findById(id)
  if (record === undefined) throw new Error('it is there')
  await store.applications.save({ ...record, maintenanceWindowStart: '13:00' })
  for (let passes = 0; passes < 20; passes += 1) await pass(id)
  expect((await deployment(id)).release).toBe('1')
  expect(clock.now().getUTCHours()).toBeLessThan(13)
})

it('gives a release up on which the job does not start, and does not try it again', async () => {
  const { id, engine, over, deployment, maintenance, pass, store, status } = await outdated()
  engine.switches.mainFailureOf = ({ release }) => (release === '2' ? 'no method' : undefined)
  await over()
  expect(await status(id)).toBe('RUNNING')
  expect(await deployment(id)).toMatchObject({ release: '1', state: 'running' })
  const { status: outcome, error } = (await maintenance()) ?? {}
  expect(outcome).toBe('FAILED')
  expect(error).toMatch(/no method .*release 2.*goes on with 1/)
  for (let passes = 0; passes < 20; passes += 1) await pass(id)
  expect(await store.operations.list(id, { limit: 9, name: 'ApplicationMaintenance' })).toHaveLength(1)
})

it('leaves the job as it is when its snapshot fails', async () => {
  const { id, engine, over, deployment, maintenance, status } = await outdated()
  engine.switches.savepointFailure = 'the disk is full'
  const { id: before } = await deployment(id)
  await over()
  expect(await status(id)).toBe('RUNNING')
  expect(await deployment(id)).toMatchObject({ id: before, release: '1', state: 'running' })
  expect(await maintenance()).toMatchObject({ status: 'FAILED', error: expect.stringContaining('the disk is full') })
})

it('ends at once by force', async () => {
  const { id, ask, driveTo, liveClusters } = await outdated()
  await driveTo(id, 'MAINTENANCE')
  await ask(id, 'StopApplication', { force: true })
  await driveTo(id, 'READY')
  expect(await liveClusters()).toBe(0)
})

it('comes back on the release it had when its cluster is lost later', async () => {
  const { id, engine, over, deployment, driveUntil } = await outdated()
  engine.switches.mainFailureOf = ({ release }) => (release === '2' ? 'no method' : undefined)
  await over()
  const { id: lost } = await deployment(id)
  engine.crashManager(lost)
  await driveUntil(id, async () => {
    const { id: now, state } = await deployment(id)
    return now !== lost && state === 'running'
  })
  expect((await deployment(id)).release).toBe('1')
})

it('is never left stopped: it is brought back for as long as that takes', async () => {
  const { id, engine, over, deployment, maintenance, status, driveUntil } = await outdated()
  engine.switches.mainFailureOf = ({ epoch }) => (epoch > 1 && epoch < 6 ? 'the state root is away' : undefined)
  await over()
  expect(await status(id)).toBe('RUNNING')
  expect(await maintenance()).toMatchObject({ status: 'FAILED', error: expect.stringContaining('is away') })
  await driveUntil(id, async () => (await deployment(id)).state === 'running')
  expect(await deployment(id)).toMatchObject({ epoch: 6, restoreFrom: expect.stringMatching(/snapshots/) })
})

it("takes its snapshot in the application's snapshot mode", async () => {
  const { id, store, driveTo, application } = await outdated()
  const record = await application(id)
  await store.applications.save({ ...record, spec: { ...record.spec, snapshotMode: 'ENHANCED_SNAPSHOTS' } })
  await driveTo(id, 'MAINTENANCE')
  const [carrier] = await store.snapshots.inFlight(id)
  expect(carrier).toMatchObject({ kind: 'update', enhancedId: expect.any(String) })
  expect(await store.enhancedSnapshots.findById(carrier?.enhancedId ?? '')).toMatchObject({
    initiator: 'SYSTEM',
    name: expect.stringMatching(/^SYSTEMSNAPSHOT-/),
  })
})
