import type { EnhancedSnapshot, EnhancedSnapshotOperation, Snapshot } from '@weir/domain'
import { carrierName, ExchangeError, stateLayout, StateMissingError } from '@weir/domain'
import type { CourierDeps, ReconcilerDeps } from '@weir/reconciler'
import { defaultCourierSettings, deliverNext } from '@weir/reconciler'
import { anEnhancedSnapshot, aScope, aSnapshotOperation } from '@weir/testkit'
import { mortalEffects } from './mortal.ts'
import { createWorld } from './world.ts'

const never = new AbortController().signal
const aKey = { keyType: 'AWS_OWNED_KEY' } as const

/** The reconciler's world with a courier, and a user's S3 that holds savepoints by their places. */
export const createSnapshotWorld = () => {
  const world = createWorld()
  const { store, clock, engine, deps } = world
  const { archive } = engine
  const users = new Set<string>()
  const fault: { exchange?: Error | undefined } = {}
  const courier: CourierDeps = {
    ...deps,
    exchange: {
      exportTo: async ({ bucket, prefix }, location) => {
        if (fault.exchange !== undefined) throw fault.exchange
        if (!(await archive.exists(location))) throw new StateMissingError(location)
        users.add(`${bucket}/${prefix}`)
      },
      importFrom: async ({ bucket, prefix }, location) => {
        if (fault.exchange !== undefined) throw fault.exchange
        if (!users.has(`${bucket}/${prefix}`)) throw new ExchangeError('SavepointNotFound', 'nothing there')
        archive.add({ location, kind: 'savepoint', completedAt: clock.now() })
        return 1_000
      },
    },
  }

  /** One thing done by a courier, as far as it goes. */
  const carry = (on: CourierDeps = courier): Promise<boolean> =>
    deliverNext(on, { ...defaultCourierSettings, claimMs: 1_000 }, never).catch(() => false)

  /** What CreateSnapshot, StopApplication or UpdateApplication write in enhanced mode. Answers the carrier's name. */
  const order = async (applicationId: string, name: string, kind: Snapshot['kind'] = 'user'): Promise<string> => {
    const application = await world.application(applicationId)
    const snapshot = anEnhancedSnapshot({
      id: deps.ids.uuid(),
      name,
      createdAt: clock.now(),
      initiatorOperation: kind === 'user' ? 'CreateSnapshot' : 'SystemCreateSnapshot',
      source: { kind: 'application', applicationId, name: application.name, createdAt: clock.now(), versionId: 1 },
    })
    await store.transaction(async (tx) => {
      await tx.enhancedSnapshots.insert(snapshot)
      await tx.snapshotOperations.insert(operationOn(snapshot, { kind: snapshot.initiatorOperation }))
      await tx.snapshots.insert({
        applicationId,
        name: carrierName(snapshot.id),
        status: 'CREATING',
        createdAt: clock.now(),
        versionId: application.versionId,
        runtimeEnvironment: application.runtimeEnvironment,
        kind,
        triggerId: deps.ids.hex(32),
        attempts: 0,
        enhancedId: snapshot.id,
      })
    })
    return carrierName(snapshot.id)
  }

  const operationOn = (snapshot: EnhancedSnapshot, given: Partial<EnhancedSnapshotOperation>) =>
    aSnapshotOperation(snapshot, { id: deps.ids.token(12), startedAt: clock.now(), ...given })

  const transferOf = (keyPrefix: string): EnhancedSnapshotOperation['order'] => ({
    transfer: {
      place: { bucketArn: 'arn:aws:s3:::theirs', keyPrefix },
      roleArn: `arn:aws:iam::${aScope.accountId}:role/r`,
      sourceEncryption: aKey,
      destinationEncryption: aKey,
    },
  })

  const find = async (name: string): Promise<EnhancedSnapshot> => {
    const snapshot = await store.enhancedSnapshots.find(aScope, name)
    if (snapshot === undefined) throw new Error(`no snapshot ${name}`)
    return snapshot
  }

  /** What ExportSnapshot or DeleteSnapshot write. Answers the operation's id. */
  const ask = async (name: string, kind: 'ExportSnapshot' | 'DeleteSnapshot'): Promise<string> => {
    const snapshot = await find(name)
    const order = kind === 'ExportSnapshot' ? transferOf(`out/${name}`) : {}
    const operation = operationOn(snapshot, { kind, order })
    await store.transaction(async (tx) => {
      if (kind === 'DeleteSnapshot') await tx.enhancedSnapshots.save({ ...snapshot, status: 'DELETING' })
      await tx.snapshotOperations.insert(operation)
    })
    return operation.id
  }

  /** What ImportSnapshot writes. */
  const importFrom = async (name: string, keyPrefix: string): Promise<string> => {
    const place = { bucketArn: 'arn:aws:s3:::theirs', keyPrefix }
    const snapshot = anEnhancedSnapshot({ id: deps.ids.uuid(), name, source: { kind: 's3', place } })
    const operation = operationOn(snapshot, { kind: 'ImportSnapshot', order: transferOf(keyPrefix) })
    await store.transaction(async (tx) => {
      await tx.enhancedSnapshots.insert(snapshot)
      await tx.snapshotOperations.insert(operation)
    })
    return operation.id
  }

  return {
    ...world,
    courier,
    carry,
    order,
    ask,
    askApplication: world.ask,
    importFrom,
    find,
    users,
    fault,
    archive,
    operationOf: (name: string, id: string) => store.snapshotOperations.find(aScope, name, id),
    /** Where the account keeps it. */
    placeOf: async (name: string) => stateLayout.enhancedSnapshot(deps.stateRoot, (await find(name)).id),
  }
}

/** Both halves of a worker that dies at its n-th effect on the outside, before or after it. */
export const mortalPair = (
  { deps, courier }: { deps: ReconcilerDeps; courier: CourierDeps },
  dieAt: number,
  when: 'before' | 'after',
) => {
  const { effect, count } = mortalEffects(dieAt, when)
  const { store, engine, archive } = deps
  const files = {
    ...archive,
    copy: effect(archive.copy),
    removePoint: effect(archive.removePoint),
    remove: effect(archive.remove),
  }
  return {
    effects: count,
    deps: {
      ...deps,
      store: { ...store, fenced: (lease, work) => effect(() => store.fenced(lease, work))() },
      engine: {
        ...engine,
        launch: effect(engine.launch),
        requestSavepoint: effect(engine.requestSavepoint),
        teardown: effect(engine.teardown),
      },
      archive: files,
    } satisfies ReconcilerDeps,
    courier: {
      ...courier,
      store: {
        ...store,
        claimed: (claim, work) => effect(() => store.claimed(claim, work))(),
        // The dead give nothing back: their claim runs out.
        snapshotClaims: { ...store.snapshotClaims, postpone: () => Promise.resolve() },
      },
      archive: files,
      exchange: {
        exportTo: effect(courier.exchange.exportTo),
        importFrom: effect(courier.exchange.importFrom),
      },
    } satisfies CourierDeps,
  }
}
