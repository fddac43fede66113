import { refusalOf } from '@weir/testkit'
import { sqlChangeKeepsTheRules } from '../../stories/sql-change.ts'
import { aLambdaArn, anOutput, aSqlRequest } from '../../stories/sql-requests.ts'
import { createWorld } from '../../stories/world.ts'

sqlChangeKeepsTheRules({
  name: 'AddApplicationOutput',
  given: aSqlRequest(),
  act: ({ act, context }, application) => act.AddApplicationOutput({ ...application, Output: anOutput() }, context),
})

it('answers with all outputs, numbered after the versions that brought them', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Outputs: [anOutput()] }))
  const Output = anOutput({
    Name: 'ERRORS',
    KinesisStreamsOutput: undefined,
    LambdaOutput: { ResourceARN: aLambdaArn },
    DestinationSchema: { RecordFormatType: 'CSV' },
  })
  const { OutputDescriptions } = await act.AddApplicationOutput(
    { ApplicationName: 'flights', CurrentApplicationVersionId: 1, Output },
    context,
  )
  expect(OutputDescriptions).toEqual([
    {
      OutputId: '1.1',
      Name: 'ALARMS',
      DestinationSchema: { RecordFormatType: 'JSON' },
      KinesisStreamsOutputDescription: anOutput().KinesisStreamsOutput,
    },
    {
      OutputId: '2.1',
      Name: 'ERRORS',
      DestinationSchema: { RecordFormatType: 'CSV' },
      LambdaOutputDescription: { ResourceARN: aLambdaArn },
    },
  ])
})

it('has room for three outputs', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Outputs: [anOutput(), anOutput(), anOutput()] }))
  const add = () =>
    act.AddApplicationOutput(
      { ApplicationName: 'flights', CurrentApplicationVersionId: 1, Output: anOutput() },
      context,
    )
  expect(await refusalOf(add)).toEqual({
    name: 'InvalidArgumentException',
    message: 'Kinesis Analytics currently supports only 3 output(s)',
  })
})
