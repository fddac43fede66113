import { randomUUID } from 'node:crypto'
import { DuplicateError, type Store } from '@weir/domain'
import { aDeployment, anObservation, anOperation, aSnapshot } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'
import { at, inserted } from './subject.ts'

// Texts that a careless column type or escaping would change.
const awkward = 'naïve "quoted" \\ %_ \u{1F30A}\n\ttab'

/** What hangs on an application: operations, snapshots and deployments. */
export function describeRecords(underTest: () => StoreUnderTest): void {
  let store: Store
  beforeEach(() => ({ store } = underTest()))

  describe('operations', () => {
    it('come back as stored and change by save', async () => {
      const { id: applicationId } = await inserted(store)
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
      const { id: applicationId } = await inserted(store)
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
      const { id: applicationId } = await inserted(store)
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
      const { id: applicationId } = await inserted(store)
      const other = await inserted(store)
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
      const { id: applicationId } = await inserted(store)
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
      const { id: applicationId } = await inserted(store)
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
      const { id: applicationId } = await inserted(store)
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
}
