import { refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

it('removes tags by key and minds no key that is not there', async () => {
  const { act, context, created } = createWorld()
  const { arn } = await created({ Tags: [{ Key: 'a' }, { Key: 'b' }] })
  expect(await act.UntagResource({ ResourceARN: arn, TagKeys: ['a', 'z'] }, context)).toEqual({})
  expect(await act.ListTagsForResource({ ResourceARN: arn }, context)).toEqual({ Tags: [{ Key: 'b', Value: '' }] })
})

it('does not touch one that is going', async () => {
  const { act, context, created, inStatus } = createWorld()
  const { arn } = await created()
  await inStatus('DELETING')
  const untag = () => act.UntagResource({ ResourceARN: arn, TagKeys: ['a'] }, context)
  expect((await refusalOf(untag)).name).toBe('ResourceInUseException')
})
