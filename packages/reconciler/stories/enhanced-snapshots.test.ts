import { createCourier, defaultCourierSettings } from '@weir/reconciler'
import { createSnapshotWorld, mortalPair } from './snapshot-world.ts'

/**
 * A snapshot of a running application, one at its stop, an export, the end of the application, an import, and another application
 * that starts from it; then all of them are deleted. Returns how many effects it took.
 */
const wholeLife = async (dieAt: number, when: 'before' | 'after'): Promise<number> => {
  const world = createSnapshotWorld()
  const dying = mortalPair(world, dieAt, when)
  const until = async (ids: readonly string[], done: () => Promise<boolean>): Promise<void> => {
    for (let passes = 0; !(await done()); passes += 1) {
      if (passes > 5_000) throw new Error('the life did not go on')
      for (const id of ids) {
        if ((await world.store.applications.findById(id)) !== undefined) await world.pass(id, dying.deps)
      }
      await world.carry(dying.courier)
      await world.clock.advance(50)
    }
  }
  const isReady = (name: string) => async () => (await world.find(name)).status === 'READY'
  const hasEnded = (name: string, id: string) => async () =>
    (await world.operationOf(name, id))?.status === 'SUCCESSFUL'

  const first = await world.created()
  await world.askApplication(first, 'StartApplication')
  await until([first], async () => (await world.status(first)) === 'RUNNING')
  await world.order(first, 'on-the-way')
  await until([first], isReady('on-the-way'))
  expect((await world.find('on-the-way')).sizeInBytes).toBe(1_000)

  const last = await world.order(first, 'last', 'stop')
  await world.askApplication(first, 'StopApplication', { waitsFor: last })
  await until([first], async () => (await world.status(first)) === 'READY')
  const application = await world.application(first)
  await world.store.transaction((tx) => tx.applications.save({ ...application, status: 'DELETING' }))
  await until([first], async () => (await world.store.applications.findById(first)) === undefined)
  expect((await world.find('last')).status).toBe('READY')
  expect(world.archive.points.map(({ location }) => location).sort()).toEqual(
    [await world.placeOf('last'), await world.placeOf('on-the-way')].sort(),
  )

  const exported = await world.ask('last', 'ExportSnapshot')
  const deleted = await world.ask('last', 'DeleteSnapshot')
  await until([], hasEnded('last', deleted))
  expect((await world.operationOf('last', exported))?.status).toBe('SUCCESSFUL')
  expect(world.users).toEqual(new Set(['theirs/out/last']))
  const imported = await world.importFrom('brought-back', 'out/last')
  await until([], hasEnded('brought-back', imported))

  const second = await world.created()
  const { arn, id } = await world.find('brought-back')
  const restore = { kind: 'enhanced-snapshot', arn, id } as const
  const start = await world.askApplication(second, 'StartApplication', { restore })
  await until([second], async () => (await world.status(second)) === 'RUNNING')
  expect((await world.operation(second, start))?.status).toBe('SUCCESSFUL')
  const deployment = await world.deployment(second)
  expect(deployment.restoreFrom).toMatch(new RegExp(`^file:/state/applications/${second}/`))
  expect(world.engine.launchedWith(deployment.id)?.restoreFrom).toBe(deployment.restoreFrom)
  expect(await world.archive.exists(deployment.restoreFrom ?? '')).toBe(true)

  for (const name of ['on-the-way', 'brought-back'])
    await until([second], hasEnded(name, await world.ask(name, 'DeleteSnapshot')))
  const running = await world.application(second)
  await world.store.transaction((tx) => tx.applications.save({ ...running, status: 'DELETING' }))
  await until([second], async () => (await world.store.applications.findById(second)) === undefined)
  expect(world.archive.points).toEqual([])
  return dying.effects()
}

it('come through a death before and after every effect of a whole life', async () => {
  const effects = await wholeLife(0, 'before')
  expect(effects).toBeGreaterThan(30)
  for (let n = 1; n <= effects; n += 1) {
    await wholeLife(n, 'before')
    await wholeLife(n, 'after')
  }
})

