import { refusalOf } from '@weir/testkit'
import { createSnapshotWorld } from '../../stories/snapshot-world.ts'
import { createWorld } from '../../stories/world.ts'

it('adds tags behind those that are there and replaces values in their place', async () => {
  const { act, context, created, application } = createWorld()
  const { arn, versionId } = await created({ Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] })
  await act.TagResource({ ResourceARN: arn, Tags: [{ Key: 'c' }, { Key: 'a', Value: '2' }] }, context)
  expect(await act.ListTagsForResource({ ResourceARN: arn }, context)).toEqual({
    Tags: [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '' },
      { Key: 'c', Value: '' },
    ],
  })
  expect((await application()).versionId).toBe(versionId)
})

it('refuses more than fifty, all or nothing', async () => {
  const { act, context, created, application } = createWorld()
  const { arn } = await created()
  const Tags = Array.from({ length: 51 }, (_, n) => ({ Key: String(n) }))
  expect((await refusalOf(() => act.TagResource({ ResourceARN: arn, Tags }, context))).name).toBe(
    'TooManyTagsException',
  )
  expect((await application()).tags).toEqual([])
})

it.each([
  'arn:aws:kinesisanalytics:eu-west-1:123456789012:application/flights',
  'arn:aws:kinesisanalytics:us-east-1:210987654321:application/flights',
  'arn:aws:s3:::bucket',
])('refuses the ARN %s', async (ResourceARN) => {
  const { act, context, created } = createWorld()
  await created()
  const refusal = await refusalOf(() => act.TagResource({ ResourceARN, Tags: [{ Key: 'a' }] }, context))
  expect(refusal.name).toBe('InvalidArgumentException')
})

it('does not know other applications, nor tag one that is going', async () => {
  const { act, context, created, inStatus } = createWorld()
  const { arn } = await created()
  const tag = (ResourceARN: string) => act.TagResource({ ResourceARN, Tags: [{ Key: 'a' }] }, context)
  expect((await refusalOf(() => tag(arn.replace('flights', 'ships')))).name).toBe('ResourceNotFoundException')
  const twice = { ResourceARN: arn.replace('flights', 'ships'), Tags: [{ Key: 'a' }, { Key: 'a' }] }
  expect((await refusalOf(() => act.TagResource(twice, context))).name).toBe('ResourceNotFoundException')
  await inStatus('DELETING')
  expect((await refusalOf(() => tag(arn))).name).toBe('ResourceInUseException')
})

it('tags enhanced snapshots too', async () => {
  const { act, context, kept } = createSnapshotWorld()
  const { arn } = await kept({ tags: [{ key: 'a', value: '1' }] })
  const Tags = [{ Key: 'b' }, { Key: 'a', Value: '2' }]
  await act.TagResource({ ResourceARN: arn, Tags }, context)
  await act.UntagResource({ ResourceARN: arn, TagKeys: ['b'] }, context)
  expect(await act.ListTagsForResource({ ResourceARN: arn }, context)).toEqual({ Tags: [{ Key: 'a', Value: '2' }] })
  const many = Array.from({ length: 50 }, (_, n) => ({ Key: String(n) }))
  expect((await refusalOf(() => act.TagResource({ ResourceARN: arn, Tags: many }, context))).name).toBe(
    'TooManyTagsException',
  )
  const other = arn.replace('nightly', 'weekly')
  expect((await refusalOf(() => act.TagResource({ ResourceARN: other, Tags }, context))).name).toBe(
    'ResourceNotFoundException',
  )
})
