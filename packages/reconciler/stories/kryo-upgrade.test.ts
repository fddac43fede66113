import type { UpdateApplicationRequest } from '@weir/service-model'
import { runningService } from './running-service.ts'

describe('an upgrade to Flink 2 of state that Flink 1 has written with Kryo', () => {
  const upgrading = async (systemRollback: boolean) => {
    const service = await runningService({ systemRollback, runtime: 'FLINK-1_20' })
    const { worker, act, context, name } = service
    worker.engine.archive.kryoTypes = ['java.util.BitSet']
    const upgrade = async (more: Partial<UpdateApplicationRequest> = {}) => {
      const { ApplicationVersionId: CurrentApplicationVersionId } = await service.describe()
      const request = { ...name, CurrentApplicationVersionId, RuntimeEnvironmentUpdate: 'FLINK-2_2' as const, ...more }
      return (await act.UpdateApplication(request, context)).OperationId
    }
    return { ...service, upgrade }
  }
  const why = expect.stringMatching(
    /^Incompatible state: values of java.util.BitSet were serialized with Kryo by Flink 1, which Flink 2.2 cannot read/,
  ) as string

  it('fails before anything starts, and the old runtime starts again from its state', async () => {
    const { worker, id, upgrade, outcome, describe: detail, act, context, name } = await upgrading(false)
    const operationId = await upgrade()
    await worker.driveTo(id, 'READY')
    expect(await outcome(operationId)).toMatchObject({
      OperationStatus: 'FAILED',
      OperationFailureDetails: { ErrorInfo: { ErrorString: why } },
    })
    expect(worker.engine.counters.managersStarted).toBe(1)
    expect((await worker.store.diagnoses.list(id, { limit: 1 }))[0]).toMatchObject({
      class: 'serialization-or-state-incompatibility',
    })
    await expect(act.RollbackApplication({ ...name, CurrentApplicationVersionId: 2 }, context)).rejects.toThrow('READY')
    await act.UpdateApplication(
      { ...name, CurrentApplicationVersionId: 2, RuntimeEnvironmentUpdate: 'FLINK-1_20' },
      context,
    )
    await act.StartApplication(name, context)
    await worker.driveTo(id, 'RUNNING')
    expect(await detail()).toMatchObject({ RuntimeEnvironment: 'FLINK-1_20', ApplicationVersionId: 3 })
    expect((await worker.deployment(id)).restoreFrom).toBe((await worker.store.snapshots.newestReady(id))?.location)
  })

  it('is rolled back by the service where that is enabled', async () => {
    const { worker, id, upgrade, outcome, describe: detail } = await upgrading(true)
    const operationId = await upgrade()
    await worker.driveTo(id, 'RUNNING')
    expect((await outcome(operationId)).OperationFailureDetails?.ErrorInfo?.ErrorString).toEqual(why)
    expect(await detail()).toMatchObject({ RuntimeEnvironment: 'FLINK-1_20', ApplicationVersionRolledBackTo: 1 })
    expect((await worker.deployment(id)).restoreFrom).toBe((await worker.store.snapshots.newestReady(id))?.location)
  })

  it.each([
    [
      'without its state',
      { ApplicationRestoreConfiguration: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' as const } },
    ],
    ['with what the new program takes of it', { FlinkRunConfiguration: { AllowNonRestoredState: true } }],
  ])('goes on %s where that is asked for', async (_, RunConfigurationUpdate) => {
    const { worker, id, upgrade, outcome } = await upgrading(false)
    const operationId = await upgrade({ RunConfigurationUpdate })
    await worker.driveTo(id, 'RUNNING')
    expect(await outcome(operationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  })
})
