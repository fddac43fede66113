import { refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

it('lists tags in the order of their making', async () => {
  const { act, context, created } = createWorld()
  const Tags = [
    { Key: 'z', Value: '1' },
    { Key: 'a', Value: '2' },
  ]
  const { arn } = await created({ Tags })
  expect(await act.ListTagsForResource({ ResourceARN: arn }, context)).toEqual({ Tags })
})

it('does not know other applications', async () => {
  const { act, context } = createWorld()
  const ResourceARN = 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/flights'
  expect((await refusalOf(() => act.ListTagsForResource({ ResourceARN }, context))).name).toBe(
    'ResourceNotFoundException',
  )
})
