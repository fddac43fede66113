import { randomUUID } from 'node:crypto'
import { ClaimLostError, DuplicateError, type EnhancedSnapshot, type Scope, type Store } from '@weir/domain'
import { aDeployment, anApplication, anEnhancedSnapshot, aSnapshot, aSnapshotOperation } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'
import { at } from './subject.ts'

const aNewScope = (): Scope => ({ accountId: randomUUID().slice(-12), region: 'us-east-1' })
const aPlace = { bucketArn: 'arn:aws:s3:::b', keyPrefix: 'p' }

export function describeEnhancedSnapshots(underTest: () => StoreUnderTest): void {
  let store: Store
  beforeEach(() => ({ store } = underTest()))

  const inserted = async (given: Partial<EnhancedSnapshot> = {}): Promise<EnhancedSnapshot> => {
    const snapshot = anEnhancedSnapshot(given)
    await store.enhancedSnapshots.insert(snapshot)
    return snapshot
  }

  describe('enhanced snapshots', () => {
    it('come back as they were stored', async () => {
      const taken = await inserted({
        ...aNewScope(),
        status: 'READY',
        description: 'naïve "quoted"',
        sizeInBytes: 5_000_000_000_000,
        tags: [
          { key: 'z', value: '1' },
          { key: 'a', value: '' },
        ],
      })
      expect(await store.enhancedSnapshots.find(taken, taken.name)).toEqual(taken)
      expect(await store.enhancedSnapshots.findById(taken.id, { lock: true })).toEqual(taken)
      const imported = await inserted({
        runtimeEnvironment: undefined,
        source: { kind: 's3', place: aPlace },
        encryption: { keyType: 'CUSTOMER_MANAGED_KEY', keyId: 'k' },
      })
      expect(await store.enhancedSnapshots.find(imported, imported.name, { lock: true })).toEqual(imported)
      const saved = { ...taken, status: 'FAILED' as const, location: undefined, tags: [] }
      await store.enhancedSnapshots.save(saved)
      expect(await store.enhancedSnapshots.findById(taken.id)).toEqual(saved)
      await store.enhancedSnapshots.remove(taken.id)
      expect(await store.enhancedSnapshots.findById(taken.id)).toBeUndefined()
    })

    it('share a name only across scopes, whatever the status', async () => {
      const scope = aNewScope()
      await inserted({ ...scope, name: 'once', status: 'FAILED' })
      await expect(inserted({ ...scope, name: 'once' })).rejects.toThrow(DuplicateError)
      await inserted({ ...scope, region: 'eu-west-1', name: 'once' })
      expect(await store.enhancedSnapshots.count(scope)).toBe(1)
    })

    it('are nowhere READY without a location', async () => {
      await expect(inserted({ status: 'READY', location: undefined })).rejects.toThrow()
    })

    it('are listed newest first, from a place on, by one filter', async () => {
      const scope = aNewScope()
      const application = { kind: 'application', applicationId: randomUUID(), createdAt: at(0), versionId: 1 } as const
      await inserted({ ...scope, name: 'a', createdAt: at(1), source: { ...application, name: 'one' } })
      await inserted({ ...scope, name: 'b', createdAt: at(2), status: 'FAILED', initiator: 'SYSTEM' })
      await inserted({ ...scope, name: 'c', createdAt: at(2), initiatorOperation: 'ImportSnapshot' })
      await inserted({ ...scope, name: 'd', createdAt: at(0) })
      const names = async (page: Partial<Parameters<Store['enhancedSnapshots']['list']>[1]>): Promise<string> =>
        (await store.enhancedSnapshots.list(scope, { limit: 10, ...page })).map(({ name }) => name).join('')
      expect(await names({})).toBe('cbad')
      expect(await names({ limit: 2 })).toBe('cb')
      expect(await names({ after: { at: at(2), id: 'c' } })).toBe('bad')
      expect(await names({ after: { at: at(1), id: 'gone' } })).toBe('ad')
      expect(await names({ sourceApplicationName: 'one' })).toBe('a')
      expect(await names({ status: 'FAILED' })).toBe('b')
      expect(await names({ initiator: 'SYSTEM' })).toBe('b')
      expect(await names({ initiatorOperation: 'ImportSnapshot' })).toBe('c')
    })

    it('outlive their application, whose end of them goes with it', async () => {
      const application = anApplication()
      await store.applications.insert(application)
      const applicationId = application.id
      const snapshot = await inserted({
        source: { kind: 'application', applicationId, name: application.name, createdAt: at(0), versionId: 1 },
      })
      const carrier = aSnapshot({ applicationId, name: `enhanced:${snapshot.id}`, enhancedId: snapshot.id })
      await store.snapshots.insert(carrier)
      expect((await store.enhancedSnapshots.creatingOf(applicationId))?.id).toBe(snapshot.id)
      expect(await store.snapshots.find(applicationId, carrier.name)).toEqual(carrier)
      expect(await store.snapshots.list(applicationId, { limit: 10 })).toEqual([])
      expect(await store.snapshots.count(applicationId)).toBe(0)
      await store.applications.remove(applicationId)
      expect(await store.snapshots.find(applicationId, carrier.name)).toBeUndefined()
      expect(await store.enhancedSnapshots.findById(snapshot.id)).toEqual(snapshot)
    })

    it('keep their application at work until the savepoint is at its last place', async () => {
      const application = anApplication()
      await store.applications.insert(application)
      const applicationId = application.id
      const carrier = aSnapshot({ applicationId, enhancedId: randomUUID(), status: 'READY', location: 'file:/near' })
      await store.snapshots.insert(carrier)
      const state = async () => ({
        inFlight: (await store.snapshots.inFlight(applicationId)).length,
        needsWork: (await store.applications.needingWork(10_000)).includes(applicationId),
      })
      expect(await state()).toEqual({ inFlight: 1, needsWork: false })
      await store.snapshots.save({ ...carrier, copiedTo: 'file:/far' })
      expect(await state()).toEqual({ inFlight: 1, needsWork: true })
      await store.snapshots.save({ ...carrier, copiedTo: 'file:/far', location: 'file:/far' })
      expect(await state()).toEqual({ inFlight: 0, needsWork: false })
      expect((await store.snapshots.newestReady(applicationId))?.location).toBe('file:/far')
      await store.applications.remove(applicationId)
    })
  })

  describe('operations on enhanced snapshots', () => {
    it('come back as they were stored, newest first, also without the snapshot', async () => {
      const snapshot = anEnhancedSnapshot({ ...aNewScope(), name: 's' })
      const transfer = { place: aPlace, roleArn: 'r', destinationEncryption: { keyType: 'AWS_OWNED_KEY' as const } }
      const done = aSnapshotOperation(snapshot, {
        id: 'b',
        status: 'FAILED',
        startedAt: at(1),
        endedAt: at(3),
        failure: { code: 'C', text: 'naïve' },
        order: { transfer },
      })
      const running = aSnapshotOperation(snapshot, { id: 'a', kind: 'ImportSnapshot', startedAt: at(1) })
      const older = aSnapshotOperation(snapshot, { id: 'z', status: 'SUCCESSFUL', startedAt: at(0) })
      for (const each of [done, running, older]) await store.snapshotOperations.insert(each)
      expect(await store.snapshotOperations.find(snapshot, 's', 'b')).toEqual(done)
      expect(await store.snapshotOperations.find(snapshot, 'other', 'b')).toBeUndefined()
      const ids = async (page: Partial<Parameters<Store['snapshotOperations']['list']>[2]>): Promise<string> =>
        (await store.snapshotOperations.list(snapshot, 's', { limit: 10, ...page })).map(({ id }) => id).join('')
      expect(await ids({})).toBe('baz')
      expect(await ids({ after: { at: at(1), id: 'b' }, limit: 1 })).toBe('a')
      expect(await ids({ kind: 'ImportSnapshot' })).toBe('a')
      expect(await ids({ status: 'SUCCESSFUL' })).toBe('z')
      await store.snapshotOperations.removeBefore(at(2))
      expect(await ids({})).toBe('a')
      await store.snapshotOperations.save({ ...running, status: 'SUCCESSFUL', endedAt: at(9) })
      await expect(store.snapshotOperations.insert(running)).rejects.toThrow(DuplicateError)
    })

    it('have one export at a time', async () => {
      const snapshot = anEnhancedSnapshot()
      const first = aSnapshotOperation(snapshot, { kind: 'ExportSnapshot' })
      const second = aSnapshotOperation(snapshot, { kind: 'ExportSnapshot' })
      await store.snapshotOperations.insert(first)
      await expect(store.snapshotOperations.insert(second)).rejects.toThrow(DuplicateError)
      expect((await store.snapshotOperations.exporting(snapshot.id))?.id).toBe(first.id)
      await store.snapshotOperations.save({ ...first, status: 'FAILED' })
      expect(await store.snapshotOperations.exporting(snapshot.id)).toBeUndefined()
      await store.snapshotOperations.insert(second)
      await store.snapshotOperations.save({ ...second, status: 'SUCCESSFUL' })
    })
  })

  describe('a claim of an operation', () => {
    // Claims are of any operation there is: others are put out of the way first.
    const nextOf = async (snapshotId: string, owner = 'host-1', ttlMs = 60_000) => {
      for (;;) {
        const claim = await store.snapshotClaims.next(owner, ttlMs)
        if (claim === undefined || claim.operation.snapshotId === snapshotId) return claim
        await store.snapshotOperations.save({ ...claim.operation, status: 'CANCELLED' })
      }
    }

    it('is had by one of many', async () => {
      await nextOf('none')
      const operation = aSnapshotOperation(anEnhancedSnapshot())
      await store.snapshotOperations.insert(operation)
      const claims = await Promise.all([1, 2, 3, 4].map((n) => store.snapshotClaims.next(`host-${n}`, 60_000)))
      expect(claims.filter((claim) => claim !== undefined)).toEqual([
        { operation, owner: expect.any(String), epoch: 1 },
      ])
    })

    it('passes on when it has expired', async () => {
      const snapshot = anEnhancedSnapshot()
      const operation = aSnapshotOperation(snapshot)
      await store.snapshotOperations.insert(operation)
      const first = await nextOf(snapshot.id, 'host-1', 40)
      await underTest().letPass(60)
      const second = await nextOf(snapshot.id, 'host-9')
      expect(second).toMatchObject({ owner: 'host-9', epoch: 2 })
      expect(await store.snapshotClaims.renew(first!, 60_000)).toBe(false)
      expect(await store.snapshotClaims.renew(second!, 60_000)).toBe(true)
      const never = () => Promise.reject(new Error('must not run'))
      await expect(store.claimed(first!, never)).rejects.toThrow(ClaimLostError)
      await store.claimed(second!, (tx) => tx.snapshotOperations.save({ ...operation, status: 'SUCCESSFUL' }))
      await expect(store.claimed(second!, never)).rejects.toThrow(ClaimLostError)
      expect(await nextOf(snapshot.id)).toBeUndefined()
    })

    it('waits when it was given back', async () => {
      const snapshot = anEnhancedSnapshot()
      await store.snapshotOperations.insert(aSnapshotOperation(snapshot))
      const claim = await nextOf(snapshot.id)
      await store.snapshotClaims.postpone(claim!, 60_000)
      expect(await nextOf(snapshot.id)).toBeUndefined()
    })

    it('comes again when it has waited', async () => {
      const snapshot = anEnhancedSnapshot()
      await store.snapshotOperations.insert(aSnapshotOperation(snapshot))
      const claim = await nextOf(snapshot.id)
      await store.snapshotClaims.postpone(claim!, 40)
      await underTest().letPass(60)
      expect(await nextOf(snapshot.id)).toMatchObject({ epoch: 2 })
    })

    it('of a creation waits for the savepoint', async () => {
      const application = anApplication()
      await store.applications.insert(application)
      const snapshot = anEnhancedSnapshot()
      const carrier = aSnapshot({ applicationId: application.id, enhancedId: snapshot.id })
      await store.snapshots.insert(carrier)
      await store.snapshotOperations.insert(aSnapshotOperation(snapshot))
      expect(await nextOf(snapshot.id)).toBeUndefined()
      await store.snapshots.save({ ...carrier, status: 'FAILED' })
      expect(await nextOf(snapshot.id)).toBeDefined()
    })

    it('of a deletion waits for who reads the snapshot', async () => {
      const application = anApplication()
      await store.applications.insert(application)
      const snapshot = await inserted({ status: 'READY' })
      const exported = aSnapshotOperation(snapshot, { kind: 'ExportSnapshot' })
      const deployment = aDeployment({ applicationId: application.id, restoreSource: snapshot.location })
      await store.deployments.insert(deployment)
      await store.snapshotOperations.insert(aSnapshotOperation(snapshot, { kind: 'DeleteSnapshot', startedAt: at(1) }))
      expect(await nextOf(snapshot.id)).toBeUndefined()
      expect(await store.deployments.find(deployment.id)).toEqual(deployment)
      await store.deployments.save({ ...deployment, state: 'launched' })
      await store.snapshotOperations.insert({ ...exported, startedAt: at(2) })
      const claim = await nextOf(snapshot.id)
      expect(claim?.operation.kind).toBe('ExportSnapshot')
      await store.snapshotOperations.save({ ...exported, status: 'FAILED' })
      expect((await nextOf(snapshot.id))?.operation.kind).toBe('DeleteSnapshot')
    })
  })
}
