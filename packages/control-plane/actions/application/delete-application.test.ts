import { refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

it.each(['READY', 'RUNNING', 'ROLLED_BACK'] as const)('says DELETING for one that is %s', async (status) => {
  const { act, context, created, inStatus, application, store, seen } = createWorld()
  const { id, createdAt } = await created()
  await inStatus(status)
  expect(await act.DeleteApplication({ ApplicationName: 'flights', CreateTimestamp: createdAt }, context)).toEqual({})
  expect((await application()).status).toBe('DELETING')
  expect(await store.outbox.pending(10)).toMatchObject([{ applicationId: id }])
  expect(seen.published).toBe(1)
})

it('shows no tags any more, and says DELETING until all is gone', async () => {
  const { act, context, created } = createWorld()
  const { arn, createdAt } = await created({ Tags: [{ Key: 'team', Value: 'blue' }] })
  await act.DeleteApplication({ ApplicationName: 'flights', CreateTimestamp: createdAt }, context)
  expect(await act.ListTagsForResource({ ResourceARN: arn }, context)).toEqual({ Tags: [] })
  const { ApplicationDetail: detail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(detail.ApplicationStatus).toBe('DELETING')
  expect((await refusalOf(() => created())).message).toBe('Application already exists.')
})

it('compares the creation time to the second', async () => {
  const { act, context, created } = createWorld()
  const { createdAt } = await created()
  const wrong = new Date(createdAt.getTime() + 1000)
  expect(
    await refusalOf(() => act.DeleteApplication({ ApplicationName: 'flights', CreateTimestamp: wrong }, context)),
  ).toEqual({
    name: 'ConcurrentModificationException',
    message:
      "The application with name: 'flights' has a different create timestamp than the one you provided. Please call DescribeApplication to fetch valid create timestamp.",
  })
  const fraction = new Date(createdAt.getTime() + 999)
  await act.DeleteApplication({ ApplicationName: 'flights', CreateTimestamp: fraction }, context)
})

it.each(statusesBut('READY', 'RUNNING', 'ROLLED_BACK'))('refuses in %s', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  const { createdAt } = await created()
  await inStatus(status)
  const refusal = await refusalOf(() =>
    act.DeleteApplication({ ApplicationName: 'flights', CreateTimestamp: createdAt }, context),
  )
  expect(refusal).toEqual({
    name: 'ResourceInUseException',
    message: `Application cannot be deleted in '${status}' state`,
  })
})

it('does not know other names', async () => {
  const { act, context } = createWorld()
  const refusal = await refusalOf(() =>
    act.DeleteApplication({ ApplicationName: 'flights', CreateTimestamp: new Date(0) }, context),
  )
  expect(refusal.name).toBe('ResourceNotFoundException')
})
