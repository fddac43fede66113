import type { UpdateApplicationRequest } from '@weir/service-model'
import { refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

const name = { ApplicationName: 'flights' }
const back = (CurrentApplicationVersionId: number) => ({ ...name, CurrentApplicationVersionId })
const snapshots = (SnapshotsEnabledUpdate: boolean): Partial<UpdateApplicationRequest> => ({
  ApplicationConfigurationUpdate: { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate } },
})
const anUpdate: Partial<UpdateApplicationRequest> = {
  RuntimeEnvironmentUpdate: 'FLINK-2_2',
  ApplicationConfigurationUpdate: {
    ApplicationCodeConfigurationUpdate: {
      CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate: 'v2.jar' } },
    },
    EnvironmentPropertyUpdates: { PropertyGroups: [{ PropertyGroupId: 'g', PropertyMap: { k: 'v' } }] },
    FlinkApplicationConfigurationUpdate: {
      ParallelismConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', ParallelismUpdate: 4 },
    },
  },
}

/** RUNNING on FLINK-1_20 at version 1, then UPDATING to version 2. */
const updating = async (given: Partial<UpdateApplicationRequest> = anUpdate) => {
  const world = createWorld()
  const before = await world.running({ RuntimeEnvironment: 'FLINK-1_20' })
  const { OperationId } = await world.act.UpdateApplication(
    { ...name, CurrentApplicationVersionId: 1, ...given },
    world.context,
  )
  const [snapshot] = await world.store.snapshots.inFlight(before.id)
  return { ...world, before, updateId: OperationId ?? '', snapshot: snapshot?.name }
}

/** The same, and the update went well. */
const updated = async (given?: Partial<UpdateApplicationRequest>) => {
  const world = await updating(given)
  await world.settle('flights', 'updated')
  return world
}

it('makes a new version of the configuration, code and runtime from before the update', async () => {
  const { act, context, application, before, clock, seen, store } = await updated()
  await clock.advance(60_000)
  const published = seen.published
  const { ApplicationDetail: detail, OperationId } = await act.RollbackApplication(back(2), context)
  expect(detail).toMatchObject({
    ApplicationStatus: 'ROLLING_BACK',
    ApplicationVersionId: 3,
    ApplicationVersionRolledBackFrom: 2,
    ApplicationVersionRolledBackTo: 1,
    RuntimeEnvironment: 'FLINK-1_20',
    LastUpdateTimestamp: clock.now(),
    ApplicationVersionCreateTimestamp: clock.now(),
  })
  expect(detail.ApplicationVersionUpdatedFrom).toBeUndefined()
  expect(detail.ConditionalToken).not.toBe(before.conditionalToken)
  const now = await application()
  expect(now).toMatchObject({ spec: before.spec, currentParallelism: 1, runtimeEnvironment: 'FLINK-1_20' })
  expect(await store.operations.inProgress(now.id)).toMatchObject({
    id: OperationId,
    name: 'RollbackApplication',
    versionFrom: 2,
    versionTo: 3,
  })
  expect(await store.outbox.pending(10)).toMatchObject([{ applicationId: now.id }])
  expect(seen.published).toBe(published + 1)
})

it('goes on from the newest snapshot taken before the update, whatever was taken since', async () => {
  const { act, context, before, settle, snapshot, store } = await updated()
  await act.CreateApplicationSnapshot({ ...name, SnapshotName: 'of-version-2' }, context)
  await store.snapshots.save({
    ...(await store.snapshots.find(before.id, 'of-version-2'))!,
    status: 'READY',
    location: 'file:/state/of-version-2',
  })
  await act.RollbackApplication(back(2), context)
  expect((await store.operations.inProgress(before.id))?.intent).toEqual({
    restore: { kind: 'snapshot', name: snapshot },
    allowNonRestoredState: false,
  })
  await settle('flights', 'rolledBack')
  expect((await act.DescribeApplication(name, context)).ApplicationDetail.ApplicationStatus).toBe('RUNNING')
})

it('cancels an update in progress and waits for the snapshot it was taking', async () => {
  const { act, context, before, updateId, snapshot, store } = await updating()
  await act.RollbackApplication(back(2), context)
  expect(await store.operations.find(before.id, updateId)).toMatchObject({
    status: 'CANCELLED',
    endedAt: expect.any(Date),
  })
  expect((await store.operations.inProgress(before.id))?.intent).toMatchObject({
    restore: { kind: 'snapshot', name: snapshot },
    snapshotName: snapshot,
  })
  expect(await store.snapshots.find(before.id, snapshot!)).toMatchObject({ status: 'CREATING' })
})

