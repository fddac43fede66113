import type { UpdateApplicationRequest } from '@weir/service-model'
import { aDeployment, anObservation, aSnapshot, refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

const anUpdate = (given: Partial<UpdateApplicationRequest> = {}): UpdateApplicationRequest => ({
  ApplicationName: 'flights',
  CurrentApplicationVersionId: 1,
  ...given,
})
const parallelism = (ParallelismUpdate: number): Partial<UpdateApplicationRequest> => ({
  ApplicationConfigurationUpdate: {
    FlinkApplicationConfigurationUpdate: {
      ParallelismConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', ParallelismUpdate },
    },
  },
})
const key = (FileKeyUpdate: string): Partial<UpdateApplicationRequest> => ({
  ApplicationConfigurationUpdate: {
    ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate } } },
  },
})
const snapshots = (SnapshotsEnabledUpdate: boolean): Partial<UpdateApplicationRequest> => ({
  ApplicationConfigurationUpdate: { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate } },
})

describe('of a READY application', () => {
  it('makes the new version at once, by an operation that is done', async () => {
    const { act, context, created, application, store, clock, seen } = createWorld()
    const before = await created()
    await clock.advance(5_000)
    const { ApplicationDetail: detail, OperationId } = await act.UpdateApplication(anUpdate(parallelism(4)), context)
    expect(detail).toMatchObject({
      ApplicationStatus: 'READY',
      ApplicationVersionId: 2,
      ApplicationVersionUpdatedFrom: 1,
      CreateTimestamp: before.createdAt,
      LastUpdateTimestamp: clock.now(),
      ApplicationVersionCreateTimestamp: clock.now(),
    })
    expect(detail.ConditionalToken).not.toBe(before.conditionalToken)
    expect(await act.DescribeApplication({ ApplicationName: 'flights' }, context)).toEqual({
      ApplicationDetail: detail,
    })
    const { id, currentParallelism } = await application()
    expect(currentParallelism).toBe(4)
    expect((await store.versions.find(id, 1))?.spec).toEqual(before.spec)
    expect(await store.operations.find(id, OperationId ?? '')).toMatchObject({
      name: 'UpdateApplication',
      status: 'SUCCESSFUL',
      versionFrom: 1,
      versionTo: 2,
    })
    expect(await store.outbox.pending(10)).toEqual([])
    expect(seen.published).toBe(0)
  })

  it('makes a new version of a change that changes nothing', async () => {
    const { act, context, created } = createWorld()
    await created()
    const { ApplicationDetail: detail } = await act.UpdateApplication(anUpdate(), context)
    expect(detail.ApplicationVersionId).toBe(2)
  })

  it('imports new code with the access of the new role', async () => {
    const { act, context, created, application, seen } = createWorld()
    const before = await created()
    const ServiceExecutionRoleUpdate = 'arn:aws:iam::123456789012:role/two'
    await act.UpdateApplication(anUpdate({ ...key('v2.jar'), ServiceExecutionRoleUpdate }), context)
    expect(seen.imports.at(-1)).toMatchObject({ from: 'code/v2.jar', access: { roleArn: ServiceExecutionRoleUpdate } })
    const { code } = (await application()).spec
    expect(code?.s3?.fileKey).toBe('v2.jar')
    expect(code?.bundle?.sha256).not.toBe(before.spec.code?.bundle?.sha256)
  })

  it('leaves the code alone when it is not named', async () => {
    const { act, context, created, application, seen } = createWorld()
    const before = await created()
    await act.UpdateApplication(anUpdate(parallelism(2)), context)
    expect((await application()).spec.code).toEqual(before.spec.code)
    expect(seen.imports).toHaveLength(1)
  })

  it('refuses code that cannot be read, and changes nothing', async () => {
    const { act, context, created, application, unreadable } = createWorld()
    await created()
    unreadable.add('code/v2.jar')
    expect(await refusalOf(() => act.UpdateApplication(anUpdate(key('v2.jar')), context))).toEqual({
      name: 'InvalidArgumentException',
      message:
        'Please check the role provided or validity of S3 location you provided. We are unable to get the specified fileKey: v2.jar in the specified bucket: code',
    })
    expect((await application()).versionId).toBe(1)
  })

  it('refuses a role the service may not act as', async () => {
    const { act, context, created, unknownRoles } = createWorld()
    await created()
    unknownRoles.add('arn:aws:iam::123456789012:role/unknown')
    const ServiceExecutionRoleUpdate = 'arn:aws:iam::123456789012:role/unknown'
    const refusal = await refusalOf(() => act.UpdateApplication(anUpdate({ ServiceExecutionRoleUpdate }), context))
    expect(refusal.message).toMatch(/^Kinesis Analytics service doesn't have sufficient privileges/)
  })

  it('refuses starting parameters', async () => {
    const { act, context, created } = createWorld()
    await created()
    const RunConfigurationUpdate = { FlinkRunConfiguration: { AllowNonRestoredState: true } }
    const refusal = await refusalOf(() => act.UpdateApplication(anUpdate({ RunConfigurationUpdate }), context))
    expect(refusal.name).toBe('InvalidArgumentException')
  })

  it('goes up to any newer runtime, and down only to one it had', async () => {
    const { act, context, created, application } = createWorld()
    await created({ RuntimeEnvironment: 'FLINK-1_20' })
    await act.UpdateApplication(anUpdate({ RuntimeEnvironmentUpdate: 'FLINK-2_2' }), context)
    const down = (RuntimeEnvironmentUpdate: 'FLINK-1_19' | 'FLINK-1_20') =>
      act.UpdateApplication(anUpdate({ CurrentApplicationVersionId: 2, RuntimeEnvironmentUpdate }), context)
    expect((await refusalOf(() => down('FLINK-1_19'))).name).toBe('InvalidArgumentException')
    await down('FLINK-1_20')
    expect(await application()).toMatchObject({ versionId: 3, runtimeEnvironment: 'FLINK-1_20' })
  })
})

describe('of a RUNNING application', () => {
  it('asks for a snapshot and, as only the parallelism changes, for the same job with more tasks', async () => {
    const { act, context, running, application, store, clock, seen } = createWorld()
    const { id } = await running()
    const { ApplicationDetail: detail, OperationId } = await act.UpdateApplication(anUpdate(parallelism(2)), context)
    const name = `UPDATEAPPLICATION-flights-${clock.now().getTime()}`
    expect(detail).toMatchObject({ ApplicationStatus: 'UPDATING', ApplicationVersionId: 2 })
    expect(await store.operations.inProgress(id)).toMatchObject({
      id: OperationId,
      versionFrom: 1,
      versionTo: 2,
      intent: { restore: { kind: 'latest-snapshot' }, allowNonRestoredState: false, inPlace: true, snapshotName: name },
    })
    expect(await store.snapshots.find(id, name)).toMatchObject({ kind: 'rescale', status: 'CREATING', versionId: 1 })
    expect((await application()).currentParallelism).toBe(2)
    expect(await store.outbox.pending(10)).toMatchObject([{ applicationId: id }])
    expect(seen.published).toBe(1)
  })

  it('keeps what scaling made of the parallelism unless that is named', async () => {
    const { act, context, running, application, store } = createWorld()
    const current = await running()
    await store.applications.save({ ...current, currentParallelism: 8 })
    await act.UpdateApplication(anUpdate(snapshots(false)), context)
    expect((await application()).currentParallelism).toBe(8)
  })

  it('takes no snapshot when the same request disables them: the remedy for a job that is down', async () => {
    const { act, context, running, store } = createWorld()
    const { id } = await running({}, { observation: anObservation({ manager: 'exited' }) })
    expect((await refusalOf(() => act.UpdateApplication(anUpdate(), context))).name).toBe(
      'InvalidApplicationConfigurationException',
    )
    await act.UpdateApplication(anUpdate(snapshots(false)), context)
    expect((await store.operations.inProgress(id))?.intent).toEqual({
      restore: { kind: 'latest-snapshot' },
      allowNonRestoredState: false,
    })
    expect(await store.snapshots.count(id)).toBe(0)
  })

  it('takes over the starting parameters, and forgets those it is not told again', async () => {
    const { act, context, running, settle, application, store } = createWorld()
    const { id } = await running()
    const RunConfigurationUpdate = {
      ApplicationRestoreConfiguration: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' },
      FlinkRunConfiguration: { AllowNonRestoredState: true },
    } as const
    await act.UpdateApplication(anUpdate({ RunConfigurationUpdate }), context)
    expect((await store.operations.inProgress(id))?.intent).toMatchObject({
      restore: { kind: 'none' },
      allowNonRestoredState: true,
    })
    expect((await application()).runConfiguration).toMatchObject({
      ApplicationRestoreConfigurationDescription: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' },
    })
    await settle('flights', 'updated')
    await act.UpdateApplication(anUpdate({ CurrentApplicationVersionId: 2 }), context)
    expect((await application()).runConfiguration).toEqual({
      ApplicationRestoreConfigurationDescription: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
      FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
    })
  })

  it('refuses a named snapshot that is not there', async () => {
    const { act, context, running } = createWorld()
    await running()
    const RunConfigurationUpdate = {
      ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: 'none' },
    } as const
    expect(await refusalOf(() => act.UpdateApplication(anUpdate({ RunConfigurationUpdate }), context))).toEqual({
      name: 'InvalidArgumentException',
      message: 'The snapshot name none provided for restore configuration does not exist.',
    })
  })

  it('refuses an older runtime with the state of the newer one, but not with an older snapshot', async () => {
    const { act, context, running, settle, store } = createWorld()
    const { id } = await running({ RuntimeEnvironment: 'FLINK-1_20' })
    await store.snapshots.insert(
      aSnapshot({
        applicationId: id,
        name: 'old',
        status: 'READY',
        location: 'file:/old',
        runtimeEnvironment: 'FLINK-1_20',
      }),
    )
    await act.UpdateApplication(anUpdate({ RuntimeEnvironmentUpdate: 'FLINK-2_2' }), context)
    await settle('flights', 'updated')
    const back = anUpdate({ CurrentApplicationVersionId: 2, RuntimeEnvironmentUpdate: 'FLINK-1_20' })
    const refusal = await refusalOf(() => act.UpdateApplication(back, context))
    expect(refusal.message).toMatch(
      /was taken with runtime environment FLINK-2_2 and cannot be restored with FLINK-1_20/,
    )
    const RunConfigurationUpdate = {
      ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: 'old' },
    } as const
    await act.UpdateApplication({ ...back, RunConfigurationUpdate }, context)
  })

  it('refuses a runtime that cannot run here, even one it had', async () => {
    const { act, context, created, settle, store } = createWorld()
    const { id } = await created({ RuntimeEnvironment: 'FLINK-1_18' })
    await act.UpdateApplication(anUpdate({ RuntimeEnvironmentUpdate: 'FLINK-1_20' }), context)
    await act.StartApplication({ ApplicationName: 'flights' }, context)
    await store.deployments.insert(aDeployment({ applicationId: id, versionId: 2 }))
    await settle('flights', 'started')
    const back = anUpdate({ CurrentApplicationVersionId: 2, RuntimeEnvironmentUpdate: 'FLINK-1_18' })
    expect((await refusalOf(() => act.UpdateApplication(back, context))).name).toBe('UnsupportedOperationException')
  })
})

