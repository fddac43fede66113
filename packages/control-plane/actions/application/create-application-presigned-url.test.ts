import { aSpec, refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from '../../stories/world.ts'

const asked = { ApplicationName: 'flights', UrlType: 'FLINK_DASHBOARD_URL' } as const

it('gives a URL for twelve hours, to be used within three minutes by the one who asked', async () => {
  const { act, context, running, clock, seen } = createWorld()
  const { id } = await running()
  const reachedAt = 'http://weir.example'
  const { AuthorizedUrl } = await act.CreateApplicationPresignedUrl(asked, { ...context, reachedAt })
  expect(AuthorizedUrl).toBe(`https://weir.test/${id}`)
  const now = clock.now().getTime()
  expect(seen.dashboards).toEqual([
    {
      session: {
        applicationId: id,
        principal: context.principal,
        region: context.region,
        expiresAt: new Date(now + 43_200_000),
      },
      useBy: new Date(now + 180_000),
      reachedAt,
    },
  ])
})

it('gives it for as long as it is asked for', async () => {
  const { act, context, running, clock, seen } = createWorld()
  await running()
  await act.CreateApplicationPresignedUrl({ ...asked, SessionExpirationDurationInSeconds: 1_800 }, context)
  expect(seen.dashboards[0]?.session.expiresAt).toEqual(new Date(clock.now().getTime() + 1_800_000))
})

it.each(statusesBut('RUNNING'))('is refused while the application is %s', async (status) => {
  const { act, context, created, inStatus } = createWorld()
  await created()
  await inStatus(status)
  const { name } = await refusalOf(() => act.CreateApplicationPresignedUrl(asked, context))
  expect(name).toBe('ResourceInUseException')
})

it.each([
  ['FLINK-2_2', 'ZEPPELIN_UI_URL'],
  ['ZEPPELIN-FLINK-3_0', 'FLINK_DASHBOARD_URL'],
  ['SQL-1_0', 'FLINK_DASHBOARD_URL'],
  ['SQL-1_0', 'ZEPPELIN_UI_URL'],
] as const)('of %s there is no %s', async (runtimeEnvironment, UrlType) => {
  const { act, context, running, store } = createWorld()
  const application = await running()
  await store.applications.save({ ...application, runtimeEnvironment, spec: aSpec({ runtimeEnvironment }) })
  const { name } = await refusalOf(() => act.CreateApplicationPresignedUrl({ ...asked, UrlType }, context))
  expect(name).toBe('InvalidArgumentException')
})

it('of an unknown application is not found', async () => {
  const { act, context } = createWorld()
  const { name } = await refusalOf(() => act.CreateApplicationPresignedUrl(asked, context))
  expect(name).toBe('ResourceNotFoundException')
})

it('says that notebooks cannot be shown', async () => {
  const { act, context, running, store } = createWorld()
  const application = await running()
  await store.applications.save({ ...application, runtimeEnvironment: 'ZEPPELIN-FLINK-3_0' })
  const UrlType = 'ZEPPELIN_UI_URL'
  const { name } = await refusalOf(() => act.CreateApplicationPresignedUrl({ ...asked, UrlType }, context))
  expect(name).toBe('UnsupportedOperationException')
})
