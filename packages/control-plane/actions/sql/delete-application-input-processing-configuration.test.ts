import { refusalOf } from '@weir/testkit'
import { sqlChangeKeepsTheRules } from '../../stories/sql-change.ts'
import { aLambdaArn, anInput, aSqlRequest } from '../../stories/sql-requests.ts'
import { createWorld } from '../../stories/world.ts'

const processed = anInput({ InputProcessingConfiguration: { InputLambdaProcessor: { ResourceARN: aLambdaArn } } })
const change = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, InputId: '1.1' }

sqlChangeKeepsTheRules({
  name: 'DeleteApplicationInputProcessingConfiguration',
  given: aSqlRequest({ Inputs: [processed] }),
  act: ({ act, context }, application) =>
    act.DeleteApplicationInputProcessingConfiguration({ ...application, InputId: '1.1' }, context),
})

it('lets the input be changed at the next version, as Terraform does', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Inputs: [processed] }))
  const { ApplicationVersionId } = await act.DeleteApplicationInputProcessingConfiguration(change, context)
  const { ApplicationDetail } = await act.UpdateApplication(
    {
      ApplicationName: 'flights',
      CurrentApplicationVersionId: ApplicationVersionId,
      ApplicationConfigurationUpdate: {
        SqlApplicationConfigurationUpdate: { InputUpdates: [{ InputId: '1.1', NamePrefixUpdate: 'OTHER' }] },
      },
    },
    context,
  )
  expect(ApplicationDetail.ApplicationVersionId).toBe(3)
  const sql = ApplicationDetail.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription
  expect(sql?.InputDescriptions).toMatchObject([{ InputId: '1.1', InAppStreamNames: ['OTHER_001'] }])
  expect(sql?.InputDescriptions?.[0]?.InputProcessingConfigurationDescription).toBeUndefined()
})

it.each([
  ['an unknown input', '9.9', processed, 'ResourceNotFoundException'],
  ['an input without processing', '1.1', anInput(), 'InvalidArgumentException'],
])('is refused for %s', async (_, InputId, input, name) => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Inputs: [input] }))
  const remove = () => act.DeleteApplicationInputProcessingConfiguration({ ...change, InputId }, context)
  expect((await refusalOf(remove)).name).toBe(name)
})