it('knows the newest version by its token too', async () => {
  const { act, context, created } = createWorld()
  const { conditionalToken } = await created()
  const byToken = { ApplicationName: 'flights', ConditionalToken: conditionalToken }
  await act.UpdateApplication(byToken, context)
  expect((await refusalOf(() => act.UpdateApplication(byToken, context))).name).toBe('ConcurrentModificationException')
})

it('refuses a version that is not the newest', async () => {
  const { act, context, created } = createWorld()
  await created()
  expect(await refusalOf(() => act.UpdateApplication(anUpdate({ CurrentApplicationVersionId: 7 }), context))).toEqual({
    name: 'ConcurrentModificationException',
    message: 'The provided application version ID does not match the most recent version for the application.',
  })
})

it('lets one of two updates of one version win, also when their code is long in coming', async () => {
  const { act, context, created, application } = createWorld()
  await created()
  const both = await Promise.allSettled([
    act.UpdateApplication(anUpdate(key('b.jar')), context),
    act.UpdateApplication(anUpdate(key('c.jar')), context),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await application()).versionId).toBe(2)
})

it.each(statusesBut('READY', 'RUNNING', 'ROLLED_BACK'))('refuses in %s, whatever the version', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  expect(await refusalOf(() => act.UpdateApplication(anUpdate({ CurrentApplicationVersionId: 9 }), context))).toEqual({
    name: 'ResourceInUseException',
    message: `Application cannot be updated in '${status}' state`,
  })
})
