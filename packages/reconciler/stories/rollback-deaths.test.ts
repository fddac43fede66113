import { createService } from '@weir/control-plane/stories/service'
import { mortal } from './mortal.ts'

const update = { ApplicationSystemRollbackConfigurationUpdate: { RollbackEnabledUpdate: true } }

/**
 * One life with a worker that dies at its n-th effect; every pass is the next worker. The stories are told over whole: whatever
 * died, each ends where it would have ended, with one cluster at most at any time.
 */
const begin = async (dieAt: number, when: 'before' | 'after') => {
  const service = await createService()
  const { worker, act, context, name, id } = service
  worker.engine.switches.mainFailureOf = ({ versionId }) => (versionId === 2 ? 'version 2 throws' : undefined)
  await act.StartApplication(name, context)
  await worker.driveTo(id, 'RUNNING')
  const dying = mortal(worker.deps, dieAt, when)
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (let passes = 0; !(await done()); passes += 1) {
      if (passes > 5_000) throw new Error('the life did not go on')
      await worker.pass(id, dying.deps)
      expect(await worker.liveClusters()).toBeLessThanOrEqual(1)
    }
  }
  const rests = () => until(async () => ['RUNNING', 'READY'].includes(await worker.status(id)))
  return { ...service, until, rests, effects: dying.effects }
}

/** Version 2 cannot start: the service rolls it back by itself. */
const systemRollback = async (dieAt: number, when: 'before' | 'after'): Promise<number> => {
  const { act, context, name, rests, outcome, operations, versions, worker, id, effects } = await begin(dieAt, when)
  const asked = { ...name, CurrentApplicationVersionId: 1, ApplicationConfigurationUpdate: update }
  const { OperationId } = await act.UpdateApplication(asked, context)
  await rests()
  expect(await versions()).toEqual(['1 RUNNING', '2 ROLLED_BACK', '3 RUNNING'])
  expect((await operations()).slice(-2)).toEqual(['UpdateApplication FAILED', 'RollbackApplication SUCCESSFUL'])
  const failed = await outcome(OperationId)
  expect(failed.OperationFailureDetails).toEqual({
    RollbackOperationId: expect.any(String),
    ErrorInfo: { ErrorString: 'version 2 throws' },
  })
  const snapshot = await worker.store.snapshots.newestReady(id)
  expect(await worker.deployment(id)).toMatchObject({ versionId: 3, state: 'running', restoreFrom: snapshot?.location })
  return effects()
}

/** An update that is rolled back on request, `passes` of the worker after it was asked for. */
const rolledBackAfter =
  (passes: number) =>
  async (dieAt: number, when: 'before' | 'after'): Promise<number> => {
    const { act, context, name, rests, operations, versions, worker, id, effects } = await begin(dieAt, when)
    worker.engine.switches.mainFailureOf = () => undefined
    await act.UpdateApplication({ ...name, CurrentApplicationVersionId: 1 }, context)
    for (let n = 0; n < passes; n += 1) await worker.pass(id)
    await act.RollbackApplication({ ...name, CurrentApplicationVersionId: 2 }, context)
    await rests()
    expect(await versions()).toMatchObject(['1 RUNNING', '2 ROLLED_BACK', '3 RUNNING'])
    expect((await operations()).at(-1)).toBe('RollbackApplication SUCCESSFUL')
    const snapshot = await worker.store.snapshots.newestReady(id)
    const { restoreFrom } = await worker.deployment(id)
    expect(restoreFrom).toBe(snapshot?.location)
    expect(restoreFrom).toContain('/snapshots/')
    return effects()
  }

const stories = {
  'a system rollback': systemRollback,
  'a rollback before the update has its snapshot': rolledBackAfter(1),
  'a rollback while the new version starts': rolledBackAfter(8),
  'a rollback of a version that runs': rolledBackAfter(60),
}

it.each(Object.entries(stories))('comes through a death before and after every effect of %s', async (_, story) => {
  const effects = await story(0, 'before')
  expect(effects).toBeGreaterThan(7)
  for (let n = 1; n <= effects; n += 1) {
    await story(n, 'before')
    await story(n, 'after')
  }
})
