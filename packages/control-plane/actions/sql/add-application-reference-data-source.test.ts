import { refusalOf } from '@weir/testkit'
import { sqlChangeKeepsTheRules } from '../../stories/sql-change.ts'
import { aReferenceDataSource, aSqlRequest } from '../../stories/sql-requests.ts'
import { createWorld } from '../../stories/world.ts'

const change = { ApplicationName: 'flights', CurrentApplicationVersionId: 1 }

sqlChangeKeepsTheRules({
  name: 'AddApplicationReferenceDataSource',
  given: aSqlRequest(),
  act: ({ act, context }, application) =>
    act.AddApplicationReferenceDataSource({ ...application, ReferenceDataSource: aReferenceDataSource() }, context),
})

it('answers with the source as it is described from then on', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest())
  const ReferenceDataSource = aReferenceDataSource()
  const answer = await act.AddApplicationReferenceDataSource({ ...change, ReferenceDataSource }, context)
  expect(answer.ReferenceDataSourceDescriptions).toEqual([
    {
      ReferenceId: '2.1',
      TableName: 'COMPANIES',
      S3ReferenceDataSourceDescription: { BucketARN: 'arn:aws:s3:::reference', FileKey: 'companies.json' },
      ReferenceSchema: ReferenceDataSource.ReferenceSchema,
    },
  ])
})

it('has room for one source', async () => {
  const { act, context, created } = createWorld()
  await created(aSqlRequest({ ReferenceDataSources: [aReferenceDataSource()] }))
  const ReferenceDataSource = aReferenceDataSource({ TableName: 'OTHER' })
  const add = () => act.AddApplicationReferenceDataSource({ ...change, ReferenceDataSource }, context)
  expect(await refusalOf(add)).toEqual({
    name: 'InvalidArgumentException',
    message: 'Kinesis Analytics currently supports only 1 reference data source(s)',
  })
})
