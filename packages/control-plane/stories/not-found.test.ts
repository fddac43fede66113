import type { ActionName } from '@weir/service-model'
import { ResourceNotFoundException } from '@weir/service-model'
import { createWorld } from './world.ts'

const ApplicationName = 'nobody'
const ResourceARN = 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/nobody'

const requests: readonly (readonly [ActionName, object])[] = [
  ['CreateApplicationSnapshot', { ApplicationName, SnapshotName: 's' }],
  ['DescribeApplication', { ApplicationName }],
  ['ListApplicationOperations', { ApplicationName }],
  ['ListApplicationVersions', { ApplicationName }],
  ['RollbackApplication', { ApplicationName, CurrentApplicationVersionId: 1 }],
  ['StartApplication', { ApplicationName }],
  ['StopApplication', { ApplicationName }],
  ['UpdateApplication', { ApplicationName, CurrentApplicationVersionId: 1 }],
  ['ListTagsForResource', { ResourceARN }],
  ['TagResource', { ResourceARN, Tags: [{ Key: 'k' }] }],
  ['UntagResource', { ResourceARN, TagKeys: ['k'] }],
]

it.each(requests)('%s of an application that does not exist is refused', async (action, input) => {
  const { act, context } = createWorld()
  await expect(act[action](input as never, context)).rejects.toThrow(ResourceNotFoundException)
})

it('tells nobody that another account has the name', async () => {
  const { act, context, created } = createWorld()
  await created({ ApplicationName })
  const principal = { accountId: '999999999999', arn: 'arn:aws:iam::999999999999:user/u', userName: 'u' }
  const ofNobody = act.DescribeApplication({ ApplicationName: 'nothing' }, { ...context, principal })
  const ofAnother = act.DescribeApplication({ ApplicationName }, { ...context, principal })
  const text = async (answer: Promise<unknown>) =>
    answer.catch((error: unknown) => (error as Error).message.replace(/nothing|nobody/, 'X'))
  expect(await text(ofAnother)).toBe(await text(ofNobody))
})
