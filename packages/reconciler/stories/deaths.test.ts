import { mortal } from './mortal.ts'
import { createWorld } from './world.ts'

/** Start, snapshot, stop with snapshot, start from it, delete. Returns how many effects it took. */
const wholeLife = async (dieAt: number, when: 'before' | 'after'): Promise<number> => {
  const world = createWorld()
  const dying = mortal(world.deps, dieAt, when)
  const id = await world.created()
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (let passes = 0; !(await done()); passes += 1) {
      if (passes > 5_000) throw new Error('the life did not go on')
      await world.pass(id, dying.deps)
      expect(await world.liveClusters()).toBeLessThanOrEqual(1)
    }
  }
  const start = await world.ask(id, 'StartApplication')
  await until(async () => (await world.status(id)) === 'RUNNING')
  await world.takeSnapshot(id, 's1')
  await until(async () => (await world.store.snapshots.find(id, 's1'))?.status === 'READY')
  const stop = await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await until(async () => (await world.status(id)) === 'READY')
  await world.ask(id, 'StartApplication', { restore: { kind: 'latest-snapshot' } })
  await until(async () => (await world.status(id)) === 'RUNNING')
  expect((await world.deployment(id)).restoreFrom).toContain('/snapshots/')
  for (const operation of [start, stop]) {
    expect((await world.operation(id, operation))?.status).toBe('SUCCESSFUL')
  }
  const application = await world.application(id)
  await world.store.transaction((tx) => tx.applications.save({ ...application, status: 'DELETING' }))
  await until(async () => (await world.store.applications.findById(id)) === undefined)
  expect(world.engine.archive.points).toEqual([])
  expect(await world.liveClusters()).toBe(0)
  return dying.effects()
}

it('comes through a death before and after every effect of a whole life', async () => {
  const effects = await wholeLife(0, 'before')
  expect(effects).toBeGreaterThan(20)
  for (let n = 1; n <= effects; n += 1) {
    await wholeLife(n, 'before')
    await wholeLife(n, 'after')
  }
})
