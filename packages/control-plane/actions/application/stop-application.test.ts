import type { JobState } from '@weir/domain'
import { anObservation, anOperation, aSnapshot, refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

const stopped = { ApplicationName: 'flights' }
const force = { ...stopped, Force: true }
const seenAs = (state: JobState) =>
  anObservation({ job: { state, allTasksRunning: false, parallelism: 1, restarts: 3 } })

it('asks for a last snapshot and says STOPPING', async () => {
  const { act, context, running, application, store, seen, clock } = createWorld()
  const { id } = await running()
  const { OperationId } = await act.StopApplication(stopped, context)
  const name = `STOP-flights-${clock.now().getTime()}`
  expect((await application()).status).toBe('STOPPING')
  expect(await store.operations.inProgress(id)).toMatchObject({
    id: OperationId,
    name: 'StopApplication',
    intent: { snapshotName: name },
  })
  const snapshot = await store.snapshots.find(id, name)
  expect(snapshot).toMatchObject({ kind: 'stop', status: 'CREATING', versionId: 1, attempts: 0 })
  expect(snapshot?.triggerId).toMatch(/^[0-9a-f]{32}$/)
  expect(await store.outbox.pending(10)).toHaveLength(1)
  expect(seen.published).toBe(1)
})

it('takes no snapshot when snapshots are disabled, healthy or not', async () => {
  const { act, context, running, store } = createWorld()
  const ApplicationConfiguration = { ApplicationSnapshotConfiguration: { SnapshotsEnabled: false } }
  const code = { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent: new Uint8Array([1]) } } as const
  const { id } = await running(
    { ApplicationConfiguration: { ...ApplicationConfiguration, ApplicationCodeConfiguration: code } },
    { observation: seenAs('RESTARTING') },
  )
  await act.StopApplication(stopped, context)
  expect((await store.operations.inProgress(id))?.intent).toEqual({})
  expect(await store.snapshots.count(id)).toBe(0)
})

it('refuses when the job is down: its state would be lost', async () => {
  const { act, context, running, application } = createWorld()
  await running({}, { observation: seenAs('RESTARTING') })
  const refusal = await refusalOf(() => act.StopApplication(stopped, context))
  expect(refusal.name).toBe('InvalidApplicationConfigurationException')
  expect(refusal.message).toMatch(/^Failed to take snapshot for the application flights at this moment\./)
  expect((await application()).status).toBe('RUNNING')
})

it('stops a job that has read all its input without a snapshot: Flink has forgotten it', async () => {
  const { act, context, running, store } = createWorld()
  const { id } = await running({}, { observation: seenAs('FINISHED') })
  await act.StopApplication(stopped, context)
  expect((await store.operations.inProgress(id))?.intent).toEqual({})
})

it('takes snapshots beyond the quota', async () => {
  const { act, context, deps, running, store } = createWorld()
  const { id } = await running()
  const quota = deps.settings.quotas.snapshotsPerApplication
  for (let n = 0; n < quota; n += 1)
    await store.snapshots.insert(aSnapshot({ applicationId: id, name: `s${String(n)}` }))
  await act.StopApplication(stopped, context)
  expect(await store.snapshots.count(id)).toBe(quota + 1)
})

const stoppableByForce = [
  'STARTING',
  'RUNNING',
  'UPDATING',
  'STOPPING',
  'AUTOSCALING',
  'ROLLING_BACK',
  'MAINTENANCE',
] as const

it.each(stoppableByForce)('stops at once by Force in %s', async (status) => {
  const { act, context, running, inStatus, application, store } = createWorld()
  const { id } = await running()
  await inStatus(status)
  const { OperationId } = await act.StopApplication(force, context)
  expect((await application()).status).toBe('FORCE_STOPPING')
  expect(await store.operations.inProgress(id)).toMatchObject({ id: OperationId, intent: { force: true } })
  expect(await store.snapshots.count(id)).toBe(0)
})

it('cancels by Force what is under way', async () => {
  const { act, context, running, store } = createWorld()
  const { id } = await running()
  await act.CreateApplicationSnapshot({ ...stopped, SnapshotName: 's1' }, context)
  const { OperationId: first } = await act.StopApplication(stopped, context)
  await act.StopApplication(force, context)
  const cancelled = await store.operations.find(id, first ?? '')
  expect(cancelled?.status).toBe('CANCELLED')
  expect(cancelled?.endedAt).toBeDefined()
  const { SnapshotSummaries: snapshots } = await act.ListApplicationSnapshots(stopped, context)
  expect(snapshots?.map(({ SnapshotStatus }) => SnapshotStatus)).toEqual(['FAILED', 'FAILED'])
})

it('leaves a snapshot that is being deleted to its fate', async () => {
  const { act, context, running, store } = createWorld()
  const { id } = await running()
  await store.snapshots.insert(aSnapshot({ applicationId: id, name: 's1', status: 'DELETING' }))
  await act.StopApplication(force, context)
  expect((await store.snapshots.find(id, 's1'))?.status).toBe('DELETING')
})

it.each(statusesBut('RUNNING'))('refuses in %s', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  expect(await refusalOf(() => act.StopApplication(stopped, context))).toEqual({
    name: 'ResourceInUseException',
    message: `Application cannot be Stopped in '${status}' state`,
  })
})

it.each(statusesBut(...stoppableByForce))('refuses Force in %s', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  expect((await refusalOf(() => act.StopApplication(force, context))).message).toBe(
    `Application cannot be Stopped in '${status}' state`,
  )
})

it('by Force takes a scaling for one that has not happened', async () => {
  const { act, context, running, application, store } = createWorld()
  const current = await running()
  await store.operations.insert(
    anOperation({ applicationId: current.id, name: 'AutoScaling', status: 'IN_PROGRESS', intent: { scaledFrom: 1 } }),
  )
  await store.applications.save({ ...current, status: 'AUTOSCALING', currentParallelism: 8 })
  await act.StopApplication(force, context)
  expect(await application()).toMatchObject({ status: 'FORCE_STOPPING', currentParallelism: 1 })
  const [scaling] = await store.operations.list(current.id, { limit: 1, name: 'AutoScaling' })
  expect(scaling).toMatchObject({ status: 'CANCELLED' })
})
