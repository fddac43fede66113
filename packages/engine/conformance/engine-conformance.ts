import { randomBytes, randomUUID } from 'node:crypto'
import {
  type ClusterMetrics,
  type DashboardPage,
  type DeploymentRequest,
  EngineError,
  type EngineRef,
  type LogPosition,
  type LogQuery,
  type LogRecord,
  parseLogFilter,
  positionAfter,
  type SavepointProgress,
} from '@weir/domain'
import { type EngineHarness, eventually, isRunning } from './engine-harness.ts'

const triggerId = (): string => randomBytes(16).toString('hex')

const textOf = async ({ body }: Pick<DashboardPage, 'body'>): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const logged = async (
  { engine }: EngineHarness,
  { applicationId }: { applicationId: string },
  query: LogQuery,
): Promise<readonly LogRecord[]> => {
  const records: LogRecord[] = []
  for await (const record of engine.logs.read(applicationId, query, new AbortController().signal)) records.push(record)
  return records
}

/**
 * What every engine promises (packages/domain/ports/engine.ts), on whatever it runs. Tests of one `describe` follow one another
 * on the same cluster, because a real one takes seconds to start.
 */
export function describeEngine(name: string, createHarness: () => Promise<EngineHarness>): void {
  describe(name, () => {
    let harness: EngineHarness
    beforeAll(async () => {
      harness = await createHarness()
    })
    afterAll(() => harness.dispose())

    const start = async (request: DeploymentRequest): Promise<EngineRef> => {
      const ref = await harness.engine.prepare(request)
      await harness.engine.launch(request, ref)
      return ref
    }
    const savepoint = async (
      ref: EngineRef,
      request: { triggerId: string; directory: string; stop: boolean },
    ): Promise<SavepointProgress> => {
      for (;;) {
        const progress = await harness.engine.savepointProgress(ref, request)
        if (progress.state !== 'in-progress') return progress
        await harness.pause()
      }
    }

    describe('before anything is launched', () => {
      it('prepares without a trace', async () => {
        const request = harness.request()
        const ref = await harness.engine.prepare(request)
        expect(JSON.parse(JSON.stringify(ref))).toEqual(ref)
        expect((await harness.engine.observe(ref)).manager).toBe('absent')
        expect(await harness.engine.liveDeployments()).toEqual([])
      })

      it('tears down, destroys and forgets what never was', async () => {
        const request = harness.request()
        const ref = await harness.engine.prepare(request)
        await harness.engine.teardown(ref)
        await harness.engine.destroy(request.deploymentId)
        await harness.engine.forget(ref)
        expect((await harness.engine.observe(ref)).manager).toBe('absent')
      })

      it('calls savepoints of a cluster that does not answer unreachable', async () => {
        const ref = await harness.engine.prepare(harness.request())
        const request = { triggerId: triggerId(), directory: 'file:/nowhere', stop: false }
        await expect(harness.engine.requestSavepoint(ref, request)).rejects.toMatchObject({ kind: 'unreachable' })
        expect(await harness.engine.jobPlan(ref)).toBeUndefined()
        const page = harness.engine.readDashboard(ref, { path: [], query: '' })
        await expect(page).rejects.toMatchObject({ kind: 'unreachable' })
      })
    })

    describe('the life of a deployment', () => {
      let first: DeploymentRequest
      let ref: EngineRef
      let stopped: { triggerId: string; directory: string; stop: boolean }

      it('finds what it started when the worker died before it could take note', async () => {
        first = harness.request({ parallelism: 2, parallelismPerKpu: 2 })
        ref = await harness.engine.prepare(first)
        await harness.launchAndDie(first, ref)
        await harness.reopened().launch(first, ref)
        expect(await harness.managers(first.deploymentId)).toBe(1)
        expect(await harness.engine.liveDeployments()).toEqual([first.deploymentId])
      })

      it('is starting, then serving, with all tasks running', async () => {
        expect(['starting', 'serving']).toContain((await harness.engine.observe(ref)).manager)
        const seen = await eventually(harness, ref, isRunning)
        expect(seen).toMatchObject({
          manager: 'serving',
          taskManagers: { wanted: 1, live: 1 },
          job: { state: 'RUNNING', allTasksRunning: true, parallelism: 2, restarts: 0 },
        })
        expect(seen.failure).toBeUndefined()
        const restoring = (await harness.engine.restoreBegan(ref))?.getTime()
        expect(restoring).toBeGreaterThan(0)
        expect(restoring).toBeLessThanOrEqual(seen.observedAt.getTime())
      })

      it('launches again without starting anything', async () => {
        await harness.engine.launch(first, ref)
        expect(await harness.managers(first.deploymentId)).toBe(1)
        expect(await harness.engine.observe(ref)).toMatchObject({
          taskManagers: { wanted: 1, live: 1 },
          job: { state: 'RUNNING', restarts: 0 },
        })
      })

      it("runs with the service's settings, whatever the program asks for", async () => {
        expect(await harness.jobSettings(ref)).toEqual({
          name: 'probe hello',
          parallelism: 2,
          checkpointIntervalMs: 1_000,
        })
        const { job } = await eventually(harness, ref, (seen) => seen.job?.lastCheckpoint !== undefined)
        expect(job?.lastCheckpoint?.location.startsWith(first.checkpointsUri)).toBe(true)
        expect(JSON.parse((await harness.engine.jobPlan(ref)) ?? 'null')).toMatchObject({ jid: first.jobId })
      })

      it("tells its metrics under the service's names, with the parts that the level has", async () => {
        const known = (read: ClusterMetrics, metric: string) =>
          read.values.find((each) => each.metric === metric)?.value
        let read = await harness.engine.metrics(ref, { level: 'PARALLELISM' })
        // Flink gathers its own metrics every two seconds.
        const wanted = ['numRecordsOut', 'lastCheckpointDuration', 'heapMemoryUsed']
        for (let looks = 0; wanted.some((metric) => known(read, metric) === undefined); looks += 1) {
          if (looks > 600) throw new Error(`Not told in time; last: ${JSON.stringify(read)}`)
          await harness.pause()
          read = await harness.engine.metrics(ref, { level: 'PARALLELISM' })
        }
        expect(read.runningSince?.getTime()).toBeLessThanOrEqual(harness.now().getTime())
        // Flink may count one that it wanted to begin before all tasks ran.
        expect(known(read, 'numberOfFailedCheckpoints')).toBeGreaterThanOrEqual(0)
        expect(known(read, 'heapMemoryUsed')).toBeLessThan(known(read, 'heapMemoryMax') ?? 0)
        const subtasks = new Set(read.values.flatMap(({ subtask }) => subtask ?? []))
        expect([...subtasks].sort()).toEqual([0, 1])
        expect(read.values.some(({ operator }) => operator !== undefined)).toBe(true)
        const [container] = read.containers
        expect(read.containers).toHaveLength(1)
        expect(container?.cpuSeconds).toBeGreaterThan(0)
        expect(container?.memoryBytes).toBeGreaterThan(50_000_000)
        const { values } = await harness.engine.metrics(ref, { level: 'APPLICATION' })
        expect(values.filter(({ task }) => task !== undefined)).toEqual([])
        expect(values.length).toBeGreaterThan(5)
      })

      it('knows how long its processes have lived', async () => {
        const lives = await harness.engine.lifetimes([first.deploymentId, harness.request().deploymentId])
        expect([...lives.keys()]).toEqual([first.deploymentId])
        const life = lives.get(first.deploymentId)
        expect(life?.live).toBe(true)
        expect(life?.startedAt.getTime()).toBeLessThan(life?.lastSeenAt.getTime() ?? 0)
      })

      it('shows its dashboard, and nothing there that could change it', async () => {
        const read = (...path: string[]) => harness.engine.readDashboard(ref, { path, query: '' })
        expect(await textOf(await read())).toContain('<title>')
        const { status, contentType, body } = await read('jobs', first.jobId)
        expect({ status, contentType }).toEqual({ status: 200, contentType: 'application/json; charset=utf-8' })
        expect(JSON.parse(await textOf({ body }))).toMatchObject({ jid: first.jobId, state: 'RUNNING' })
        for (const path of [['jobs', first.jobId, 'yarn-cancel'], ['jars'], ['..', 'conf'], ['jobs', '..', 'jars']]) {
          await expect(read(...path)).rejects.toMatchObject({ kind: 'rejected' })
        }
        expect((await harness.engine.observe(ref)).job?.state).toBe('RUNNING')
      })

      it('tells what its processes have logged, and goes on behind any record', async () => {
        const all = await logged(harness, first, {})
        expect(new Set(all.map(({ component }) => component))).toEqual(new Set(['jobmanager', 'taskmanager-0']))
        expect(all.map(({ time }) => time)).toEqual(all.map(({ time }) => time).sort((a, b) => a - b))
        for (const { deploymentId, event } of all) {
          expect(deploymentId).toBe(first.deploymentId)
          expect(event).toMatchObject({
            applicationARN: first.applicationArn,
            applicationVersionId: String(first.versionId),
            locationInformation: expect.stringMatching(/^[\w.$/<>]+\(.+\)$/),
            messageSchemaVersion: '1',
          })
        }
        const middle = Math.floor(all.length / 2)
        const after = all.slice(0, middle).reduce<LogPosition | undefined>(positionAfter, undefined)
        expect((await logged(harness, first, { after })).slice(0, all.length - middle)).toEqual(all.slice(middle))
        const managers = await logged(harness, first, { component: 'jobmanager', filter: parseLogFilter('starting') })
        expect(managers.every(({ component }) => component === 'jobmanager')).toBe(true)
        expect(await logged(harness, { applicationId: randomUUID() }, {})).toEqual([])
      })

      it('gives each record until it is acknowledged, also to a worker that was started anew', async () => {
        const { logs } = harness.engine
        await logs.write(first, { at: harness.now(), level: 'INFO', logger: 'weir', message: 'a word of ours' })
        const one = await logs.take(first.deploymentId, { records: 1, bytes: 1_000_000 })
        expect(one).toMatchObject({ records: [{ deploymentId: first.deploymentId }], last: false })
        expect(await harness.reopened().logs.take(first.deploymentId, { records: 1, bytes: 1_000_000 })).toEqual(one)
        await logs.acknowledge(first.deploymentId, one.mark)
        const rest = await harness.reopened().logs.take(first.deploymentId, { records: 100_000, bytes: 100_000_000 })
        expect(rest.records).not.toContainEqual(one.records[0])
        expect([...one.records, ...rest.records]).toContainEqual(
          expect.objectContaining({
            component: 'service',
            event: expect.objectContaining({ message: 'a word of ours' }),
          }),
        )
        await logs.acknowledge(first.deploymentId, rest.mark)
        const whole = await logged(harness, first, {})
        expect(whole.length).toBeGreaterThanOrEqual(rest.records.length + 1)
        expect((await logs.deployments()).map(({ deploymentId }) => deploymentId)).toContain(first.deploymentId)
      })

      it('refuses a second deployment of the application while the first lives', async () => {
        const second = harness.request({ applicationId: first.applicationId, epoch: first.epoch + 1 })
        const other = await harness.engine.prepare(second)
        await expect(harness.engine.launch(second, other)).rejects.toMatchObject({ kind: 'unreachable' })
        expect(await harness.engine.liveDeployments()).toEqual([first.deploymentId])
      })

      it('takes one savepoint for one trigger, however often it is asked', async () => {
        const request = { triggerId: triggerId(), directory: `${first.stateUri}/snapshots/one`, stop: false }
        expect(await harness.engine.savepointProgress(ref, request)).toEqual({ state: 'unknown' })
        await harness.engine.requestSavepoint(ref, request)
        await harness.reopened().requestSavepoint(ref, request)
        const progress = await savepoint(ref, request)
        expect(progress).toMatchObject({ state: 'completed' })
        await harness.engine.requestSavepoint(ref, request)
        expect(await savepoint(ref, request)).toEqual(progress)
        expect((await harness.engine.observe(ref)).job?.state).toBe('RUNNING')
      })

      it('brings a dead TaskManager back, and the job goes on', async () => {
        await harness.killTaskManager(ref)
        await eventually(harness, ref, ({ taskManagers }) => taskManagers.live === 0)
        await harness.engine.launch(first, ref)
        const seen = await eventually(harness, ref, (now) => isRunning(now) && (now.job?.restarts ?? 0) > 0)
        expect(seen.taskManagers).toEqual({ wanted: 1, live: 1 })
        expect(seen.job?.rootException).toEqual(expect.stringMatching(/\w/))
        expect(await harness.managers(first.deploymentId)).toBe(1)
      })

      it('stops with a savepoint', async () => {
        stopped = { triggerId: triggerId(), directory: `${first.stateUri}/snapshots/two`, stop: true }
        await harness.engine.requestSavepoint(ref, stopped)
        await harness.engine.requestSavepoint(ref, stopped)
        const progress = await savepoint(ref, stopped)
        if (progress.state !== 'completed') throw new Error(JSON.stringify(progress))
        expect(progress.location.startsWith(stopped.directory)).toBe(true)
        const seen = await eventually(harness, ref, ({ job }) => job?.state === 'FINISHED')
        expect(seen.manager).toBe('serving')
      })

      it('refuses a savepoint of a job that has ended', async () => {
        const late = { triggerId: triggerId(), directory: `${first.stateUri}/snapshots/late`, stop: false }
        await expect(harness.engine.requestSavepoint(ref, late)).rejects.toMatchObject({ kind: 'rejected' })
      })

      it('leaves no process after teardown, and never starts the deployment again', async () => {
        const before = harness.now().getTime()
        await harness.engine.teardown(ref)
        expect(await harness.engine.liveDeployments()).toEqual([])
        const ended = (await harness.reopened().lifetimes([first.deploymentId])).get(first.deploymentId)
        expect(ended?.live).toBe(false)
        expect(ended?.lastSeenAt.getTime()).toBeGreaterThanOrEqual(before)
        expect(ended?.lastSeenAt.getTime()).toBeLessThanOrEqual(harness.now().getTime())
        await harness.engine.teardown(ref)
        await harness.engine.launch(first, ref)
        expect(await harness.engine.liveDeployments()).toEqual([])
        expect((await harness.engine.observe(ref)).manager).toBe('exited')
      })

      it('restores from the savepoint, and stops itself when its lease runs out', async () => {
        const directory = `${first.stateUri}/snapshots/two`
        const restoreFrom = await locationBelow(directory)
        const second = harness.request({
          applicationId: first.applicationId,
          stateUri: first.stateUri,
          epoch: first.epoch + 1,
          restoreFrom,
        })
        const next = await start(second)
        await eventually(harness, next, isRunning)
        expect(await harness.restoredFrom(next)).toBe(restoreFrom)
        await harness.engine.extendLease(next, new Date(harness.now().getTime() + 500))
        await eventually(harness, next, ({ manager, taskManagers }) => manager === 'exited' && taskManagers.live === 0)
        expect(await harness.engine.liveDeployments()).toEqual([])
      })

      const locationBelow = async (directory: string): Promise<string> => {
        const point = (await harness.savepoints(directory))[0]
        if (point === undefined) throw new Error(`No savepoint below ${directory}`)
        return point
      }
    })

    describe('a change of parallelism in place', () => {
      let asked: DeploymentRequest
      let ref: EngineRef
      const rescale = async (parallelism: number): Promise<void> => {
        const { parallelism: from } = asked
        asked = { ...asked, parallelism }
        let moved: EngineRef | undefined
        for (;;) {
          moved = await harness.engine.rescale(ref, { request: asked, from })
          if (moved !== undefined) break
          await harness.pause()
        }
        // Whoever died before he could note the answer asks again.
        expect(await harness.reopened().rescale(ref, { request: asked, from })).toEqual(moved)
        ref = moved
        await harness.engine.launch(asked, ref)
      }

      it('grows with TaskManagers of its own, keeps its job, and counts no restart', async () => {
        asked = harness.request({ parallelism: 1, parallelismPerKpu: 1 })
        ref = await start(asked)
        await eventually(harness, ref, isRunning)
        await rescale(2)
        const seen = await eventually(harness, ref, isRunning)
        expect(seen.taskManagers).toEqual({ wanted: 2, live: 2 })
        expect(seen.job).toMatchObject({ parallelism: 2, restarts: 0, rescales: 1 })
        expect(await harness.managers(asked.deploymentId)).toBe(1)
      })

      it('brings back what dies, at the parallelism it has now', async () => {
        await harness.killTaskManager(ref)
        await eventually(harness, ref, ({ taskManagers }) => taskManagers.live < 2)
        await harness.engine.launch(asked, ref)
        const seen = await eventually(harness, ref, (now) => isRunning(now) && (now.job?.restarts ?? 0) > 0)
        expect(seen.job?.parallelism).toBe(2)
      })

      it('shrinks, and ends the TaskManagers that are left over', async () => {
        await rescale(1)
        const seen = await eventually(harness, ref, isRunning)
        expect(seen.taskManagers).toEqual({ wanted: 1, live: 1 })
        expect(seen.job).toMatchObject({ parallelism: 1, rescales: 2 })
        await harness.engine.teardown(ref)
        expect(await harness.engine.liveDeployments()).toEqual([])
      })
    })

    describe('when things break', () => {
      it('sees a dead manager, does not start it again, and ends what it left by id alone', async () => {
        const request = harness.request()
        const ref = await start(request)
        await eventually(harness, ref, isRunning)
        await harness.killManager(ref)
        await eventually(harness, ref, ({ manager }) => manager === 'exited')
        await harness.engine.launch(request, ref)
        expect(await harness.managers(request.deploymentId)).toBe(0)
        await harness.reopened().destroy(request.deploymentId)
        expect(await harness.engine.liveDeployments()).toEqual([])
        await harness.engine.forget(ref)
      })

      it('tells why a program whose main throws cannot run', async () => {
        const request = harness.request({ code: harness.programs.throwsInMain })
        const ref = await start(request)
        const seen = await eventually(harness, ref, ({ failure }) => failure !== undefined)
        expect(seen.failure).toMatch(/^java\.lang\.IllegalStateException: the probe throws/)
        await harness.engine.teardown(ref)
        expect(await harness.engine.liveDeployments()).toEqual([])
      })

      it('keeps applications apart', async () => {
        const [one, two] = [harness.request(), harness.request()]
        const refs = [await start(one), await start(two)] as const
        for (const ref of refs) await eventually(harness, ref, isRunning)
        expect([...(await harness.engine.liveDeployments())].sort()).toEqual(
          [one.deploymentId, two.deploymentId].sort(),
        )
        await harness.engine.teardown(refs[0])
        expect(await harness.engine.liveDeployments()).toEqual([two.deploymentId])
        expect(isRunning(await harness.engine.observe(refs[1]))).toBe(true)
        await harness.engine.teardown(refs[1])
      })

      it('throws only EngineErrors for what a caller must tell apart', async () => {
        const ref = await harness.engine.prepare(harness.request())
        const asked = harness.engine.savepointProgress(ref, {
          triggerId: triggerId(),
          directory: 'file:/x',
          stop: false,
        })
        await expect(asked).rejects.toBeInstanceOf(EngineError)
      })
    })
  })
}
