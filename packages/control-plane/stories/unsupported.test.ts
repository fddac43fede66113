import type { ActionName } from '@weir/service-model'
import { UnsupportedOperationException } from '@weir/service-model'
import { createWorld } from './world.ts'

const ApplicationName = 'sql'
const sql = { ApplicationName, RuntimeEnvironment: 'SQL-1_0', ApplicationConfiguration: undefined } as const

const requests: readonly (readonly [ActionName, object])[] = [
  ['CreateSnapshot', { ApplicationName, SnapshotName: 's' }],
  ['DescribeApplicationVersion', { ApplicationName, ApplicationVersionId: 1 }],
  ['ListApplicationOperations', { ApplicationName }],
  ['ListApplicationVersions', { ApplicationName }],
  ['RollbackApplication', { ApplicationName, CurrentApplicationVersionId: 1 }],
]

it.each(requests)('%s is not for SQL applications', async (action, input) => {
  const { act, context, created } = createWorld()
  await created(sql)
  await expect(act[action](input as never, context)).rejects.toThrow(UnsupportedOperationException)
})

it('CreateApplication refuses SQL-1_0 where a setting says so, as AWS does', async () => {
  const { deps } = createWorld()
  const { created } = createWorld({ settings: { ...deps.settings, sqlApplications: 'off' } })
  await expect(created(sql)).rejects.toThrow(/^CreateApplication is not supported for SQL applications in this Region/)
})
