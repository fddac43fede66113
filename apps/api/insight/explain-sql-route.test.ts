import type { SqlExplanation } from '@weir/domain'
import { AccessDeniedException, InvalidArgumentException } from '@weir/service-model'
import { anApplication } from '@weir/testkit'
import { apiUnderTest, bearer } from '../fixtures/rest-under-test.ts'
import type { InsightDeps } from './insight-deps.ts'

const explanation: SqlExplanation = {
  problems: [],
  blocks: [{ stream: 'COUNTS', line: 2, flinkSql: 'SELECT …' }],
  plan: '#1 Source: Input TRADES_001',
}

const read = async ({ deny = false, name = 'trades', query = '' } = {}) => {
  const insight = {
    findApplication: async (_: unknown, named: string) =>
      ['trades', 'flights'].includes(named) ? anApplication({ name: named }) : undefined,
    permit: async () => {
      if (deny) throw new AccessDeniedException('no')
    },
    explainSql: async (application: { name: string }) => {
      if (application.name === 'trades') return explanation
      throw new InvalidArgumentException('Only SQL applications have code that can be explained.')
    },
  } as unknown as InsightDeps
  const { app } = apiUnderTest({ insight })
  return app.inject({ url: `/v1/applications/${name}/sql/explain${query}`, headers: bearer })
}

it('tells what the code becomes', async () => {
  const answer = await read()
  expect([answer.statusCode, answer.json()]).toEqual([200, explanation])
})

it('is for SQL applications, for those who may see them, and takes no parameter', async () => {
  expect((await read({ name: 'flights' })).statusCode).toBe(400)
  expect((await read({ deny: true })).statusCode).toBe(403)
  expect((await read({ name: 'other' })).statusCode).toBe(404)
  expect((await read({ query: '?verbose=true' })).statusCode).toBe(400)
})
