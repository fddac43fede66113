import type { Application, Lease, OperationName, RestoreIntent, Store } from '@weir/domain'
import { defaultPlanSettings, requestStatus, withHistory } from '@weir/domain'
import type { ReconcilerDeps } from '@weir/reconciler'
import { reconcile } from '@weir/reconciler'
import {
  anApplication,
  aRoleAccess,
  aVersion,
  createManualClock,
  createMemoryStore,
  createSequentialIds,
} from '@weir/testkit'
import { createFakeEngine } from '@weir/testkit/fake-engine/fake-engine'

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** A worker host on the memory store and the fake engine, with time turned by hand. */
export const createWorld = (given: { host?: string; store?: Store; history?: boolean } = {}) => {
  const clock = createManualClock()
  const memory = given.store ?? createMemoryStore({ clock })
  const store = given.history === true ? withHistory(memory, clock) : memory
  const engine = createFakeEngine({ clock })
  const ids = createSequentialIds()
  const deps: ReconcilerDeps = {
    store,
    engine,
    archive: engine.archive,
    roles: { resolve: (roleArn) => Promise.resolve(aRoleAccess({ roleArn })) },
    clock,
    ids,
    sleeper: clock,
    logger: silent,
    host: given.host ?? 'host-1',
    stateRoot: 'file:/state',
    plan: defaultPlanSettings,
  }

  const application = async (id: string): Promise<Application> => {
    const found = await store.applications.findById(id)
    if (found === undefined) throw new Error('no such application')
    return found
  }

  /** Passes until `done` holds; time goes on by what each pass asks for. Throws after `limitMs` of that time. */
  const driveUntil = async (id: string, done: () => Promise<boolean>, limitMs = 20 * 60_000): Promise<void> => {
    const end = clock.now().getTime() + limitMs
    while (!(await done())) {
      if (clock.now().getTime() > end) throw new Error('the story did not come to its end')
      await pass(id)
    }
  }

  const pass = async (id: string, on: ReconcilerDeps = deps): Promise<string> => {
    const lease = await claim(id, on)
    try {
      const next = await reconcile({ deps: on, lease })
      if (typeof next === 'string') {
        await clock.advance(100)
        return next
      }
      await clock.advance(Math.max(next.again, 10))
      return 'again'
    } catch (error) {
      await clock.advance(500)
      return error instanceof Error ? error.message : 'threw'
    }
  }

  const claim = async (id: string, on: ReconcilerDeps): Promise<Lease> => {
    const lease = await store.leases.claim(id, on.host, 30_000)
    if (lease === undefined) throw new Error('the lease is held by another host')
    const newest = await store.deployments.newest(id)
    if (newest?.engineRef !== undefined && newest.host === on.host)
      await engine.extendLease(newest.engineRef, lease.expiresAt)
    return lease
  }

  const driveTo = (id: string, status: Application['status']): Promise<void> =>
    driveUntil(id, async () => (await application(id)).status === status)

  /** What an action writes: the next status, an operation in progress and, where asked, a snapshot row. */
  const ask = async (
    id: string,
    name: OperationName,
    asked: {
      force?: boolean
      snapshot?: 'stop' | 'update'
      restore?: RestoreIntent
      version?: number
      /** A snapshot that is ordered already, by its name. */
      waitsFor?: string
    } = {},
  ): Promise<string> => {
    const operationId = ids.token(12)
    const now = clock.now()
    const event = name === 'StartApplication' ? 'start' : name === 'UpdateApplication' ? 'update' : 'stop'
    const snapshotName = asked.snapshot === undefined ? asked.waitsFor : `${asked.snapshot}-${operationId}`
    await store.transaction(async (tx) => {
      const read = await tx.applications.findById(id, { lock: true })
      if (read === undefined) throw new Error('no such application')
      const running = await tx.operations.inProgress(id)
      if (running !== undefined) await tx.operations.save({ ...running, status: 'CANCELLED', endedAt: now })
      const versionId = asked.version ?? read.versionId
      if (versionId !== read.versionId)
        await tx.versions.insert(aVersion({ applicationId: id, versionId, spec: read.spec }))
      await tx.applications.save({
        ...read,
        versionId,
        status: requestStatus(read, asked.force === true ? 'forceStop' : event),
      })
      await tx.operations.insert({
        id: operationId,
        applicationId: id,
        name,
        status: 'IN_PROGRESS',
        startedAt: now,
        intent: { restore: asked.restore, snapshotName, force: asked.force },
        phases: [],
      })
      if (asked.snapshot !== undefined && snapshotName !== undefined) {
        await tx.snapshots.insert({
          applicationId: id,
          name: snapshotName,
          status: 'CREATING',
          createdAt: now,
          versionId: read.versionId,
          runtimeEnvironment: read.runtimeEnvironment,
          kind: asked.snapshot,
          triggerId: ids.hex(32),
          attempts: 0,
        })
      }
    })
    return operationId
  }

  const takeSnapshot = async (id: string, name: string): Promise<void> => {
    await store.transaction((tx) =>
      tx.snapshots.insert({
        applicationId: id,
        name,
        status: 'CREATING',
        createdAt: clock.now(),
        versionId: 1,
        runtimeEnvironment: 'FLINK-2_2',
        kind: 'user',
        triggerId: ids.hex(32),
        attempts: 0,
      }),
    )
  }

  const created = async (): Promise<string> => {
    const record = anApplication({ id: ids.uuid() })
    await store.transaction(async (tx) => {
      await tx.applications.insert(record)
      await tx.versions.insert(aVersion({ applicationId: record.id, spec: record.spec }))
    })
    return record.id
  }

  const started = async (): Promise<string> => {
    const id = await created()
    await ask(id, 'StartApplication')
    await driveTo(id, 'RUNNING')
    return id
  }

  const deployment = async (id: string) => {
    const newest = await store.deployments.newest(id)
    if (newest === undefined) throw new Error('no deployment')
    return newest
  }

  return {
    clock,
    store,
    engine,
    deps,
    application,
    created,
    started,
    ask,
    takeSnapshot,
    pass,
    driveTo,
    driveUntil,
    deployment,
    operation: (id: string, operationId: string) => store.operations.find(id, operationId),
    status: async (id: string) => (await application(id)).status,
    /** How many clusters live, of all deployments. */
    liveClusters: async () => (await engine.liveDeployments()).length,
  }
}