it("gives up users' snapshots, which would be of the version that goes", async () => {
  const { act, context, before, store } = await updated()
  await act.CreateApplicationSnapshot({ ...name, SnapshotName: 's' }, context)
  await act.RollbackApplication(back(2), context)
  expect(await store.snapshots.find(before.id, 's')).toMatchObject({
    status: 'FAILED',
    failure: 'The application was rolled back.',
  })
})

it('keeps what scaling made of the parallelism, unless the update had changed it', async () => {
  const { act, context, application, store } = await updated(snapshots(true))
  await store.applications.save({ ...(await application()), currentParallelism: 8 })
  await act.RollbackApplication(back(2), context)
  expect((await application()).currentParallelism).toBe(8)
})

it('brings the snapshot mode of before back', async () => {
  const { act, context, application, before, store } = await updated()
  const now = await application()
  await store.applications.save({ ...now, spec: { ...now.spec, snapshotMode: 'ENHANCED_SNAPSHOTS' } })
  await act.RollbackApplication(back(2), context)
  expect((await application()).spec.snapshotMode).toBe(before.spec.snapshotMode)
})

it('goes one step back and no further', async () => {
  const { act, context, settle } = await updated()
  await act.RollbackApplication(back(2), context)
  await settle('flights', 'rolledBack')
  expect(await refusalOf(() => act.RollbackApplication(back(3), context))).toEqual({
    name: 'InvalidRequestException',
    message: 'Application flights cannot be rolled back: its version 3 was not made by an update.',
  })
})

it('has nothing to go back to at version 1', async () => {
  const { act, context, running } = createWorld()
  await running()
  expect((await refusalOf(() => act.RollbackApplication(back(1), context))).message).toBe(
    'Application flights cannot be rolled back: its version 1 was not made by an update.',
  )
})

it('is refused without a snapshot from before', async () => {
  const { act, context, application } = await updated(snapshots(false))
  expect(await refusalOf(() => act.RollbackApplication(back(2), context))).toEqual({
    name: 'InvalidRequestException',
    message: 'Application flights cannot be rolled back: it has no snapshot that was taken before version 2.',
  })
  expect((await application()).versionId).toBe(2)
})

it('is refused when the version before had no code', async () => {
  const { act, context, created, settle } = createWorld()
  await created({ ApplicationConfiguration: {} })
  const CodeContentUpdate = { ZipFileContentUpdate: new Uint8Array([1]) }
  await act.UpdateApplication(
    {
      ...back(1),
      ApplicationConfigurationUpdate: {
        ApplicationCodeConfigurationUpdate: { CodeContentTypeUpdate: 'ZIPFILE', CodeContentUpdate },
      },
    },
    context,
  )
  await act.StartApplication(name, context)
  await settle('flights', 'started')
  expect(await refusalOf(() => act.RollbackApplication(back(2), context))).toEqual({
    name: 'InvalidRequestException',
    message: 'Application flights cannot be rolled back: its version 1 has no application code.',
  })
})

it('is refused when the state from before was written by a newer runtime', async () => {
  const { act, context, before, snapshot, store } = await updated()
  await store.snapshots.save({
    ...(await store.snapshots.find(before.id, snapshot!))!,
    runtimeEnvironment: 'FLINK-2_2',
  })
  const refusal = await refusalOf(() => act.RollbackApplication(back(2), context))
  expect(refusal.name).toBe('InvalidRequestException')
  expect(refusal.message).toContain('cannot be restored with FLINK-1_20')
})

it('is refused for a version that is not the newest', async () => {
  const { act, context } = await updated()
  expect((await refusalOf(() => act.RollbackApplication(back(1), context))).name).toBe(
    'ConcurrentModificationException',
  )
})

it.each(['RUNNING', 'UPDATING', 'AUTOSCALING'] as const)('is allowed in %s', async (status) => {
  const { act, context, inStatus, application } = await updated()
  await inStatus(status)
  await act.RollbackApplication(back(2), context)
  expect((await application()).status).toBe('ROLLING_BACK')
})

it.each(statusesBut('RUNNING', 'UPDATING', 'AUTOSCALING'))('is refused in %s, whatever the version', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  expect(await refusalOf(() => act.RollbackApplication(back(7), context))).toEqual({
    name: 'ResourceInUseException',
    message: `Application cannot be rolled back in '${status}' state`,
  })
})

it('does not know other applications', async () => {
  const { act, context } = createWorld()
  expect((await refusalOf(() => act.RollbackApplication(back(1), context))).name).toBe('ResourceNotFoundException')
})
