import { anApplication, aSpec, refusalOf } from '@weir/testkit'
import { partChangeKeepsTheRules } from '../../stories/part-change.ts'
import { createWorld } from '../../stories/world.ts'

const LogStreamARN = 'arn:aws:logs:us-east-1:123456789012:log-group:flights:log-stream:flink'
const CloudWatchLoggingOption = { LogStreamARN }
const request = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, CloudWatchLoggingOption }

partChangeKeepsTheRules({
  name: 'AddApplicationCloudWatchLoggingOption',
  given: {},
  act: ({ act, context }, seen) =>
    act.AddApplicationCloudWatchLoggingOption(
      { ApplicationName: 'flights', CloudWatchLoggingOption, ...seen },
      context,
    ),
})

it('answers all options without an operation while nothing runs, and describes them from then on', async () => {
  const { act, context, created, application } = createWorld()
  await created()
  const answer = await act.AddApplicationCloudWatchLoggingOption(request, context)
  const options = [{ CloudWatchLoggingOptionId: '2.1', LogStreamARN }]
  expect(answer).toEqual({
    ApplicationARN: (await application()).arn,
    ApplicationVersionId: 2,
    CloudWatchLoggingOptionDescriptions: options,
  })
  const { ApplicationDetail: detail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(detail.CloudWatchLoggingOptionDescriptions).toEqual(options)
})

it('answers the operation that a RUNNING application is changed by', async () => {
  const { act, context, running, store } = createWorld()
  const { id } = await running()
  const { OperationId } = await act.AddApplicationCloudWatchLoggingOption(request, context)
  expect((await store.operations.inProgress(id))?.id).toBe(OperationId)
})

it('refuses a second option', async () => {
  const { act, context, created } = createWorld()
  await created({ CloudWatchLoggingOptions: [CloudWatchLoggingOption] })
  expect(await refusalOf(() => act.AddApplicationCloudWatchLoggingOption(request, context))).toEqual({
    name: 'InvalidArgumentException',
    message: 'Kinesis Analytics currently supports only 1 logging option.',
  })
})

it('refuses a log group', async () => {
  const { act, context, created } = createWorld()
  await created()
  const group = 'arn:aws:logs:us-east-1:123456789012:log-group:flights'
  const wrong = { ...request, CloudWatchLoggingOption: { LogStreamARN: group } }
  expect(await refusalOf(() => act.AddApplicationCloudWatchLoggingOption(wrong, context))).toEqual({
    name: 'InvalidArgumentException',
    message: `CloudWatch log stream ARN ${group} is invalid.`,
  })
})

it.each(['SQL-1_0', 'ZEPPELIN-FLINK-3_0'] as const)('is for applications of %s too', async (runtimeEnvironment) => {
  const { act, context, store } = createWorld()
  const spec = aSpec({ runtimeEnvironment })
  await store.applications.insert(anApplication({ name: 'flights', runtimeEnvironment, spec }))
  const answer = await act.AddApplicationCloudWatchLoggingOption(request, context)
  expect(answer).toMatchObject({ ApplicationVersionId: 2, OperationId: undefined })
})