describe('the application they are taken from', () => {
  const world = async () => {
    const story = createSnapshotWorld()
    const id = await story.started()
    return { ...story, id }
  }

  it('starts from the newest, near or far, and is rid of its own copy', async () => {
    const { id, order, askApplication, driveTo, carry, store, deployment, clock, pass } = await world()
    await order(id, 'older')
    await driveTo(id, 'RUNNING')
    while ((await store.snapshots.inFlight(id)).some(({ status }) => status === 'CREATING')) await pass(id)
    await clock.advance(1_000)
    const name = await order(id, 'newer', 'stop')
    await askApplication(id, 'StopApplication', { waitsFor: name })
    await driveTo(id, 'READY')
    const near = (await store.snapshots.find(id, name))?.location
    expect(near).toContain(`/applications/${id}/`)
    while (await carry()) await clock.advance(10)
    while ((await pass(id)) === 'again') continue
    const far = (await store.snapshots.find(id, name))?.location
    expect(far).toContain('/state/snapshots/')
    expect(await store.snapshots.inFlight(id)).toEqual([])
    await askApplication(id, 'StartApplication', { restore: { kind: 'latest-snapshot' } })
    await driveTo(id, 'RUNNING')
    expect(await deployment(id)).toMatchObject({ restoreSource: far })
  })

  it.each(['before', 'after'])(
    'goes on in its new version, the savepoint copied %s the old job has ended',
    async (when) => {
      const { id, order, askApplication, driveUntil, carry, store, deployment, operation, status } = await world()
      const name = await order(id, 'update', 'update')
      const update = await askApplication(id, 'UpdateApplication', { waitsFor: name, version: 2 })
      await driveUntil(id, async () => (await store.snapshots.find(id, name))?.status === 'READY')
      if (when === 'before') while (await carry()) continue
      await driveUntil(id, async () => (await status(id)) === 'RUNNING')
      const { versionId, restoreFrom, restoreSource } = await deployment(id)
      expect(versionId).toBe(2)
      expect(restoreFrom).toContain(`/applications/${id}/${when === 'before' ? 'deployments' : 'snapshots'}/`)
      expect(restoreSource === undefined).toBe(when === 'after')
      expect((await operation(id, update))?.status).toBe('SUCCESSFUL')
    },
  )

  it('fails its start, never starts without state, when the snapshot is gone', async () => {
    const { id, askApplication, driveTo, operation, engine } = await world()
    await askApplication(id, 'StopApplication')
    await driveTo(id, 'READY')
    const launches = engine.counters.managersStarted
    const restore = { kind: 'enhanced-snapshot', arn: 'arn:gone', id: 'gone' } as const
    const start = await askApplication(id, 'StartApplication', { restore })
    await driveTo(id, 'READY')
    expect(await operation(id, start)).toMatchObject({
      status: 'FAILED',
      error: 'The snapshot arn:gone does not exist any more.',
    })
    expect(engine.counters.managersStarted).toBe(launches)
  })

  it('fails its start when the files are gone', async () => {
    const { id, order, askApplication, driveTo, carry, operation, store, pass, find, archive } = await world()
    await order(id, 'kept')
    while ((await store.snapshots.inFlight(id)).some(({ status }) => status === 'CREATING')) await pass(id)
    await carry()
    await askApplication(id, 'StopApplication')
    await driveTo(id, 'READY')
    const { arn, id: snapshotId, location } = await find('kept')
    await archive.removePoint(location ?? '')
    const restore = { kind: 'enhanced-snapshot', arn, id: snapshotId } as const
    const start = await askApplication(id, 'StartApplication', { restore })
    await driveTo(id, 'READY')
    expect(await operation(id, start)).toMatchObject({
      status: 'FAILED',
      error: expect.stringMatching(/^The snapshot to start from does not exist any more\. \[checkpoint or storage\]/),
    })
  })

  it('fails the snapshot when it stops or goes before that is taken', async () => {
    const { id, order, askApplication, driveTo, carry, find, operationOf, engine, store } = await world()
    engine.switches.savepointHangs = true
    await order(id, 'never')
    await askApplication(id, 'StopApplication', { force: true })
    await driveTo(id, 'READY')
    await carry()
    const failed = await find('never')
    expect(failed).toMatchObject({ status: 'FAILED', sizeInBytes: 0 })
    const [operation] = await store.snapshotOperations.list(failed, 'never', { limit: 1 })
    expect(operation).toMatchObject({
      status: 'FAILED',
      failure: { code: 'SnapshotNotTaken', text: 'The application stopped before the snapshot was taken.' },
    })
    expect(await operationOf('never', operation?.id ?? '')).toEqual(operation)
  })
})

describe('a transfer', () => {
  it('that the user must mend fails at once', async () => {
    const { importFrom, carry, operationOf, find } = createSnapshotWorld()
    const id = await importFrom('wrong', 'nowhere')
    await carry()
    expect(await operationOf('wrong', id)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'SavepointNotFound', text: 'nothing there' },
    })
    expect((await find('wrong')).status).toBe('FAILED')
  })

  it('that may succeed later is tried for some minutes', async () => {
    const { importFrom, carry, operationOf, fault, clock, users } = createSnapshotWorld()
    fault.exchange = new Error('no answer')
    const late = await importFrom('late', 'in')
    const patient = await importFrom('patient', 'in')
    for (let n = 0; n < 5; n += 1) {
      while (await carry()) continue
      await clock.advance(20_000)
    }
    expect((await operationOf('late', late))?.status).toBe('IN_PROGRESS')
    fault.exchange = undefined
    users.add('theirs/in')
    await carry()
    fault.exchange = new Error('no answer')
    for (let n = 0; n < 10; n += 1) {
      while (await carry()) continue
      await clock.advance(60_000)
    }
    const states = [await operationOf('late', late), await operationOf('patient', patient)].map((each) => each?.status)
    expect(states.sort()).toEqual(['FAILED', 'SUCCESSFUL'])
  })
})

it('operations are forgotten after ninety days', async () => {
  const { courier, importFrom, carry, clock, operationOf } = createSnapshotWorld()
  const id = await importFrom('old', 'nowhere')
  await carry()
  const settings = { ...defaultCourierSettings, lanes: 0 }
  const sweeper = createCourier(courier, settings)
  sweeper.start()
  await new Promise((resolve) => setImmediate(resolve)) // until it sleeps for the first time
  await clock.advance(89 * 24 * 60 * 60_000)
  expect(await operationOf('old', id)).toBeDefined()
  await clock.advance(2 * 24 * 60 * 60_000)
  expect(await operationOf('old', id)).toBeUndefined()
  await sweeper.stop()
})
