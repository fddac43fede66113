import { createService } from './service.ts'
import { aCreateRequest } from './world.ts'

it('leads an application through its whole life', async () => {
  const { worker, act, context, id, name, describe, outcome } = await createService()

  const start = await act.StartApplication(name, context)
  expect((await describe()).ApplicationStatus).toBe('STARTING')
  await worker.driveTo(id, 'RUNNING')
  expect(await outcome(start.OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })

  await act.CreateApplicationSnapshot({ ...name, SnapshotName: 's1' }, context)
  const snapshot = async (SnapshotName: string) =>
    (await act.DescribeApplicationSnapshot({ ...name, SnapshotName }, context)).SnapshotDetails
  await worker.driveUntil(id, async () => (await snapshot('s1')).SnapshotStatus === 'READY')

  const update = await act.UpdateApplication(
    {
      ...name,
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: {
        FlinkApplicationConfigurationUpdate: {
          ParallelismConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', ParallelismUpdate: 2 },
        },
      },
    },
    context,
  )
  expect(update.ApplicationDetail.ApplicationStatus).toBe('UPDATING')
  await worker.driveTo(id, 'RUNNING')
  expect(await outcome(update.OperationId)).toMatchObject({
    OperationStatus: 'SUCCESSFUL',
    ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
  })
  expect(await worker.deployment(id)).toMatchObject({ versionId: 2, parallelism: 2, state: 'running' })

  const stop = await act.StopApplication(name, context)
  await worker.driveTo(id, 'READY')
  expect(await outcome(stop.OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  const { SnapshotSummaries: snapshots = [] } = await act.ListApplicationSnapshots(name, context)
  expect(
    snapshots.map(({ SnapshotName, SnapshotStatus }) => `${SnapshotName.replace(/\d{6,}/, 'n')} ${SnapshotStatus}`),
  ).toEqual(['s1 READY', 'UPDATEAPPLICATION-flights-n READY', 'STOP-flights-n READY'])

  await act.StartApplication(
    {
      ...name,
      RunConfiguration: {
        ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: 's1' },
      },
    },
    context,
  )
  await worker.driveTo(id, 'RUNNING')
  expect((await worker.deployment(id)).restoreFrom).toBe((await worker.store.snapshots.find(id, 's1'))?.location)

  const stopped = snapshots[2]!
  await act.DeleteApplicationSnapshot(
    { ...name, SnapshotName: stopped.SnapshotName, SnapshotCreationTimestamp: stopped.SnapshotCreationTimestamp! },
    context,
  )
  await worker.driveUntil(id, async () => (await worker.store.snapshots.find(id, stopped.SnapshotName)) === undefined)

  const { CreateTimestamp } = await describe()
  await act.DeleteApplication({ ...name, CreateTimestamp: CreateTimestamp! }, context)
  expect((await describe()).ApplicationStatus).toBe('DELETING')
  await worker.driveUntil(id, async () => (await worker.store.applications.findById(id)) === undefined)
  expect(await worker.liveClusters()).toBe(0)
  await act.CreateApplication(aCreateRequest(), context)
})

it('names the cause of a failed start and lets the next one succeed', async () => {
  const { worker, act, context, id, name, describe, outcome } = await createService()
  worker.engine.switches.mainFailure = 'java.lang.IllegalStateException: no input'
  const { OperationId } = await act.StartApplication(name, context)
  await worker.driveTo(id, 'READY')
  expect(await outcome(OperationId)).toMatchObject({
    OperationStatus: 'FAILED',
    OperationFailureDetails: { ErrorInfo: { ErrorString: 'java.lang.IllegalStateException: no input' } },
  })
  worker.engine.switches.mainFailure = undefined
  await act.StartApplication(name, context)
  await worker.driveTo(id, 'RUNNING')
  expect((await describe()).ApplicationVersionId).toBe(1)
})

it.each(['start', 'stop', 'update'] as const)('stops by Force in the middle of a %s', async (middle) => {
  const { worker, act, context, id, name, outcome } = await createService()
  const first = await act.StartApplication(name, context)
  let interrupted = first.OperationId
  if (middle !== 'start') {
    await worker.driveTo(id, 'RUNNING')
    const next =
      middle === 'stop'
        ? await act.StopApplication(name, context)
        : await act.UpdateApplication({ ...name, CurrentApplicationVersionId: 1 }, context)
    interrupted = next.OperationId
  }
  await worker.pass(id)
  const { OperationId } = await act.StopApplication({ ...name, Force: true }, context)
  await worker.driveTo(id, 'READY')
  expect(await outcome(interrupted)).toMatchObject({ OperationStatus: 'CANCELLED' })
  expect(await outcome(OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  expect(await worker.liveClusters()).toBe(0)
})
