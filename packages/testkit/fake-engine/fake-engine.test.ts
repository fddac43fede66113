import type { DeploymentRequest } from '@weir/domain'
import { describeEngine } from '@weir/engine/conformance/engine-conformance'
import { requestOf } from '@weir/engine/conformance/request-of'
import { aCodeBundle } from '../builders.ts'
import { createFakeEngine } from './fake-engine.ts'
import { createManualClock } from '../manual-clock.ts'

const aRequest = (given: Partial<DeploymentRequest> = {}): DeploymentRequest =>
  requestOf({ stateRoot: 'file:/state', code: aCodeBundle(), given })

describeEngine('the fake engine', async () => {
  const clock = createManualClock()
  const engine = createFakeEngine({ clock })
  const programs = { steady: aCodeBundle(), throwsInMain: aCodeBundle() }
  const idOf = (ref: Readonly<Record<string, unknown>>): string => String(ref['deploymentId'])
  return {
    engine,
    reopened: () => engine,
    programs,
    request: (given) => {
      engine.switches.mainFailure =
        given?.code === programs.throwsInMain ? 'java.lang.IllegalStateException: the probe throws' : undefined
      return aRequest({ code: programs.steady, ...given })
    },
    launchAndDie: async (request, ref) => {
      engine.switches.crashAfterSpawn = new Error('the worker dies here')
      await expect(engine.launch(request, ref)).rejects.toThrow('the worker dies here')
      engine.switches.crashAfterSpawn = undefined
    },
    pause: () => clock.advance(100),
    now: () => clock.now(),
    killManager: async (ref) => engine.crashManager(idOf(ref)),
    killTaskManager: async (ref) => engine.crashTaskManager(idOf(ref)),
    managers: async (id) => (engine.isManagerAlive(id) ? 1 : 0),
    restoredFrom: async (ref) => engine.launchedWith(idOf(ref))?.restoreFrom,
    jobSettings: async (ref) => {
      const request = engine.launchedWith(idOf(ref))!
      return {
        name: `probe ${request.propertyGroups[0]?.map['greeting']}`,
        parallelism: request.parallelism,
        checkpointIntervalMs: request.checkpointing.enabled ? request.checkpointing.intervalMs : 0,
      }
    },
    savepoints: async (directory) => (await engine.archive.completed(directory)).map(({ location }) => location),
    dispose: async () => {},
  }
})

describe('the fake engine as a test turns it', () => {
  const running = async (given: Partial<DeploymentRequest> = {}) => {
    const clock = createManualClock()
    const engine = createFakeEngine({ clock })
    const request = aRequest(given)
    const ref = await engine.prepare(request)
    await engine.launch(request, ref)
    await clock.advance(1_500)
    return { clock, engine, request, ref }
  }

  it('checkpoints at the interval and keeps them in the archive', async () => {
    const { clock, engine, request, ref } = await running()
    await engine.observe(ref)
    await clock.advance(3_500)
    const { job } = await engine.observe(ref)
    expect(job?.lastCheckpoint).toMatchObject({ id: 3, location: `${request.checkpointsUri}/${request.jobId}/chk-3` })
    expect((await engine.archive.completed(request.stateUri))[0]?.checkpointId).toBe(3)
  })

  it('lets a cluster die whose lease nobody extends', async () => {
    const { clock, engine, ref } = await running()
    await clock.advance(60_000)
    expect((await engine.observe(ref)).manager).toBe('exited')
  })

  it('fails savepoints, hangs on them and loses its REST as told', async () => {
    const { clock, engine, request, ref } = await running()
    const savepoint = (triggerId: string) => ({ triggerId, directory: `${request.stateUri}/s`, stop: false })
    engine.switches.savepointFailure = 'disk full'
    await engine.requestSavepoint(ref, savepoint('a'))
    await clock.advance(200)
    expect(await engine.savepointProgress(ref, savepoint('a'))).toEqual({ state: 'failed', cause: 'disk full' })
    engine.switches.savepointHangs = true
    await engine.requestSavepoint(ref, savepoint('b'))
    await clock.advance(10_000)
    expect(await engine.savepointProgress(ref, savepoint('b'))).toEqual({ state: 'in-progress' })
    engine.switches.unreachable = true
    await expect(engine.savepointProgress(ref, savepoint('b'))).rejects.toMatchObject({ kind: 'unreachable' })
    expect((await engine.observe(ref)).manager).toBe('starting')
    expect(engine.counters.savepoints).toBe(2)
  })

  it('shows a restart loop with its exception', async () => {
    const { clock, engine, ref } = await running()
    engine.switches.restartLoop = 'java.io.IOException: no route'
    await clock.advance(5_000)
    await engine.observe(ref)
    await clock.advance(5_000)
    expect((await engine.observe(ref)).job).toMatchObject({
      state: 'RESTARTING',
      rootException: 'java.io.IOException: no route',
      restarts: 6,
    })
  })
})
