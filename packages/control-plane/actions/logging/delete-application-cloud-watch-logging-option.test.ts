import { refusalOf } from '@weir/testkit'
import { partChangeKeepsTheRules } from '../../stories/part-change.ts'
import { createWorld } from '../../stories/world.ts'

const LogStreamARN = 'arn:aws:logs:us-east-1:123456789012:log-group:flights:log-stream:flink'
const given = { CloudWatchLoggingOptions: [{ LogStreamARN }] }
const request = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, CloudWatchLoggingOptionId: '1.1' }

partChangeKeepsTheRules({
  name: 'DeleteApplicationCloudWatchLoggingOption',
  given,
  act: ({ act, context }, seen) =>
    act.DeleteApplicationCloudWatchLoggingOption(
      { ApplicationName: 'flights', CloudWatchLoggingOptionId: '1.1', ...seen },
      context,
    ),
})

it('answers ARN and version alone while nothing runs, and the option is gone', async () => {
  const { act, context, created, application } = createWorld()
  await created(given)
  const answer = await act.DeleteApplicationCloudWatchLoggingOption(request, context)
  expect(answer).toEqual({ ApplicationARN: (await application()).arn, ApplicationVersionId: 2 })
  const { ApplicationDetail: detail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(detail.CloudWatchLoggingOptionDescriptions).toBeUndefined()
})

it('answers the operation that a RUNNING application is changed by', async () => {
  const { act, context, running, store } = createWorld()
  const { id } = await running(given)
  const { OperationId } = await act.DeleteApplicationCloudWatchLoggingOption(request, context)
  expect((await store.operations.inProgress(id))?.id).toBe(OperationId)
})

it('does not know other ids', async () => {
  const { act, context, created, application } = createWorld()
  await created(given)
  const wrong = { ...request, CloudWatchLoggingOptionId: '1.2' }
  expect(await refusalOf(() => act.DeleteApplicationCloudWatchLoggingOption(wrong, context))).toEqual({
    name: 'ResourceNotFoundException',
    message: 'CloudWatch logging option 1.2 does not exist.',
  })
  expect((await application()).versionId).toBe(1)
})
