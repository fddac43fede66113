import { createService } from '@weir/control-plane/stories/service'
import { runningService } from './running-service.ts'

const rollbackEnabled = (enabled: boolean) => ({
  ApplicationSystemRollbackConfigurationUpdate: { RollbackEnabledUpdate: enabled },
})
const noSnapshots = { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: false } }

describe('RollbackApplication', () => {
  it('returns to the version before, from the snapshot that the update took', async () => {
    const { worker, id, update, rollBack, outcome, describe: detail, versions } = await runningService()
    await update()
    await worker.driveTo(id, 'RUNNING')
    const snapshot = await worker.store.snapshots.newestReady(id)
    await worker.clock.advance(10 * 60_000)
    await worker.driveUntil(
      id,
      async () => (await worker.deployment(id)).observation?.job?.lastCheckpoint !== undefined,
    )
    const operationId = await rollBack()
    await worker.driveTo(id, 'RUNNING')
    expect(await outcome(operationId)).toMatchObject({
      Operation: 'RollbackApplication',
      OperationStatus: 'SUCCESSFUL',
      ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 2, ApplicationVersionUpdatedTo: 3 },
    })
    expect(await detail()).toMatchObject({
      ApplicationVersionId: 3,
      ApplicationVersionRolledBackFrom: 2,
      ApplicationVersionRolledBackTo: 1,
    })
    expect(await versions()).toEqual(['1 RUNNING', '2 ROLLED_BACK', '3 RUNNING'])
    expect(await worker.deployment(id)).toMatchObject({
      versionId: 3,
      state: 'running',
      restoreFrom: snapshot?.location,
    })
    expect(await worker.liveClusters()).toBe(1)
  })

  it('returns to the runtime from before, with the state that it wrote', async () => {
    const service = await createService({ RuntimeEnvironment: 'FLINK-1_20' })
    const { worker, act, context, name, id } = service
    await act.StartApplication(name, context)
    await worker.driveTo(id, 'RUNNING')
    const upgrade = { ...name, CurrentApplicationVersionId: 1, RuntimeEnvironmentUpdate: 'FLINK-2_2' } as const
    await act.UpdateApplication(upgrade, context)
    await worker.driveTo(id, 'RUNNING')
    const launched = async () => worker.engine.launchedWith((await worker.deployment(id)).id)
    const snapshot = await worker.store.snapshots.newestReady(id)
    expect(await launched()).toMatchObject({ runtimeEnvironment: 'FLINK-2_2', restoreFrom: snapshot?.location })
    const downgrade = { ...name, CurrentApplicationVersionId: 2, RuntimeEnvironmentUpdate: 'FLINK-1_20' } as const
    await expect(act.UpdateApplication(downgrade, context)).rejects.toThrow('cannot be restored with FLINK-1_20')
    await act.RollbackApplication({ ...name, CurrentApplicationVersionId: 2 }, context)
    await worker.driveTo(id, 'RUNNING')
    expect(await launched()).toMatchObject({ runtimeEnvironment: 'FLINK-1_20', restoreFrom: snapshot?.location })
  })

  it('of an update that has not taken its snapshot yet waits for it and goes on from there', async () => {
    const { worker, id, update, rollBack, operations } = await runningService()
    worker.engine.switches.savepointMs = 5_000
    await update()
    await worker.driveUntil(id, async () => worker.engine.counters.savepoints === 1)
    await rollBack()
    await worker.driveTo(id, 'RUNNING')
    expect(await operations()).toEqual([
      'CreateApplication SUCCESSFUL',
      'StartApplication SUCCESSFUL',
      'UpdateApplication CANCELLED',
      'RollbackApplication SUCCESSFUL',
    ])
    expect((await worker.deployment(id)).restoreFrom).toBe((await worker.store.snapshots.newestReady(id))?.location)
    expect(worker.engine.counters.managersStarted).toBe(2)
  })

  it('of an update whose snapshot never ends gives that up and goes on from the last checkpoint', async () => {
    const { worker, id, update, rollBack } = await runningService()
    await worker.driveUntil(id, async () => worker.engine.archive.points.length >= 2)
    worker.engine.switches.savepointHangs = true
    await update()
    await worker.driveUntil(id, async () => worker.engine.counters.savepoints === 1)
    await rollBack()
    await worker.driveTo(id, 'RUNNING')
    const { restoreFrom } = await worker.deployment(id)
    expect(restoreFrom).toMatch(/\/chk-\d+$/)
    const [snapshot] = await worker.store.snapshots.list(id, { limit: 5 })
    expect(snapshot).toMatchObject({ status: 'FAILED' })
  })

  it('of an update that hangs in its start ends the new job', async () => {
    const { worker, id, update, rollBack } = await runningService()
    await update()
    await worker.driveUntil(id, async () => (await worker.deployment(id)).versionId === 2)
    await rollBack()
    await worker.driveTo(id, 'RUNNING')
    expect(await worker.deployment(id)).toMatchObject({ versionId: 3, epoch: 3 })
    expect(await worker.liveClusters()).toBe(1)
  })

  it('that fails ends READY, and the operation names the cause', async () => {
    const { worker, id, update, rollBack, outcome, broken, versions } = await runningService()
    await update()
    await worker.driveTo(id, 'RUNNING')
    broken.add(3)
    const operationId = await rollBack()
    await worker.driveTo(id, 'READY')
    expect(await outcome(operationId)).toMatchObject({
      OperationStatus: 'FAILED',
      OperationFailureDetails: { ErrorInfo: { ErrorString: 'java.lang.IllegalStateException: version 3' } },
    })
    expect(await versions()).toEqual(['1 RUNNING', '2 ROLLED_BACK', '3 READY'])
    expect(await worker.liveClusters()).toBe(0)
  })

  it('is tried again when its cluster is lost', async () => {
    const { worker, id, update, rollBack, outcome } = await runningService()
    await update()
    await worker.driveTo(id, 'RUNNING')
    const operationId = await rollBack()
    await worker.driveUntil(id, async () => {
      const { versionId, state } = await worker.deployment(id)
      return versionId === 3 && state === 'launched'
    })
    worker.engine.crashManager((await worker.deployment(id)).id)
    await worker.driveTo(id, 'RUNNING')
    expect(await outcome(operationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
    expect((await worker.deployment(id)).restoreFrom).toContain('/snapshots/')
  })

  it('can be stopped by Force, but the application not deleted, while it is under way', async () => {
    const { worker, act, context, name, id, update, rollBack, outcome, describe: detail } = await runningService()
    await update()
    await worker.driveTo(id, 'RUNNING')
    const operationId = await rollBack()
    await worker.pass(id)
    const { CreateTimestamp } = await detail()
    await expect(act.DeleteApplication({ ...name, CreateTimestamp: CreateTimestamp! }, context)).rejects.toThrow(
      "Application cannot be deleted in 'ROLLING_BACK' state",
    )
    await act.StopApplication({ ...name, Force: true }, context)
    await worker.driveTo(id, 'READY')
    expect(await outcome(operationId)).toMatchObject({ OperationStatus: 'CANCELLED' })
    expect(await worker.liveClusters()).toBe(0)
    await act.StartApplication(name, context)
    await worker.driveTo(id, 'RUNNING')
  })
})

describe('an update whose new version cannot start', () => {
  it('is rolled back by the service: the update FAILED names the rollback, the old version runs again', async () => {
    const { worker, id, update, broken, outcome, operations, versions, describe: detail } = await runningService()
    broken.add(2)
    const operationId = await update()
    await worker.driveTo(id, 'RUNNING')
    const failed = await outcome(operationId)
    expect(failed).toMatchObject({
      OperationStatus: 'FAILED',
      ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
      OperationFailureDetails: { ErrorInfo: { ErrorString: 'java.lang.IllegalStateException: version 2' } },
    })
    expect(await outcome(failed.OperationFailureDetails?.RollbackOperationId)).toMatchObject({
      Operation: 'RollbackApplication',
      OperationStatus: 'SUCCESSFUL',
      ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 2, ApplicationVersionUpdatedTo: 3 },
    })
    expect(await operations()).toHaveLength(4)
    expect(await versions()).toEqual(['1 RUNNING', '2 ROLLED_BACK', '3 RUNNING'])
    expect(await detail()).toMatchObject({ ApplicationVersionRolledBackFrom: 2, ApplicationVersionRolledBackTo: 1 })
    expect((await worker.deployment(id)).restoreFrom).toBe((await worker.store.snapshots.newestReady(id))?.location)
  })

  it('ends READY when the old version cannot start either', async () => {
    const { worker, id, update, broken, outcome } = await runningService()
    broken.add(2).add(3)
    const operationId = await update()
    await worker.driveTo(id, 'READY')
    const failed = await outcome(operationId)
    expect(await outcome(failed.OperationFailureDetails?.RollbackOperationId)).toMatchObject({
      OperationStatus: 'FAILED',
      OperationFailureDetails: { ErrorInfo: { ErrorString: 'java.lang.IllegalStateException: version 3' } },
    })
    expect(await worker.liveClusters()).toBe(0)
  })

  it('ends READY where system rollback is not enabled', async () => {
    const { worker, id, update, broken, outcome, versions } = await runningService({ systemRollback: false })
    broken.add(2)
    const operationId = await update()
    await worker.driveTo(id, 'READY')
    expect((await outcome(operationId)).OperationFailureDetails).toEqual({
      ErrorInfo: { ErrorString: 'java.lang.IllegalStateException: version 2' },
    })
    expect(await versions()).toEqual(['1 RUNNING', '2 READY'])
  })

  it('follows the setting that the update itself brings', async () => {
    const { worker, id, update, broken } = await runningService({ systemRollback: false })
    broken.add(2)
    await update(rollbackEnabled(true))
    await worker.driveTo(id, 'RUNNING')
    broken.add(4)
    await update(rollbackEnabled(true))
    await worker.driveTo(id, 'RUNNING')
    expect((await worker.application(id)).versionId).toBe(5)
  })

  it('goes on from where the old job was when the update took no snapshot', async () => {
    const { worker, id, update, broken } = await runningService()
    await worker.driveUntil(id, async () => worker.engine.archive.points.length >= 2)
    const newest = worker.engine.archive.points.at(-1)
    broken.add(2)
    await update(noSnapshots)
    await worker.driveTo(id, 'RUNNING')
    expect((await worker.deployment(id)).restoreFrom).toBe(newest?.location)
  })

  it('goes on from where the old job was when the snapshot of the update failed', async () => {
    const { worker, id, update, outcome } = await runningService()
    await worker.driveUntil(id, async () => worker.engine.archive.points.length >= 2)
    worker.engine.switches.savepointFailure = 'disk full'
    const operationId = await update()
    await worker.driveTo(id, 'RUNNING')
    expect(await outcome(operationId)).toMatchObject({
      OperationStatus: 'FAILED',
      OperationFailureDetails: { ErrorInfo: { ErrorString: 'disk full' } },
    })
    expect(await worker.deployment(id)).toMatchObject({ versionId: 3 })
    expect((await worker.deployment(id)).restoreFrom).toMatch(/\/chk-\d+$/)
  })
})

it.each([
  ['AUTOSCALING', 'RUNNING'],
  ['MAINTENANCE', 'RUNNING'],
] as const)('brings an application that is found in %s back to %s', async (status, end) => {
  const { worker, id } = await runningService()
  await worker.store.applications.save({ ...(await worker.application(id)), status, currentParallelism: 3 })
  await worker.driveTo(id, end)
  expect((await worker.deployment(id)).parallelism).toBe(status === 'AUTOSCALING' ? 3 : 1)
  expect(await worker.liveClusters()).toBe(1)
})

it('brings a stopped application that is found in MAINTENANCE back to READY', async () => {
  const { worker, act, context, name, id } = await runningService()
  await act.StopApplication(name, context)
  await worker.driveTo(id, 'READY')
  await worker.store.applications.save({ ...(await worker.application(id)), status: 'MAINTENANCE' })
  await worker.driveTo(id, 'READY')
  expect(await worker.liveClusters()).toBe(0)
})
