import { refusalOf } from '@weir/testkit'
import { sqlChangeKeepsTheRules } from '../../stories/sql-change.ts'
import { anOutput, aSqlRequest } from '../../stories/sql-requests.ts'
import { createWorld } from '../../stories/world.ts'

const change = { ApplicationName: 'flights', CurrentApplicationVersionId: 1 }

sqlChangeKeepsTheRules({
  name: 'DeleteApplicationOutput',
  given: aSqlRequest({ Outputs: [anOutput()] }),
  act: ({ act, context }, application) => act.DeleteApplicationOutput({ ...application, OutputId: '1.1' }, context),
})

it('leaves the other outputs as they are', async () => {
  const { act, context, created, application } = createWorld()
  await created(aSqlRequest({ Outputs: ['A', 'B', 'C'].map((Name) => anOutput({ Name })) }))
  await act.DeleteApplicationOutput({ ...change, OutputId: '1.2' }, context)
  expect((await application()).spec.sql?.outputs).toMatchObject([
    { id: '1.1', name: 'A' },
    { id: '1.3', name: 'C' },
  ])
})

it('leaves an application without configuration when it was the last', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Outputs: [anOutput()] }))
  await act.DeleteApplicationOutput({ ...change, OutputId: '1.1' }, context)
  const { ApplicationDetail } = await act.DescribeApplication({ ApplicationName: 'flights' }, context)
  expect(ApplicationDetail.ApplicationConfigurationDescription).toBeUndefined()
})

it('is refused for an unknown output', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ Outputs: [anOutput()] }))
  const remove = () => act.DeleteApplicationOutput({ ...change, OutputId: '9.9' }, context)
  expect(await refusalOf(remove)).toEqual({
    name: 'ResourceNotFoundException',
    message: 'Output 9.9 does not exist.',
  })
})
