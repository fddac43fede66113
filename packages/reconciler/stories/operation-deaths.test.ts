import { createService } from '@weir/control-plane/stories/service'
import { mortal } from './mortal.ts'

type Service = Awaited<ReturnType<typeof createService>>
interface Told extends Service {
  readonly until: (done: () => Promise<boolean>) => Promise<void>
  readonly restsIn: (status: string) => Promise<void>
}

/** Each operation of a life: what comes before it, what is asked, and how it ends. `begin` is lived through by a worker in good health. */
interface Operation {
  readonly begin: (service: Service) => Promise<void>
  readonly live: (service: Told) => Promise<void>
}

const started = async ({ act, name, context, worker, id }: Service): Promise<void> => {
  await act.StartApplication(name, context)
  await worker.driveTo(id, 'RUNNING')
}
/** It has a checkpoint, and an operation that ends may not lose it. */
const startedLongAgo = async (service: Service): Promise<void> => {
  await started(service)
  const { worker, id } = service
  await worker.driveUntil(id, async () => worker.engine.archive.points.length > 0)
}
const succeeded = async ({ operations }: Service): Promise<void> =>
  expect((await operations()).at(-1)).toMatch(/ SUCCESSFUL$/)

const operations: Readonly<Record<string, Operation>> = {
  start: {
    begin: async () => undefined,
    live: async (told) => {
      await told.act.StartApplication(told.name, told.context)
      await told.restsIn('RUNNING')
      await succeeded(told)
    },
  },
  snapshot: {
    begin: startedLongAgo,
    live: async ({ act, name, context, until, worker, id }) => {
      await act.CreateApplicationSnapshot({ ...name, SnapshotName: 's1' }, context)
      await until(async () => (await worker.store.snapshots.find(id, 's1'))?.status === 'READY')
      await act.DeleteApplicationSnapshot(
        { ...name, SnapshotName: 's1', SnapshotCreationTimestamp: await createdAt(worker, id) },
        context,
      )
      await until(async () => (await worker.store.snapshots.find(id, 's1')) === undefined)
      expect(worker.engine.archive.points.filter(({ kind }) => kind === 'savepoint')).toEqual([])
    },
  },
  update: {
    begin: startedLongAgo,
    live: async (told) => {
      const { act, name, context, restsIn, versions, worker, id } = told
      await act.UpdateApplication({ ...name, CurrentApplicationVersionId: 1 }, context)
      await restsIn('RUNNING')
      await succeeded(told)
      expect(await versions()).toEqual([expect.stringMatching(/^1 /), '2 RUNNING'])
      expect((await worker.deployment(id)).restoreFrom).toContain('/snapshots/')
    },
  },
  scale: {
    begin: startedLongAgo,
    live: async ({ worker, id, restsIn }) => {
      const application = await worker.application(id)
      await worker.store.transaction((tx) =>
        tx.applications.save({ ...application, status: 'AUTOSCALING', currentParallelism: 2 }),
      )
      await restsIn('RUNNING')
      expect(await worker.deployment(id)).toMatchObject({ parallelism: 2, state: 'running' })
    },
  },
  stop: {
    begin: startedLongAgo,
    live: async (told) => {
      const { act, name, context, restsIn, worker, id } = told
      await act.StopApplication(name, context)
      await restsIn('READY')
      await succeeded(told)
      expect((await worker.store.snapshots.newestReady(id))?.location).toBeDefined()
      expect(await worker.liveClusters()).toBe(0)
    },
  },
  'force stop': {
    begin: startedLongAgo,
    live: async (told) => {
      await told.act.StopApplication({ ...told.name, Force: true }, told.context)
      await told.restsIn('READY')
      await succeeded(told)
      expect(await told.worker.liveClusters()).toBe(0)
    },
  },
  'force stop of a start': {
    begin: async ({ act, name, context, worker, id }) => {
      await act.StartApplication(name, context)
      await worker.driveUntil(id, async () => (await worker.liveClusters()) === 1)
    },
    live: async (told) => {
      await told.act.StopApplication({ ...told.name, Force: true }, told.context)
      await told.restsIn('READY')
      expect((await told.operations()).slice(-2)).toEqual(['StartApplication CANCELLED', 'StopApplication SUCCESSFUL'])
      expect(await told.worker.liveClusters()).toBe(0)
    },
  },
  delete: {
    begin: startedLongAgo,
    live: async ({ act, name, context, until, worker, id }) => {
      const CreateTimestamp = (await worker.application(id)).createdAt
      await act.DeleteApplication({ ...name, CreateTimestamp }, context)
      await until(async () => (await worker.store.applications.findById(id)) === undefined)
      expect(worker.engine.archive.points).toEqual([])
      expect(await worker.liveClusters()).toBe(0)
    },
  },
  recovery: {
    begin: startedLongAgo,
    live: async ({ worker, id, until }) => {
      worker.engine.crashManager((await worker.deployment(id)).id)
      await until(async () => {
        const { epoch, state } = await worker.deployment(id)
        return epoch > 1 && state === 'running'
      })
      expect((await worker.deployment(id)).restoreFrom).toMatch(/chk-\d+$/)
    },
  },
}

const createdAt = async (worker: Service['worker'], id: string): Promise<Date> => {
  const snapshot = await worker.store.snapshots.find(id, 's1')
  if (snapshot === undefined) throw new Error('no snapshot')
  return snapshot.createdAt
}

/** The worker dies at its n-th effect and its successor goes on: on the same host at once, or on another when the lease is over. */
const live = async (
  { begin, live: operation }: Operation,
  { dieAt, when, heir }: { dieAt: number; when: 'before' | 'after'; heir: 'the same host' | 'another host' },
): Promise<number> => {
  const service = await createService()
  const { worker, id } = service
  await begin(service)
  const dying = mortal(worker.deps, dieAt, when)
  let on = dying.deps
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (let passes = 0; !(await done()); passes += 1) {
      if (passes > 5_000) throw new Error('the life did not go on')
      const end = await worker.pass(id, on)
      expect(await worker.liveClusters()).toBeLessThanOrEqual(1)
      if (end !== 'died' || heir === 'the same host') continue
      await worker.clock.advance(31_000)
      on = { ...worker.deps, host: 'host-2' }
    }
  }
  const restsIn = (status: string): Promise<void> => until(async () => (await worker.status(id)) === status)
  await operation({ ...service, until, restsIn })
  return dying.effects()
}

const heirs = ['the same host', 'another host'] as const
const cases = Object.entries(operations).flatMap(([name, operation]) =>
  heirs.map((heir) => [name, heir, operation] as const),
)

it.each(cases)('%s comes through a death at every effect, continued on %s', async (_, heir, operation) => {
  const effects = await live(operation, { dieAt: 0, when: 'before', heir })
  expect(effects).toBeGreaterThan(1)
  await live(operation, { dieAt: 1, when: 'before', heir })
  // Dead after one effect or before the next: the world is the same, and passes keep nothing else.
  for (let n = 1; n <= effects; n += 1) await live(operation, { dieAt: n, when: 'after', heir })
})
