import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineRef, Logger } from '@weir/domain'
import { eventually, isRunning } from '../../conformance/engine-harness.ts'
import { createProcessEngineHarness, type ProcessEngineHarness } from '../../conformance/process-engine-harness.ts'
import { listMarkedProcesses } from '../processes/process-table.ts'
import { claim, claimOf, isMember } from './claims.ts'

const warmPool = { sizes: { 'FLINK-2_2': 1 }, pauseMs: 0, keepMs: 3_600_000 } as const
const logger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** One after the other: each test goes on with what the one before has left. */
describe('a warm pool', () => {
  let harness: ProcessEngineHarness
  let used: string
  beforeAll(async () => {
    harness = await createProcessEngineHarness({
      runtime: 'FLINK-2_2',
      sandbox: 'bubblewrap',
      options: { warmPool, logger },
    })
  })
  afterAll(async () => {
    await harness.engine.endWarm?.()
    await harness.dispose()
  })

  /** Waits for a member that nobody has. */
  const member = async (): Promise<string> => {
    for (;;) {
      await harness.engine.keepWarm?.()
      for (const name of (await readdir(harness.clustersDir)).filter(isMember)) {
        const waits = (await readdir(join(harness.clustersDir, name, 'control')).catch((): string[] => [])).includes(
          'waits',
        )
        if (waits && (await claimOf(harness.clustersDir, name)) === undefined) return name
      }
      await harness.pause()
    }
  }
  const membersAtWork = async (): Promise<readonly string[]> => [
    ...new Set((await listMarkedProcesses(harness.clustersDir)).map(({ deploymentId }) => deploymentId)),
  ]
  const savepoint = async (ref: EngineRef, directory: string): Promise<string> => {
    const request = { triggerId: randomBytes(16).toString('hex'), directory, stop: false }
    await harness.engine.requestSavepoint(ref, request)
    for (;;) {
      const { state } = await harness.engine.savepointProgress(ref, request)
      if (state !== 'in-progress') return state
      await harness.pause()
    }
  }

  it('has a cluster that is nobody’s and that nobody is told of', async () => {
    used = await member()
    expect(await membersAtWork()).toEqual([used])
    expect(await harness.engine.liveDeployments()).toEqual([])
  })

  // Only root can show a state root of files to a sandbox that is there already.
  if (process.getuid?.() !== 0) {
    it('does not give it to a deployment whose state it cannot show', async () => {
      const request = harness.request()
      const ref = await harness.engine.prepare(request)
      await harness.engine.launch(request, ref)
      expect([...(await membersAtWork())].sort()).toEqual([request.deploymentId, used].sort())
      await harness.engine.teardown(ref)
    })
    return
  }

  it('gives it to the deployment that has claimed it, also when the worker died then', async () => {
    const request = harness.request()
    const { applicationId, deploymentId } = request
    const ref = await harness.engine.prepare(request)
    await harness.engine.extendLease(ref, new Date(Date.now() + 600_000))
    expect(await claim(harness.clustersDir, { memberId: used, applicationId, deploymentId })).toBe(true)

    await harness.reopened().launch(request, ref)
    await harness.engine.launch(request, ref)
    await eventually(harness, ref, isRunning)
    expect(await membersAtWork()).toEqual([used])
    expect(await harness.engine.liveDeployments()).toEqual([deploymentId])
    // The name is made of a property, which the program has read from the file of its own.
    expect(await harness.jobSettings(ref)).toEqual({ name: 'probe hello', parallelism: 1, checkpointIntervalMs: 1_000 })
    expect(await savepoint(ref, `${request.stateUri}/snapshots/one`)).toBe('completed')
    for (const component of ['jobmanager', 'taskmanager-0']) {
      const log = await readFile(join(harness.clustersDir, deploymentId, 'log', `${component}.log`), 'utf8')
      const events = log
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { applicationARN: string; applicationVersionId: string })
      const whose = new Set(events.map((each) => `${each.applicationARN} ${each.applicationVersionId}`))
      expect([...whose]).toEqual([`${request.applicationArn} 1`])
    }
    await harness.engine.teardown(ref)
    expect(await membersAtWork()).toEqual([])
  })

  it('never gives it to another, who starts without', async () => {
    const request = harness.request()
    const ref = await harness.engine.prepare(request)
    // This engine has not heard of the claim.
    await harness.engine.launch(request, ref)
    expect(await membersAtWork()).toEqual([request.deploymentId])
    await harness.engine.teardown(ref)
  })

  it('prepares another one, and starts with that', async () => {
    const next = await member()
    expect(next).not.toBe(used)
    const request = harness.request()
    const ref = await harness.engine.prepare(request)
    await harness.engine.launch(request, ref)
    expect(await membersAtWork()).toEqual([next])
    await eventually(harness, ref, isRunning)
    // A TaskManager that is lost is replaced by one that is started for the application.
    await harness.killTaskManager(ref)
    await eventually(harness, ref, ({ taskManagers }) => taskManagers.live === 0)
    await harness.engine.launch(request, ref)
    await eventually(harness, ref, (seen) => isRunning(seen) && (seen.job?.restarts ?? 0) > 0)
    expect([...(await membersAtWork())].sort()).toEqual([request.deploymentId, next].sort())
    await harness.engine.teardown(ref)
    await harness.engine.forget(ref)
    expect(await harness.engine.liveDeployments()).toEqual([])
    expect((await readdir(join(harness.clustersDir, request.deploymentId))).sort()).toEqual(['control', 'log'])
  })
})
