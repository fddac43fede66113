import { aSnapshot, refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

it('lists the oldest first, a page at a time', async () => {
  const { act, context, created, store } = createWorld()
  const { id } = await created()
  for (const n of [3, 1, 5, 2, 4]) {
    await store.snapshots.insert(aSnapshot({ applicationId: id, name: `s${n}`, createdAt: new Date(n * 1000) }))
  }
  const pages: (string | undefined)[][] = []
  let NextToken: string | undefined
  do {
    const page = await act.ListApplicationSnapshots({ ApplicationName: 'flights', Limit: 2, NextToken }, context)
    pages.push((page.SnapshotSummaries ?? []).map(({ SnapshotName }) => SnapshotName))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  expect(pages).toEqual([['s1', 's2'], ['s3', 's4'], ['s5']])
})

it('refuses a token that is not its own, and goes on behind a snapshot that is gone', async () => {
  const { act, context, created, store } = createWorld()
  const { id } = await created()
  for (const n of [1, 2])
    await store.snapshots.insert(aSnapshot({ applicationId: id, name: `s${n}`, createdAt: new Date(n) }))
  const list = (NextToken?: string) =>
    act.ListApplicationSnapshots({ ApplicationName: 'flights', Limit: 1, NextToken }, context)
  const { NextToken } = await list()
  const invalid = { name: 'InvalidArgumentException', message: 'The provided NextToken is invalid.' }
  expect(await refusalOf(() => list('nonsense'))).toEqual(invalid)
  for (const text of ['operation:1:s1', 'snapshot:s1', 'snapshot:1:', 'snapshot:-1:s1'])
    expect(await refusalOf(() => list(btoa(text)))).toEqual(invalid)
  await store.snapshots.remove(id, 's1')
  expect(await list(NextToken)).toMatchObject({ SnapshotSummaries: [{ SnapshotName: 's2' }] })
})

it('does not know other applications', async () => {
  const { act, context } = createWorld()
  const refusal = await refusalOf(() => act.ListApplicationSnapshots({ ApplicationName: 'flights' }, context))
  expect(refusal.name).toBe('ResourceNotFoundException')
})
