import { createWorld } from '../../stories/world.ts'

it('lists by name, a page at a time, each name once', async () => {
  const { act, context, created } = createWorld()
  for (const ApplicationName of ['c', 'a', 'e', 'B', 'd']) await created({ ApplicationName })
  const pages: string[][] = []
  let NextToken: string | undefined
  do {
    const page = await act.ListApplications({ Limit: 2, NextToken }, context)
    pages.push(page.ApplicationSummaries.map(({ ApplicationName }) => ApplicationName))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  expect(pages).toEqual([['B', 'a'], ['c', 'd'], ['e']])
})

it('goes on from the name in the token, which need not exist any more', async () => {
  const { act, context, created } = createWorld()
  for (const ApplicationName of ['a', 'c']) await created({ ApplicationName })
  const { ApplicationSummaries: rest } = await act.ListApplications({ NextToken: 'b' }, context)
  expect(rest.map(({ ApplicationName }) => ApplicationName)).toEqual(['c'])
})

it('answers fifty when no limit is given, and no token on the last page', async () => {
  const { act, context, created } = createWorld()
  for (let n = 0; n < 51; n += 1) await created({ ApplicationName: `a${String(n).padStart(2, '0')}` })
  const first = await act.ListApplications({}, context)
  expect(first.ApplicationSummaries).toHaveLength(50)
  expect(first.NextToken).toBe('a50')
  expect((await act.ListApplications({ NextToken: first.NextToken }, context)).NextToken).toBeUndefined()
})
