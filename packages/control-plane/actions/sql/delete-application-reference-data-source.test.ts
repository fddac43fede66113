import { refusalOf } from '@weir/testkit'
import { sqlChangeKeepsTheRules } from '../../stories/sql-change.ts'
import { aReferenceDataSource, aSqlRequest } from '../../stories/sql-requests.ts'
import { createWorld } from '../../stories/world.ts'

const given = aSqlRequest({ ReferenceDataSources: [aReferenceDataSource()] })

sqlChangeKeepsTheRules({
  name: 'DeleteApplicationReferenceDataSource',
  given,
  act: ({ act, context }, application) =>
    act.DeleteApplicationReferenceDataSource({ ...application, ReferenceId: '1.1' }, context),
})

it('makes room for another source', async () => {
  const { act, context, created, application } = createWorld()
  await created(given)
  const change = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, ReferenceId: '1.1' }
  await act.DeleteApplicationReferenceDataSource(change, context)
  const ReferenceDataSource = aReferenceDataSource({ TableName: 'OTHER' })
  await act.AddApplicationReferenceDataSource(
    { ApplicationName: 'flights', CurrentApplicationVersionId: 2, ReferenceDataSource },
    context,
  )
  expect((await application()).spec.sql?.referenceDataSources).toMatchObject([{ id: '3.1', tableName: 'OTHER' }])
})

it('is refused for an unknown source', async () => {
  const { act, context, created } = createWorld()
  await created(given)
  const change = { ApplicationName: 'flights', CurrentApplicationVersionId: 1, ReferenceId: '9.9' }
  expect((await refusalOf(() => act.DeleteApplicationReferenceDataSource(change, context))).name).toBe(
    'ResourceNotFoundException',
  )
})
