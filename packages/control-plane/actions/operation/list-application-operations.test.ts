import { anOperation, refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

const world = async () => {
  const { act, context, created, store } = createWorld()
  const { id: applicationId } = await created()
  for (const [n, name] of (['StartApplication', 'StopApplication', 'StartApplication'] as const).entries()) {
    const startedAt = new Date(Date.UTC(2026, 1, 1, 0, 0, n))
    const status = n === 2 ? 'FAILED' : 'SUCCESSFUL'
    await store.operations.insert(anOperation({ applicationId, id: `operation-${n}`, name, startedAt, status }))
  }
  const list = (given: object = {}) => act.ListApplicationOperations({ ApplicationName: 'flights', ...given }, context)
  const names = async (given?: object) =>
    ((await list(given)).ApplicationOperationInfoList ?? []).map(({ Operation }) => Operation)
  return { list, names }
}

it('lists the newest first', async () => {
  const { names } = await world()
  expect(await names()).toEqual(['StartApplication', 'StopApplication', 'StartApplication', 'CreateApplication'])
})

it('goes on a page at a time', async () => {
  const { list } = await world()
  const first = await list({ Limit: 3 })
  expect(first.ApplicationOperationInfoList).toHaveLength(3)
  const second = await list({ Limit: 3, NextToken: first.NextToken })
  expect(second.ApplicationOperationInfoList).toMatchObject([{ Operation: 'CreateApplication' }])
  expect(second.NextToken).toBeUndefined()
  expect((await refusalOf(() => list({ NextToken: 'nonsense' }))).name).toBe('InvalidArgumentException')
})

it('goes on behind an operation that is no longer kept', async () => {
  const { list } = await world()
  const NextToken = btoa(`operation:${Date.UTC(2026, 1, 1, 0, 0, 1)}:zzz-gone`)
  const { ApplicationOperationInfoList: rest } = await list({ NextToken })
  expect(rest?.map(({ Operation }) => Operation)).toEqual(['StopApplication', 'StartApplication', 'CreateApplication'])
})

it('filters by name, by status and by both', async () => {
  const { names } = await world()
  expect(await names({ Operation: 'StopApplication' })).toEqual(['StopApplication'])
  expect(await names({ OperationStatus: 'FAILED' })).toEqual(['StartApplication'])
  expect(await names({ Operation: 'StopApplication', OperationStatus: 'FAILED' })).toEqual([])
})
