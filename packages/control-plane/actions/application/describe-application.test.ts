import { refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

it('shows what CreateApplication answered', async () => {
  const { act, context, created, clock } = createWorld()
  await created()
  const first = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  await clock.advance(60_000)
  expect(await act.DescribeApplication({ ApplicationName: 'flights' }, context)).toEqual(first)
  const { ApplicationConfigurationDescription: configuration } = first.ApplicationDetail
  expect(configuration?.RunConfigurationDescription).toBeUndefined()
})

it('shows the run configuration from the first start on, after a stop too', async () => {
  const { act, context, running, settle } = createWorld()
  await running()
  await act.StopApplication({ ApplicationName: 'flights' }, context)
  await settle('flights', 'stopped')
  const { ApplicationDetail: detail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(detail).toMatchObject({
    ApplicationStatus: 'READY',
    ApplicationVersionId: 1,
    ApplicationConfigurationDescription: {
      RunConfigurationDescription: {
        ApplicationRestoreConfigurationDescription: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
        FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
      },
    },
  })
})

it('adds the plan of a running job when asked for details', async () => {
  const { act, context, running, inStatus } = createWorld({ jobPlan: ({ name }) => Promise.resolve(`plan of ${name}`) })
  await running()
  const planOf = async (IncludeAdditionalDetails: boolean) => {
    const { ApplicationDetail: detail } = await act.DescribeApplication(
      { ApplicationName: 'flights', IncludeAdditionalDetails },
      context,
    )
    return detail.ApplicationConfigurationDescription?.FlinkApplicationConfigurationDescription?.JobPlanDescription
  }
  expect(await planOf(true)).toBe('plan of flights')
  expect(await planOf(false)).toBeUndefined()
  await inStatus('READY')
  expect(await planOf(true)).toBeUndefined()
})

it('knows no other name, and nothing of other accounts', async () => {
  const { act, context, created } = createWorld()
  await created()
  const missing = { name: 'ResourceNotFoundException', message: 'Application ships does not exist.' }
  expect(await refusalOf(() => act.DescribeApplication({ ApplicationName: 'ships' }, context))).toEqual(missing)
  const stranger = { ...context, principal: { ...context.principal, accountId: '210987654321' } }
  const refusal = await refusalOf(() => act.DescribeApplication({ ApplicationName: 'flights' }, stranger))
  expect(refusal.name).toBe('ResourceNotFoundException')
})
