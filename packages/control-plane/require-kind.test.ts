import { anApplication, refusalOf } from '@weir/testkit'
import type { RuntimeEnvironment } from '@weir/service-model'
import { requireSql } from './require-kind.ts'
import { createWorld } from './stories/world.ts'

const application = { ApplicationName: 'queries' }
const snapshot = { ...application, SnapshotName: 's' }

type World = ReturnType<typeof createWorld>
const actions: Record<string, (world: World) => Promise<unknown>> = {
  CreateApplicationSnapshot: ({ act, context }) => act.CreateApplicationSnapshot(snapshot, context),
  DescribeApplicationSnapshot: ({ act, context }) => act.DescribeApplicationSnapshot(snapshot, context),
  ListApplicationSnapshots: ({ act, context }) => act.ListApplicationSnapshots(application, context),
  DeleteApplicationSnapshot: ({ act, context }) =>
    act.DeleteApplicationSnapshot({ ...snapshot, SnapshotCreationTimestamp: new Date(0) }, context),
  ListApplicationOperations: ({ act, context }) => act.ListApplicationOperations(application, context),
  DescribeApplicationOperation: ({ act, context }) =>
    act.DescribeApplicationOperation({ ...application, OperationId: 'o' }, context),
}

const refusal = async (action: string, runtimeEnvironment: RuntimeEnvironment) => {
  const world = createWorld()
  await world.store.applications.insert(anApplication({ name: 'queries', runtimeEnvironment }))
  return refusalOf(() => actions[action]?.(world))
}

const [ofJobs, ofNoSql] = [true, false].map((isOfJobs) =>
  Object.keys(actions).filter((action) => action.includes('Snapshot') === isOfJobs),
) as [string[], string[]]

it.each([
  ...ofNoSql.map((action) => [action, 'SQL-1_0'] as const),
  ...ofJobs.map((action) => [action, 'ZEPPELIN-FLINK-3_0'] as const),
])('refuses %s for an application of %s', async (action, runtime) => {
  expect(await refusal(action, runtime)).toMatchObject({
    name: 'UnsupportedOperationException',
    message: `${action} is not supported for applications of runtime environment ${runtime}.`,
  })
})

it('has snapshots of SQL applications, which AWS has not: they have state here', async () => {
  const world = createWorld()
  await world.store.applications.insert(anApplication({ name: 'queries', runtimeEnvironment: 'SQL-1_0' }))
  expect(await world.act.ListApplicationSnapshots(application, world.context)).toEqual({ SnapshotSummaries: [] })
})

it('has operations of Studio notebooks', async () => {
  expect(await refusal('DescribeApplicationOperation', 'ZEPPELIN-FLINK-3_0')).toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

it('lets only SQL applications have inputs, outputs and reference data', async () => {
  expect(await refusalOf(() => requireSql({ runtimeEnvironment: 'FLINK-2_2' }))).toMatchObject({
    name: 'InvalidArgumentException',
    message: 'You cannot add sql configuration to a Flink application.',
  })
})
