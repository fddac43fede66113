import { randomUUID } from 'node:crypto'
import { DuplicateError, StaleWriteError, type Scope, type Store } from '@weir/domain'
import { aDeployment, anApplication, anOperation, aSnapshot, aSpec, aVersion } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'
import { at, inserted } from './subject.ts'

const aNewScope = (): Scope => ({ accountId: randomUUID().slice(-12), region: 'us-east-1' })
// Texts that a careless column type or escaping would change.
const awkward = 'naïve "quoted" \\ %_ \u{1F30A}\n\ttab'

/** Applications with their tags, versions and wake-ups. */
export function describeApplications(underTest: () => StoreUnderTest): void {
  let store: Store
  beforeEach(() => ({ store } = underTest()))

  describe('applications', () => {
    it('come back as they were stored, by name and by id', async () => {
      const application = await inserted(store, {
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
      const first = await inserted(store, { ...scope, name: 'orders' })
      await expect(inserted(store, { ...scope, name: 'orders' })).rejects.toThrow(DuplicateError)
      await inserted(store, { ...scope, region: 'eu-west-1', name: 'orders' })
      expect((await store.applications.findByName(scope, 'orders'))?.id).toBe(first.id)
    })

    it('are saved by whoever read the newest revision', async () => {
      const application = await inserted(store, { tags: [{ key: 'k', value: 'v' }] })
      const saved = await store.applications.save({ ...application, status: 'STARTING', tags: [] })
      expect(saved).toEqual({ ...application, status: 'STARTING', revision: application.revision + 1 })
      expect(await store.applications.findById(application.id)).toEqual(saved)
      await expect(store.applications.save({ ...application, status: 'STOPPING' })).rejects.toThrow(StaleWriteError)
      expect((await store.applications.findById(application.id))?.status).toBe('STARTING')
    })

    it('lose optional members when saved without them', async () => {
      const application = await inserted(store, { runConfiguration: { FlinkRunConfigurationDescription: {} } })
      await store.applications.save({ ...application, runConfiguration: undefined })
      expect((await store.applications.findById(application.id))?.runConfiguration).toBeUndefined()
    })

    it('let exactly one of many writers of one revision win', async () => {
      const application = await inserted(store)
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
      const inserts = Array.from({ length: 8 }, () => inserted(store, { ...scope, name: 'once' }))
      const results = await Promise.allSettled(inserts)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DuplicateError)
      }
      expect(await store.applications.count(scope)).toBe(1)
    })

    it('are listed by name in byte order, from a name on', async () => {
      const scope = aNewScope()
      for (const name of ['b', 'a', 'B', '_', 'a.b', 'a-b']) await inserted(store, { ...scope, name })
      const names = async (fromName: string | undefined, limit: number): Promise<string[]> =>
        (await store.applications.list(scope, { fromName, limit })).map(({ name }) => name)
      expect(await names(undefined, 10)).toEqual(['B', '_', 'a', 'a-b', 'a.b', 'b'])
      expect(await names('a', 2)).toEqual(['a', 'a-b'])
      expect(await names('a-', 10)).toEqual(['a-b', 'a.b', 'b'])
      expect(await store.applications.count(scope)).toBe(6)
    })

    it('take everything that hangs on them along when removed', async () => {
      const { id } = await inserted(store, { tags: [{ key: 'k', value: 'v' }] })
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
      const { id } = await inserted(store, { tags: [{ key: 'z', value: '1' }] })
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
      const rest = await inserted(store)
      const starting = await inserted(store, { status: 'STARTING' })
      const running = await inserted(store)
      await store.deployments.insert(aDeployment({ applicationId: running.id, state: 'running' }))
      const taking = await inserted(store)
      await store.snapshots.insert(aSnapshot({ applicationId: taking.id, status: 'DELETING' }))
      const done = await inserted(store)
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
    const { id: applicationId } = await inserted(store)
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

  it('the outbox holds each application once and keeps what came while it was published', async () => {
    const { id } = await inserted(store)
    const other = await inserted(store)
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
