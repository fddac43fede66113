import { refusalOf } from '@weir/testkit'
import { sqlChangeKeepsTheRules } from '../../stories/sql-change.ts'
import { aLambdaArn, anInput, aSqlRequest } from '../../stories/sql-requests.ts'
import { createWorld } from '../../stories/world.ts'

const InputProcessingConfiguration = { InputLambdaProcessor: { ResourceARN: aLambdaArn } }
const change = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, InputId: '1.1' }

sqlChangeKeepsTheRules({
  name: 'AddApplicationInputProcessingConfiguration',
  given: aSqlRequest({ Inputs: [anInput()] }),
  act: ({ act, context }, application) =>
    act.AddApplicationInputProcessingConfiguration(
      { ...application, InputId: '1.1', InputProcessingConfiguration },
      context,
    ),
})

it('answers with the input and its processing', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Inputs: [anInput()] }))
  const answer = await act.AddApplicationInputProcessingConfiguration(
    { ...change, InputProcessingConfiguration },
    context,
  )
  expect(answer).toMatchObject({
    InputId: '1.1',
    InputProcessingConfigurationDescription: { InputLambdaProcessorDescription: { ResourceARN: aLambdaArn } },
  })
})

it.each([
  ['an unknown input', { ...change, InputId: '9.9' }, undefined, 'ResourceNotFoundException'],
  ['an input that has one', change, InputProcessingConfiguration, 'InvalidArgumentException'],
])('is refused for %s', async (_, request, given, name) => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Inputs: [anInput({ InputProcessingConfiguration: given })] }))
  const add = () =>
    act.AddApplicationInputProcessingConfiguration({ ...request, InputProcessingConfiguration }, context)
  expect((await refusalOf(add)).name).toBe(name)
})

it('is refused with an ARN of something else', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Inputs: [anInput()] }))
  const ResourceARN = 'arn:aws:sqs:us-east-1:123456789012:queue'
  const wrong = { ...change, InputProcessingConfiguration: { InputLambdaProcessor: { ResourceARN } } }
  const add = () => act.AddApplicationInputProcessingConfiguration(wrong, context)
  expect(await refusalOf(add)).toEqual({
    name: 'InvalidArgumentException',
    message: `Lambda function ARN ${ResourceARN} is invalid.`,
  })
})
