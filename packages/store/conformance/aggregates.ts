import { randomUUID } from 'node:crypto'
import { type Application, DuplicateError, type Scope, StaleWriteError, type Store } from '@weir/domain'
import { aDeployment, anApplication, anObservation, anOperation, aSnapshot, aSpec, aVersion } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const aNewScope = (): Scope => ({ accountId: randomUUID().slice(-12), region: 'us-east-1' })
// Texts that a careless column type or escaping would change.
const awkward = 'naïve "quoted" \\ %_ \u{1F30A}\n\ttab'

export function describeAggregates(underTest: () => StoreUnderTest): void {
  let store: Store
  beforeEach(() => ({ store } = underTest()))

  const inserted = async (given: Partial<Application> = {}): Promise<Application> => {
    const application = anApplication(given)
    await store.applications.insert(application)
    return application
  }

  describe('applications', () => {
    it('come back as they were stored, by name and by id', async () => {
      const application = await inserted({
        spec: aSpec({
          description: awkward,
          propertyGroups: [{ id: 'b', map: { z: '1', a: awkward } }],
          code: { contentType: 'PLAINTEXT', text: 'nul \u0000 and half a pair \ud83c' },
        }),
        runConfiguration: { FlinkRunConfigurationDescription: { AllowNonRestoredState: true } },
        tags: [
          { key: 'z', value: awkward },
          { key: 'a', value: '' },
        ],
        createdAt: new Date('2026-03-04T05:06:07.089Z'),
      })
      expect(await store.applications.findById(application.id)).toEqual(application)
      expect(await store.applications.findByName(application, application.name)).toEqual(application)
      expect(await store.applications.findById(application.id, { lock: true })).toEqual(application)
      const read = await store.applications.findById(application.id)
      expect(Object.keys(read?.spec.propertyGroups?.[0]?.map ?? {})).toEqual(['z', 'a'])
    })

    it('that do not exist are undefined', async () => {
      expect(await store.applications.findById(randomUUID())).toBeUndefined()
      expect(await store.applications.findByName(aNewScope(), 'nothing')).toBeUndefined()
    })

    it('share a name only across scopes', async () => {
      const scope = aNewScope()
      const first = await inserted({ ...scope, name: 'orders' })
      await expect(inserted({ ...scope, name: 'orders' })).rejects.toThrow(DuplicateError)
      await inserted({ ...scope, region: 'eu-west-1', name: 'orders' })
      expect((await store.applications.findByName(scope, 'orders'))?.id).toBe(first.id)
    })

    it('are saved by whoever read the newest revision', async () => {
      const application = await inserted({ tags: [{ key: 'k', value: 'v' }] })
      const saved = await store.applications.save({ ...application, status: 'STARTING', tags: [] })
      expect(saved).toEqual({ ...application, status: 'STARTING', revision: application.revision + 1 })
      expect(await store.applications.findById(application.id)).toEqual(saved)
      await expect(store.applications.save({ ...application, status: 'STOPPING' })).rejects.toThrow(StaleWriteError)
      expect((await store.applications.findById(application.id))?.status).toBe('STARTING')
    })

    it('lose optional members when saved without them', async () => {
      const application = await inserted({ runConfiguration: { FlinkRunConfigurationDescription: {} } })
      await store.applications.save({ ...application, runConfiguration: undefined })
      expect((await store.applications.findById(application.id))?.runConfiguration).toBeUndefined()
    })

    it('let exactly one of many writers of one revision win', async () => {
      const application = await inserted()
      const writes = Array.from({ length: 8 }, (_, index) =>
        store.applications.save({ ...application, currentParallelism: index }),
      )
      const results = await Promise.allSettled(writes)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StaleWriteError)
      }
    })

    it('let exactly one of many inserts of one name win', async () => {
      const scope = aNewScope()
      const inserts = Array.from({ length: 8 }, () => inserted({ ...scope, name: 'once' }))
      const results = await Promise.allSettled(inserts)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DuplicateError)
      }
      expect(await store.applications.count(scope)).toBe(1)
    })

    it('are listed by name in byte order, from a name on', async () => {
      const scope = aNewScope()
      for (const name of ['b', 'a', 'B', '_', 'a.b', 'a-b']) await inserted({ ...scope, name })
      const names = async (fromName: string | undefined, limit: number): Promise<string[]> =>
        (await store.applications.list(scope, { fromName, limit })).map(({ name }) => name)
      expect(await names(undefined, 10)).toEqual(['B', '_', 'a', 'a-b', 'a.b', 'b'])
      expect(await names('a', 2)).toEqual(['a', 'a-b'])
      expect(await names('a-', 10)).toEqual(['a-b', 'a.b', 'b'])
      expect(await store.applications.count(scope)).toBe(6)
    })

    it('take everything that hangs on them along when removed', async () => {
      const { id } = await inserted({ tags: [{ key: 'k', value: 'v' }] })
      const deployment = aDeployment({ applicationId: id })
      const snapshot = aSnapshot({ applicationId: id })
      const operation = anOperation({ applicationId: id })
      await store.versions.insert(aVersion({ applicationId: id }))
      await store.deployments.insert(deployment)
      await store.snapshots.insert(snapshot)
      await store.operations.insert(operation)
      await store.outbox.add(id)
      await store.leases.claim(id, 'host-1', 60_000)
      await store.applications.remove(id)
      expect(await store.applications.findById(id)).toBeUndefined()
      expect(await store.versions.find(id, 1)).toBeUndefined()
      expect(await store.deployments.find(deployment.id)).toBeUndefined()
      expect(await store.snapshots.find(id, snapshot.name)).toBeUndefined()
      expect(await store.operations.find(id, operation.id)).toBeUndefined()
      expect(await store.leases.holder(id)).toBeUndefined()
      const pending = await store.outbox.pending(1000)
      expect(pending.filter(({ applicationId }) => applicationId === id)).toEqual([])
      await store.applications.remove(id)
    })

    it('keep tags in the order they came, replacing values', async () => {
      const { id } = await inserted({ tags: [{ key: 'z', value: '1' }] })
      await store.applications.putTags(id, [
        { key: 'b', value: '2' },
        { key: 'a', value: '3' },
      ])
      await store.applications.putTags(id, [
        { key: 'z', value: '4' },
        { key: 'm', value: '5' },
      ])
      await store.applications.removeTags(id, ['b', 'not there'])
      const read = await store.applications.findById(id)
      expect(read?.tags).toEqual([
        { key: 'z', value: '4' },
        { key: 'a', value: '3' },
        { key: 'm', value: '5' },
      ])
      expect(read?.revision).toBe(1)
    })

    it('need work while anything about them is unfinished, unheld ones first', async () => {
      const rest = await inserted()
      const starting = await inserted({ status: 'STARTING' })
      const running = await inserted()
      await store.deployments.insert(aDeployment({ applicationId: running.id, state: 'running' }))
      const taking = await inserted()
      await store.snapshots.insert(aSnapshot({ applicationId: taking.id, status: 'DELETING' }))
      const done = await inserted()
      await store.deployments.insert(aDeployment({ applicationId: done.id, state: 'ended' }))
      await store.snapshots.insert(aSnapshot({ applicationId: done.id, status: 'READY' }))
      await store.leases.claim(starting.id, 'host-1', 60_000)

      const mine = [rest, starting, running, taking, done].map(({ id }) => id)
      const needing = (await store.applications.needingWork(10_000)).filter((id) => mine.includes(id))
      expect(needing).toEqual([...[running.id, taking.id].sort(), starting.id])
      expect(await store.applications.needingWork(1)).toHaveLength(1)
    })
  })

  it('versions are immutable, numbered once and listed newest first', async () => {
    const { id: applicationId } = await inserted()
    const versions = [1, 2, 3].map((versionId) =>
      aVersion({
        applicationId,
        versionId,
        updatedFrom: versionId > 1 ? versionId - 1 : undefined,
        createdAt: at(versionId),
      }),
    )
    for (const version of versions) await store.versions.insert(version)
    await expect(store.versions.insert(aVersion({ applicationId, versionId: 2 }))).rejects.toThrow(DuplicateError)
    expect(await store.versions.find(applicationId, 2)).toEqual(versions[1])
    expect(await store.versions.find(applicationId, 4)).toBeUndefined()
    expect(await store.versions.list(applicationId, { limit: 2 })).toEqual([versions[2], versions[1]])
    expect(await store.versions.list(applicationId, { beforeVersion: 2, limit: 9 })).toEqual([versions[0]])
  })

  it('refuses rows of an application that is gone', async () => {
    const applicationId = randomUUID()
    await expect(store.versions.insert(aVersion({ applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.operations.insert(anOperation({ applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.operations.save(anOperation({ applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.snapshots.insert(aSnapshot({ applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.snapshots.save(aSnapshot({ applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.deployments.insert(aDeployment({ applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.deployments.save(aDeployment({ applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.applications.save(anApplication({ id: applicationId }))).rejects.toThrow(StaleWriteError)
    await expect(store.applications.putTags(applicationId, [{ key: 'a', value: 'b' }])).rejects.toThrow(StaleWriteError)
    await expect(store.outbox.add(applicationId)).rejects.toThrow(StaleWriteError)
  })

  describe('operations', () => {
    it('come back as stored and change by save', async () => {
      const { id: applicationId } = await inserted()
      const operation = anOperation({
        applicationId,
        status: 'IN_PROGRESS',
        versionFrom: 1,
        versionTo: 2,
        intent: { restore: { kind: 'snapshot', name: 's' }, allowNonRestoredState: false },
        phases: [{ name: 'fetch', startedAt: at(1), endedAt: at(2), detail: awkward }],
      })
      await store.operations.insert(operation)
      expect(await store.operations.find(applicationId, operation.id)).toEqual(operation)
      expect(await store.operations.inProgress(applicationId)).toEqual(operation)
      const failed = { ...operation, status: 'FAILED', endedAt: at(9), error: `a\u0000b` } as const
      await store.operations.save(failed)
      const read = await store.operations.find(applicationId, operation.id)
      expect(read).toEqual({ ...failed, error: expect.stringMatching(/^a.b$/s) })
      expect(await store.operations.inProgress(applicationId)).toBeUndefined()
    })

    it('are in progress one at a time', async () => {
      const { id: applicationId } = await inserted()
      const starts = Array.from({ length: 5 }, () =>
        store.operations.insert(anOperation({ applicationId, status: 'IN_PROGRESS' })),
      )
      const results = await Promise.allSettled(starts)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DuplicateError)
      }
      const done = anOperation({ applicationId })
      await store.operations.insert(done)
      await expect(store.operations.save({ ...done, status: 'IN_PROGRESS' })).rejects.toThrow(DuplicateError)
    })

    it('are listed newest first, page by page, filtered', async () => {
      const { id: applicationId } = await inserted()
      const operations = [
        anOperation({ applicationId, id: 'aaa', startedAt: at(2), name: 'StopApplication', status: 'FAILED' }),
        anOperation({ applicationId, id: 'bbb', startedAt: at(2) }),
        anOperation({ applicationId, id: 'ccc', startedAt: at(1) }),
        anOperation({ applicationId, id: 'ddd', startedAt: at(3) }),
      ]
      for (const operation of operations) await store.operations.insert(operation)
      const ids = async (page: Parameters<Store['operations']['list']>[1]): Promise<string[]> =>
        (await store.operations.list(applicationId, page)).map(({ id }) => id)
      expect(await ids({ limit: 10 })).toEqual(['ddd', 'bbb', 'aaa', 'ccc'])
      expect(await ids({ limit: 2 })).toEqual(['ddd', 'bbb'])
      expect(await ids({ limit: 2, after: { at: at(2), id: 'bbb' } })).toEqual(['aaa', 'ccc'])
      expect(await ids({ limit: 9, name: 'StopApplication' })).toEqual(['aaa'])
      expect(await ids({ limit: 9, status: 'SUCCESSFUL', after: { at: at(3), id: 'ddd' } })).toEqual(['bbb', 'ccc'])
    })
  })

  describe('snapshots', () => {
    it('have a name once in an application', async () => {
      const { id: applicationId } = await inserted()
      const other = await inserted()
      const snapshot = aSnapshot({ applicationId, name: 'nightly' })
      await store.snapshots.insert(snapshot)
      await expect(store.snapshots.insert(aSnapshot({ applicationId, name: 'nightly' }))).rejects.toThrow(
        DuplicateError,
      )
      await store.snapshots.insert(aSnapshot({ applicationId: other.id, name: 'nightly' }))
      const ready: typeof snapshot = {
        ...snapshot,
        status: 'READY',
        location: 's3://state/x',
        deploymentId: randomUUID(),
        attempts: 2,
        failure: awkward,
      }
      await store.snapshots.save(ready)
      expect(await store.snapshots.find(applicationId, 'nightly', { lock: true })).toEqual(ready)
      expect(await store.snapshots.count(applicationId)).toBe(1)
      await store.snapshots.remove(applicationId, 'nightly')
      await store.snapshots.remove(applicationId, 'nightly')
      expect(await store.snapshots.find(applicationId, 'nightly')).toBeUndefined()
      expect(await store.snapshots.count(other.id)).toBe(1)
    })

    it('are listed oldest first; the newest READY one is known', async () => {
      const { id: applicationId } = await inserted()
      const location = 'file:/s'
      const snapshots = [
        aSnapshot({ applicationId, name: 'c', createdAt: at(1), status: 'READY', location }),
        aSnapshot({ applicationId, name: 'a', createdAt: at(2), status: 'READY', location }),
        aSnapshot({ applicationId, name: 'b', createdAt: at(2), status: 'FAILED' }),
        aSnapshot({ applicationId, name: 'd', createdAt: at(3), status: 'CREATING' }),
        aSnapshot({ applicationId, name: 'e', createdAt: at(0), status: 'DELETING' }),
      ]
      expect(await store.snapshots.newestReady(applicationId)).toBeUndefined()
      for (const snapshot of snapshots) await store.snapshots.insert(snapshot)
      const names = (found: readonly { name: string }[]): string[] => found.map(({ name }) => name)
      expect(names(await store.snapshots.list(applicationId, { limit: 9 }))).toEqual(['e', 'c', 'a', 'b', 'd'])
      expect(names(await store.snapshots.list(applicationId, { limit: 2, after: { at: at(1), id: 'c' } }))).toEqual([
        'a',
        'b',
      ])
      expect(names(await store.snapshots.inFlight(applicationId))).toEqual(['e', 'd'])
      expect((await store.snapshots.newestReady(applicationId))?.name).toBe('a')
    })
  })

  describe('deployments', () => {
    it('come back as stored, with dates in what was observed', async () => {
      const { id: applicationId } = await inserted()
      const deployment = aDeployment({
        applicationId,
        operationId: 'Aa1234567890',
        restoreFrom: 's3://state/x',
        engineRef: { pid: 7, nested: { a: [1] } },
      })
      await store.deployments.insert(deployment)
      expect(await store.deployments.find(deployment.id)).toEqual(deployment)
      const saved: typeof deployment = {
        ...deployment,
        state: 'ended',
        outcome: 'lost',
        launchedAt: at(1),
        runningAt: at(2),
        endedAt: at(3),
        cause: awkward,
        finalSavepoint: 's3://state/y',
        observation: anObservation({
          silent: { who: 'manager', since: at(4) },
          job: {
            state: 'RUNNING',
            allTasksRunning: true,
            parallelism: 1,
            restarts: 0,
            lastCheckpoint: { id: 3, location: 's3://c', completedAt: at(5) },
          },
        }),
      }
      await store.deployments.save(saved)
      expect(await store.deployments.find(deployment.id)).toEqual(saved)
    })

    it('have one epoch each, and one at most is not ended', async () => {
      const { id: applicationId } = await inserted()
      const first = aDeployment({ applicationId, epoch: 1 })
      await store.deployments.insert(first)
      await expect(store.deployments.insert(aDeployment({ applicationId, epoch: 2 }))).rejects.toThrow(DuplicateError)
      await store.deployments.save({ ...first, state: 'ended', outcome: 'stopped' })
      await expect(store.deployments.insert(aDeployment({ applicationId, epoch: 1 }))).rejects.toThrow(DuplicateError)
      const second = aDeployment({ applicationId, epoch: 2 })
      await store.deployments.insert(second)
      await expect(store.deployments.save({ ...first, state: 'running' })).rejects.toThrow(DuplicateError)
      expect((await store.deployments.newest(applicationId))?.id).toBe(second.id)
      expect((await store.deployments.list(applicationId, { limit: 5 })).map(({ epoch }) => epoch)).toEqual([2, 1])
      await store.deployments.remove(second.id)
      expect((await store.deployments.newest(applicationId))?.id).toBe(first.id)
    })
  })

  it('the outbox holds each application once and keeps what came while it was published', async () => {
    const { id } = await inserted()
    const other = await inserted()
    const mine = async (): Promise<{ id: string; applicationId: string }[]> =>
      (await store.outbox.pending(10_000)).filter(({ applicationId }) => [id, other.id].includes(applicationId))
    await store.outbox.add(id)
    await store.outbox.add(other.id)
    await store.outbox.add(other.id)
    const published = await mine()
    expect(published.map(({ applicationId }) => applicationId)).toEqual([id, other.id])
    await store.outbox.add(id)
    await store.outbox.remove(published.map((entry) => entry.id))
    expect((await mine()).map(({ applicationId }) => applicationId)).toEqual([id])
    await store.outbox.remove((await mine()).map((entry) => entry.id))
    expect(await mine()).toEqual([])
  })
}
