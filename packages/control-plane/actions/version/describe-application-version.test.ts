import { refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

const name = { ApplicationName: 'flights' }
const withProperty = (value: string) => ({
  EnvironmentPropertyUpdates: { PropertyGroups: [{ PropertyGroupId: 'g', PropertyMap: { key: value } }] },
})

const atVersionTwo = async () => {
  const world = createWorld()
  const before = await world.running()
  const first = (await world.act.DescribeApplication(name, world.context)).ApplicationDetail
  await world.clock.advance(60_000)
  await world.act.UpdateApplication(
    { ...name, CurrentApplicationVersionId: 1, ApplicationConfigurationUpdate: withProperty('two') },
    world.context,
  )
  await world.settle('flights', 'updated')
  const version = async (ApplicationVersionId: number) =>
    (await world.act.DescribeApplicationVersion({ ...name, ApplicationVersionId }, world.context))
      .ApplicationVersionDetail
  return { ...world, before, first, version }
}

it('shows the current version as DescribeApplication does', async () => {
  const { act, context, version } = await atVersionTwo()
  expect(await version(2)).toEqual((await act.DescribeApplication(name, context)).ApplicationDetail)
})

it('shows a past version as it was, without the starting parameters of its runs', async () => {
  const { first, version } = await atVersionTwo()
  const detail = await version(1)
  const { RunConfigurationDescription: _, ...configuration } = first.ApplicationConfigurationDescription ?? {}
  expect(detail).toEqual({ ...first, ApplicationConfigurationDescription: configuration })
  expect(detail?.ApplicationConfigurationDescription?.EnvironmentPropertyDescriptions).toBeUndefined()
  expect((await version(2))?.ApplicationConfigurationDescription?.EnvironmentPropertyDescriptions).toBeDefined()
})

it('shows where a rollback came from and went to', async () => {
  const { act, context, version } = await atVersionTwo()
  await act.RollbackApplication({ ...name, CurrentApplicationVersionId: 2 }, context)
  expect(await version(2)).toMatchObject({ ApplicationStatus: 'ROLLED_BACK', ApplicationVersionUpdatedFrom: 1 })
  expect(await version(3)).toMatchObject({
    ApplicationStatus: 'ROLLING_BACK',
    ApplicationVersionId: 3,
    ApplicationVersionRolledBackFrom: 2,
    ApplicationVersionRolledBackTo: 1,
  })
})

it('does not know versions and applications that do not exist', async () => {
  const { act, context, version } = await atVersionTwo()
  expect(await refusalOf(() => version(3))).toEqual({
    name: 'ResourceNotFoundException',
    message: 'Version 3 of application flights does not exist.',
  })
  const elsewhere = { ApplicationName: 'other', ApplicationVersionId: 1 }
  expect((await refusalOf(() => act.DescribeApplicationVersion(elsewhere, context))).name).toBe(
    'ResourceNotFoundException',
  )
})
