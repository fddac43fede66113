import { anApplication, refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

const request = (start = '20:30') => ({
  ApplicationName: 'flights',
  ApplicationMaintenanceConfigurationUpdate: { ApplicationMaintenanceWindowStartTimeUpdate: start },
})

it.each([
  ['00:00', '08:00'],
  ['15:59', '23:59'],
  ['16:00', '00:00'],
  ['23:45', '07:45'],
])('moves the window to %s until %s, eight hours later', async (start, end) => {
  const { act, context, created } = createWorld()
  const { arn } = await created()
  const window = { ApplicationMaintenanceWindowStartTime: start, ApplicationMaintenanceWindowEndTime: end }
  expect(await act.UpdateApplicationMaintenanceConfiguration(request(start), context)).toEqual({
    ApplicationARN: arn,
    ApplicationMaintenanceConfigurationDescription: window,
  })
  const { ApplicationDetail: detail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(detail.ApplicationMaintenanceConfigurationDescription).toEqual(window)
})

it('makes no version and no operation, and lets a RUNNING job run', async () => {
  const { act, context, running, application, store, seen } = createWorld()
  const before = await running()
  const operations = await store.operations.list(before.id, { limit: 10 })
  await act.UpdateApplicationMaintenanceConfiguration(request(), context)
  const { versionId, conditionalToken, updatedAt, status, spec } = before
  expect(await application()).toMatchObject({ versionId, conditionalToken, updatedAt, status, spec })
  expect(await store.operations.list(before.id, { limit: 10 })).toEqual(operations)
  expect(seen.published).toBe(0)
})

it.each(statusesBut('READY', 'RUNNING'))('is refused in status %s', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  expect(await refusalOf(() => act.UpdateApplicationMaintenanceConfiguration(request(), context))).toEqual({
    name: 'ResourceInUseException',
    message: `Application cannot be updated in '${status}' state`,
  })
})

it('is not for SQL applications, but for notebooks', async () => {
  const { act, context, store } = createWorld()
  await store.applications.insert(anApplication({ name: 'flights', runtimeEnvironment: 'SQL-1_0' }))
  await store.applications.insert(anApplication({ name: 'notes', runtimeEnvironment: 'ZEPPELIN-FLINK-3_0' }))
  const refusal = await refusalOf(() => act.UpdateApplicationMaintenanceConfiguration(request(), context))
  expect(refusal.name).toBe('UnsupportedOperationException')
  const notes = { ...request(), ApplicationName: 'notes' }
  const answer = await act.UpdateApplicationMaintenanceConfiguration(notes, context)
  expect(answer.ApplicationMaintenanceConfigurationDescription?.ApplicationMaintenanceWindowEndTime).toBe('04:30')
})

it('is refused for an application that is not there', async () => {
  const { act, context } = createWorld()
  const refusal = await refusalOf(() => act.UpdateApplicationMaintenanceConfiguration(request(), context))
  expect(refusal.name).toBe('ResourceNotFoundException')
})
