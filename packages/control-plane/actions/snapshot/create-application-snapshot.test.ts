import { defaultQuotas } from '@weir/domain'
import { refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

const request = { ApplicationName: 'flights', SnapshotName: 's1' }

it('asks for a snapshot of the running version and leaves the application RUNNING', async () => {
  const { act, context, running, application, store, seen } = createWorld()
  const { id } = await running()
  expect(await act.CreateApplicationSnapshot(request, context)).toEqual({})
  expect(await store.snapshots.find(id, 's1')).toMatchObject({
    kind: 'user',
    status: 'CREATING',
    versionId: 1,
    runtimeEnvironment: 'FLINK-2_2',
    attempts: 0,
  })
  expect((await application()).status).toBe('RUNNING')
  expect(await store.outbox.pending(10)).toMatchObject([{ applicationId: id }])
  expect(seen.published).toBe(1)
})

it('takes one of an application that has snapshots disabled', async () => {
  const { act, context, running, settle, store } = createWorld()
  const { id } = await running()
  const ApplicationConfigurationUpdate = { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: false } }
  const update = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, ApplicationConfigurationUpdate }
  await act.UpdateApplication(update, context)
  await settle('flights', 'updated')
  await act.CreateApplicationSnapshot(request, context)
  expect((await store.snapshots.find(id, 's1'))?.versionId).toBe(2)
})

it('refuses a name that is taken', async () => {
  const { act, context, running } = createWorld()
  await running()
  await act.CreateApplicationSnapshot(request, context)
  expect(await refusalOf(() => act.CreateApplicationSnapshot(request, context))).toEqual({
    name: 'ResourceInUseException',
    message: 'Provided Snapshot name s1 already exists for application flights',
  })
})

it('refuses one more than the quota', async () => {
  const settings = {
    quotas: { ...defaultQuotas, snapshotsPerApplication: 1 },
    deprecatedRuntimes: 'refuse',
    sqlApplications: 'on',
  } as const
  const { act, context, running } = createWorld({ settings })
  await running()
  await act.CreateApplicationSnapshot(request, context)
  const refusal = await refusalOf(() => act.CreateApplicationSnapshot({ ...request, SnapshotName: 's2' }, context))
  expect(refusal.name).toBe('LimitExceededException')
})

it.each(statusesBut('RUNNING'))('refuses in %s', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  expect(await refusalOf(() => act.CreateApplicationSnapshot(request, context))).toEqual({
    name: 'InvalidRequestException',
    message: `Application flights is in ${status} status. Snapshot creation is only allowed when application is in RUNNING status`,
  })
})
