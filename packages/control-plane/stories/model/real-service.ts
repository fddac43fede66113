import { createActions } from '@weir/control-plane'
import type { Application, Deployment, Facts, Step } from '@weir/domain'
import { plan } from '@weir/domain'
import { act as doStep } from '@weir/reconciler/act'
import { beginScaling } from '@weir/reconciler/autoscaler/begin-scaling'
import { createWorld as createWorker } from '@weir/reconciler/stories/world'
import { aDeployment, anObservation, aScope } from '@weir/testkit'
import { createWorld } from '../world.ts'

const name = 'flights'

/**
 * The real actions, and the real plan and steps of the reconciler, on the memory store. What a cluster would have shown is
 * made up in one go, so that a report costs a few passes instead of a cluster's life.
 */
export const createRealService = () => {
  const worker = createWorker()
  const { store, clock, deps } = worker
  const world = createWorld()
  const act = createActions({ ...world.deps, store, clock, ids: deps.ids })
  const { context } = world

  const find = (): Promise<Application | undefined> => store.applications.findByName(aScope, name)

  const look = async (application: Application): Promise<Facts> => {
    const { id } = application
    const operation = await store.operations.inProgress(id)
    const inFlight = await store.snapshots.inFlight(id)
    const wanted = operation?.intent.snapshotName
    const asked = wanted === undefined ? undefined : await store.snapshots.find(id, wanted)
    const settled = asked === undefined || inFlight.some((each) => each.name === wanted)
    const deployments = await store.deployments.list(id, { limit: 10 })
    const live = deployments[0] !== undefined && deployments[0].state !== 'ended'
    return {
      application,
      operation,
      deployments,
      snapshots: settled ? inFlight : [...inFlight, asked],
      observation: live ? anObservation() : undefined,
      host: deps.host,
      now: clock.now(),
    }
  }

  const step = async (facts: Facts, what: Step): Promise<void> => {
    const lease = await store.leases.claim(facts.application.id, deps.host, 30_000)
    if (lease === undefined) throw new Error('the lease is held')
    await doStep({ deps, lease }, facts, what)
  }

  /** Plans and acts until the status is another one, or there is nothing to do in it. */
  const goOn = async (): Promise<void> => {
    const before = await find()
    for (let passes = 0; passes < 20; passes += 1) {
      const now = await find()
      if (now === undefined) return
      if (now.status !== before?.status && now.status !== 'READY') return
      const facts = await look(now)
      const next = plan(facts)
      if (next.kind === 'rest' || next.kind === 'wait') return
      await step(facts, next)
    }
    throw new Error('the reconciler goes round in circles')
  }

  /** Ends the deployment there is, and stores one that is as it would be after everything else that happens. */
  const deployed = async (application: Application, given: Partial<Deployment>): Promise<void> => {
    await ended('superseded')
    const newest = await store.deployments.newest(application.id)
    if (newest !== undefined) await store.deployments.remove(newest.id)
    await store.deployments.insert(
      aDeployment({
        applicationId: application.id,
        epoch: (newest?.epoch ?? 0) + 1,
        versionId: application.versionId,
        parallelism: application.currentParallelism,
        operationId: (await store.operations.inProgress(application.id))?.id,
        createdAt: clock.now(),
        launchedAt: clock.now(),
        ...given,
      }),
    )
  }

  const ended = async (outcome: Deployment['outcome']): Promise<void> => {
    const application = await find()
    const newest = application && (await store.deployments.newest(application.id))
    if (newest === undefined || newest.state === 'ended') return
    await store.deployments.save({ ...newest, state: 'ended', outcome, endedAt: clock.now() })
  }

  /** The savepoint that Flink would have written, where it can be read back. */
  const written = (snapshot: string): string => {
    const location = `file:/state/${snapshot}`
    worker.engine.archive.add({ location, kind: 'savepoint', completedAt: clock.now() })
    return location
  }

  /** The snapshot that the operation in progress waits for is there, or cannot be had. */
  const awaitedEnds = async (application: Application, well: boolean): Promise<void> => {
    const facts = await look(application)
    const snapshot = facts.operation?.intent.snapshotName
    if (snapshot === undefined) return
    await step(
      facts,
      well
        ? { kind: 'complete-snapshot', snapshot, location: written(snapshot) }
        : { kind: 'fail-snapshot', snapshot, cause: 'disk full' },
    )
  }

  const newRelease = '2'
  const replacing = ['STARTING', 'UPDATING', 'ROLLING_BACK', 'AUTOSCALING', 'MAINTENANCE']

  return {
    act,
    context,
    store,
    clock,
    find,
    succeed: async (): Promise<void> => {
      const application = await find()
      if (application === undefined || application.status === 'READY' || application.status === 'RUNNING') return
      await awaitedEnds(application, true)
      const release = application.status === 'MAINTENANCE' ? newRelease : '1'
      if (replacing.includes(application.status)) {
        await deployed(application, { state: 'launched', engineRef: {}, release })
      } else await ended('stopped')
      await goOn()
    },
    fail: async ({ snapshot }: { snapshot: boolean }): Promise<void> => {
      const application = await find()
      if (application === undefined) return
      const awaits = (await store.operations.inProgress(application.id))?.intent.snapshotName !== undefined
      if (application.status === 'STOPPING' || (snapshot && application.status === 'UPDATING')) {
        if (!awaits) return
        await awaitedEnds(application, false)
        if (application.status === 'UPDATING') await ended('superseded')
      } else if (!snapshot && replacing.includes(application.status)) {
        await awaitedEnds(application, true)
        await deployed(application, { state: 'ended', outcome: 'failed', cause: 'main threw', endedAt: clock.now() })
      } else return
      await goOn()
    },
    beginScaling: async (to: number): Promise<void> => {
      const application = (await find())!
      const deployment = (await store.deployments.newest(application.id))!
      const memory = { subject: '', above: 15, below: 0, window: [], age: 15 }
      const state = { applicationId: application.id, evaluatedAt: clock.now(), policy: 'cpu', verdict: '', memory } as const
      const parallelism = application.currentParallelism
      const verdict = { memory, reason: 'busy', inputs: {}, to }
      const begun = await beginScaling(deps, {
        application,
        deployment: { ...deployment, parallelism },
        state,
        verdict,
      })
      if (begun === undefined) throw new Error('the scaling was not begun')
    },
    beginMaintenance: async (): Promise<void> =>
      step(await look((await find())!), { kind: 'begin-maintenance', release: newRelease }),
    failMaintenance: async ({ snapshot }: { snapshot: boolean }): Promise<void> => {
      const application = (await find())!
      await awaitedEnds(application, !snapshot)
      if (!snapshot) {
        await deployed(application, {
          state: 'ended',
          outcome: 'failed',
          cause: 'main threw',
          endedAt: clock.now(),
          release: newRelease,
        })
        const failed = (await store.deployments.newest(application.id))!
        await store.deployments.insert({
          ...aDeployment({ ...failed, id: deps.ids.uuid(), epoch: failed.epoch + 1, state: 'launched', engineRef: {} }),
          release: '1',
          outcome: undefined,
          cause: undefined,
          endedAt: undefined,
        })
      }
      await goOn()
    },
    /** What was last seen of the job. */
    jobIs: async (state: 'RUNNING' | 'RESTARTING'): Promise<void> => {
      const application = await find()
      const newest = application && (await store.deployments.newest(application.id))
      if (application !== undefined && newest?.state === 'ended' && state === 'RUNNING') {
        await deployed(application, { state: 'running', engineRef: {}, observation: anObservation() })
        return
      }
      if (newest?.state !== 'running') return
      const job = { state, allTasksRunning: state === 'RUNNING', parallelism: 1, restarts: 0 }
      await store.deployments.save({ ...newest, observation: anObservation({ job }) })
    },
    snapshotEnds: async (snapshot: string, well: boolean): Promise<void> => {
      const facts = await look((await find())!)
      const found = facts.snapshots.find((each) => each.name === snapshot)
      if (found?.status === 'DELETING') await step(facts, { kind: 'remove-snapshot', snapshot })
      else if (well) await step(facts, { kind: 'complete-snapshot', snapshot, location: written(snapshot) })
      else await step(facts, { kind: 'fail-snapshot', snapshot, cause: 'disk full' })
    },
  }
}

export type RealService = ReturnType<typeof createRealService>
