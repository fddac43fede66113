import { refusalOf } from '@weir/testkit'
import { partChangeKeepsTheRules } from '../../stories/part-change.ts'
import { aCreateRequest, createWorld } from '../../stories/world.ts'

const VpcConfiguration = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }
const given = {
  ApplicationConfiguration: {
    ...aCreateRequest().ApplicationConfiguration,
    VpcConfigurations: [VpcConfiguration],
  },
}
const request = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, VpcConfigurationId: '1.1' }

partChangeKeepsTheRules({
  name: 'DeleteApplicationVpcConfiguration',
  given,
  act: ({ act, context }, seen) =>
    act.DeleteApplicationVpcConfiguration({ ApplicationName: 'flights', VpcConfigurationId: '1.1', ...seen }, context),
})

it('answers the new version and its operation, and the configuration is gone', async () => {
  const { act, context, created, application, store } = createWorld()
  await created(given)
  const answer = await act.DeleteApplicationVpcConfiguration(request, context)
  const { id, arn, spec } = await application()
  const [operation] = await store.operations.list(id, { limit: 1 })
  expect(answer).toEqual({ ApplicationARN: arn, ApplicationVersionId: 2, OperationId: operation?.id })
  expect(spec.vpcConfigurations).toEqual([])
  const { ApplicationDetail: detail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(detail.ApplicationConfigurationDescription?.VpcConfigurationDescriptions).toBeUndefined()
})

it('makes room for another, numbered by the version that adds it', async () => {
  const { act, context, created } = createWorld()
  await created(given)
  await act.DeleteApplicationVpcConfiguration(request, context)
  const { VpcConfigurationDescription: added } = await act.AddApplicationVpcConfiguration(
    { ApplicationName: 'flights', CurrentApplicationVersionId: 2, VpcConfiguration },
    context,
  )
  expect(added?.VpcConfigurationId).toBe('3.1')
})

it('does not know other ids', async () => {
  const { act, context, created, application } = createWorld()
  await created(given)
  const wrong = { ...request, VpcConfigurationId: '2.1' }
  expect(await refusalOf(() => act.DeleteApplicationVpcConfiguration(wrong, context))).toEqual({
    name: 'ResourceNotFoundException',
    message: 'VPC configuration 2.1 does not exist.',
  })
  expect((await application()).versionId).toBe(1)
})
