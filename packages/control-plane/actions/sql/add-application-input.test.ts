import { refusalOf } from '@weir/testkit'
import { sqlChangeKeepsTheRules } from '../../stories/sql-change.ts'
import { aLambdaArn, anInput, aSqlRequest } from '../../stories/sql-requests.ts'
import { createWorld } from '../../stories/world.ts'

const change = { ApplicationName: 'flights', CurrentApplicationVersionId: 1 }

sqlChangeKeepsTheRules({
  name: 'AddApplicationInput',
  given: aSqlRequest(),
  act: ({ act, context }, application) => act.AddApplicationInput({ ...application, Input: anInput() }, context),
})

it('answers with the input as it is described from then on', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest())
  const Input = anInput({
    InputParallelism: { Count: 2 },
    InputProcessingConfiguration: { InputLambdaProcessor: { ResourceARN: aLambdaArn } },
  })
  const { InputDescriptions } = await act.AddApplicationInput({ ...change, Input }, context)
  expect(InputDescriptions).toEqual([
    {
      InputId: '2.1',
      NamePrefix: 'SOURCE_SQL_STREAM',
      InAppStreamNames: ['SOURCE_SQL_STREAM_001', 'SOURCE_SQL_STREAM_002'],
      InputParallelism: { Count: 2 },
      InputProcessingConfigurationDescription: { InputLambdaProcessorDescription: { ResourceARN: aLambdaArn } },
      InputSchema: Input.InputSchema,
      InputStartingPositionConfiguration: {},
      KinesisStreamsInputDescription: Input.KinesisStreamsInput,
    },
  ])
  const { ApplicationDetail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(ApplicationDetail.ApplicationConfigurationDescription).toEqual({
    SqlApplicationConfigurationDescription: { InputDescriptions },
  })
})

it('has room for one input', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Inputs: [anInput()] }))
  const add = () => act.AddApplicationInput({ ...change, Input: anInput({ NamePrefix: 'OTHER' }) }, context)
  expect(await refusalOf(add)).toEqual({
    name: 'InvalidArgumentException',
    message: 'Kinesis Analytics currently supports only 1 input(s)',
  })
})
