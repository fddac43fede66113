import { aSnapshot, refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

const started = { ApplicationName: 'flights' }

it('says that the application is STARTING, by an operation that the reconciler is woken for', async () => {
  const { act, context, created, application, store, seen } = createWorld()
  const { id } = await created()
  const { OperationId } = await act.StartApplication(started, context)
  expect(await application()).toMatchObject({ status: 'STARTING', versionId: 1 })
  expect(await store.operations.inProgress(id)).toMatchObject({
    id: OperationId,
    name: 'StartApplication',
    intent: { restore: { kind: 'latest-snapshot' }, allowNonRestoredState: false },
  })
  expect(await store.outbox.pending(10)).toMatchObject([{ applicationId: id }])
  expect(seen.published).toBe(1)
})

it('restores from the snapshot that is named', async () => {
  const { act, context, created, store } = createWorld()
  const { id } = await created()
  await store.snapshots.insert(aSnapshot({ applicationId: id, name: 's1', status: 'READY', location: 'file:/s1' }))
  const RunConfiguration = {
    ApplicationRestoreConfiguration: {
      ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
      SnapshotName: 's1',
    },
    FlinkRunConfiguration: { AllowNonRestoredState: true },
  } as const
  await act.StartApplication({ ...started, RunConfiguration }, context)
  expect((await store.operations.inProgress(id))?.intent).toEqual({
    restore: { kind: 'snapshot', name: 's1' },
    allowNonRestoredState: true,
  })
})

it.each(['CREATING', 'FAILED', 'DELETING', undefined] as const)(
  'refuses a named snapshot that is %s',
  async (status) => {
    const { act, context, created, application, store } = createWorld()
    const { id } = await created()
    if (status !== undefined) await store.snapshots.insert(aSnapshot({ applicationId: id, name: 's1', status }))
    const ApplicationRestoreConfiguration = {
      ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
      SnapshotName: 's1',
    } as const
    const start = () =>
      act.StartApplication({ ...started, RunConfiguration: { ApplicationRestoreConfiguration } }, context)
    expect(await refusalOf(start)).toEqual({
      name: 'InvalidArgumentException',
      message: 'The snapshot name s1 provided for restore configuration does not exist.',
    })
    expect((await application()).status).toBe('READY')
  },
)

it('refuses the state of a newer Flink', async () => {
  const { act, context, created, store } = createWorld()
  const { id } = await created({ RuntimeEnvironment: 'FLINK-1_20' })
  await store.snapshots.insert(
    aSnapshot({
      applicationId: id,
      name: 's2',
      status: 'READY',
      location: 'file:/s2',
      runtimeEnvironment: 'FLINK-2_2',
    }),
  )
  expect(await refusalOf(() => act.StartApplication(started, context))).toEqual({
    name: 'InvalidArgumentException',
    message: 'The snapshot s2 was taken with runtime environment FLINK-2_2 and cannot be restored with FLINK-1_20.',
  })
  const ApplicationRestoreConfiguration = { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' } as const
  await act.StartApplication({ ...started, RunConfiguration: { ApplicationRestoreConfiguration } }, context)
})

it('refuses an application without code', async () => {
  const { act, context, created } = createWorld()
  await created({ ApplicationConfiguration: {} })
  const refusal = await refusalOf(() => act.StartApplication(started, context))
  expect(refusal.name).toBe('InvalidApplicationConfigurationException')
})

it('names the runtimes that run when asked for one that does not', async () => {
  const { act, context, created } = createWorld()
  await created({ RuntimeEnvironment: 'FLINK-1_18' })
  const refusal = await refusalOf(() => act.StartApplication(started, context))
  expect(refusal.name).toBe('UnsupportedOperationException')
  expect(refusal.message).toContain('FLINK-1_20, FLINK-2_2, FLINK-2_3')
})

it('starts one that was rolled back', async () => {
  const { act, context, created, inStatus, application } = createWorld()
  await created()
  await inStatus('ROLLED_BACK')
  await act.StartApplication(started, context)
  expect((await application()).status).toBe('STARTING')
})

it.each(statusesBut('READY', 'ROLLED_BACK'))('refuses in %s', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  expect(await refusalOf(() => act.StartApplication(started, context))).toEqual({
    name: 'ResourceInUseException',
    message: `Application cannot be started in '${status}' state`,
  })
})

it('lets one of two starts at the same time win', async () => {
  const { act, context, created } = createWorld()
  await created()
  const both = await Promise.allSettled([
    act.StartApplication(started, context),
    act.StartApplication(started, context),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('does not know other names', async () => {
  const { act, context } = createWorld()
  expect((await refusalOf(() => act.StartApplication(started, context))).name).toBe('ResourceNotFoundException')
})
