import { anApplication, aSpec, refusalOf } from '@weir/testkit'
import { partChangeKeepsTheRules } from '../../stories/part-change.ts'
import { createWorld } from '../../stories/world.ts'

const VpcConfiguration = { SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] }
const request = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, VpcConfiguration }

partChangeKeepsTheRules({
  name: 'AddApplicationVpcConfiguration',
  given: {},
  act: ({ act, context }, seen) =>
    act.AddApplicationVpcConfiguration({ ApplicationName: 'flights', VpcConfiguration, ...seen }, context),
})

it('answers the configuration with the ids it got, and describes it from then on', async () => {
  const { act, context, created, application, store } = createWorld()
  await created()
  const answer = await act.AddApplicationVpcConfiguration(request, context)
  const { id, arn } = await application()
  const [operation] = await store.operations.list(id, { limit: 1 })
  const description = {
    VpcConfigurationId: '2.1',
    VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/) as string,
    ...VpcConfiguration,
  }
  expect(answer).toEqual({
    ApplicationARN: arn,
    ApplicationVersionId: 2,
    VpcConfigurationDescription: description,
    OperationId: operation?.id,
  })
  const { ApplicationDetail: detail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(detail.ApplicationConfigurationDescription?.VpcConfigurationDescriptions).toEqual([
    answer.VpcConfigurationDescription,
  ])
})

it('answers the operation that a RUNNING application is changed by', async () => {
  const { act, context, running, store } = createWorld()
  const { id } = await running()
  const { OperationId } = await act.AddApplicationVpcConfiguration(request, context)
  expect((await store.operations.inProgress(id))?.id).toBe(OperationId)
})

it('refuses a second configuration', async () => {
  const { act, context, created } = createWorld()
  await created({ ApplicationConfiguration: { VpcConfigurations: [VpcConfiguration] } })
  expect(await refusalOf(() => act.AddApplicationVpcConfiguration(request, context))).toEqual({
    name: 'InvalidArgumentException',
    message: 'Kinesis Analytics currently supports only 1 VPC configuration(s)',
  })
})

it.each([
  [{ SubnetIds: ['net-1'], SecurityGroupIds: ['sg-1'] }, 'Subnet ID net-1 is invalid.'],
  [{ SubnetIds: ['subnet-1'], SecurityGroupIds: ['subnet-1'] }, 'Security group ID subnet-1 is invalid.'],
])('refuses %j', async (wrong, message) => {
  const { act, context, created } = createWorld()
  await created()
  expect(
    await refusalOf(() => act.AddApplicationVpcConfiguration({ ...request, VpcConfiguration: wrong }, context)),
  ).toEqual({ name: 'InvalidArgumentException', message })
})

it('is not for SQL applications, but for notebooks', async () => {
  const { act, context, store } = createWorld()
  for (const [name, runtimeEnvironment] of [
    ['flights', 'SQL-1_0'],
    ['notes', 'ZEPPELIN-FLINK-3_0'],
  ] as const) {
    await store.applications.insert(anApplication({ name, runtimeEnvironment, spec: aSpec({ runtimeEnvironment }) }))
  }
  const studio = await act.AddApplicationVpcConfiguration({ ...request, ApplicationName: 'notes' }, context)
  expect(studio.ApplicationVersionId).toBe(2)
  expect(await refusalOf(() => act.AddApplicationVpcConfiguration(request, context))).toEqual({
    name: 'InvalidArgumentException',
    message: 'Invalid configuration provided. VpcConfigurations is not applicable to runtime environment : SQL-1_0',
  })
})
