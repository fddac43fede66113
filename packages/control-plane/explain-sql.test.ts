import type { SqlCompiler, SqlExplanation } from '@weir/domain'
import { CompilerUnavailableError } from '@weir/domain'
import { aSpec, anApplication, refusalOf } from '@weir/testkit'
import { createExplainSql } from './explain-sql.ts'
import { createWorld } from './stories/world.ts'

const explanation: SqlExplanation = { problems: [], blocks: [{ stream: 'A', line: 1, flinkSql: 'SELECT …' }] }
const explain = createExplainSql({
  code: createWorld().deps.code,
  sqlCompiler: {
    explain: ({ code }) =>
      code === 'hang' ? Promise.reject(new CompilerUnavailableError('no answer')) : Promise.resolve(explanation),
  } as SqlCompiler,
})
const ofText = (text: string | undefined) =>
  explain(
    anApplication({
      name: 'trades',
      spec: aSpec({
        runtimeEnvironment: 'SQL-1_0',
        code: text === undefined ? undefined : { contentType: 'PLAINTEXT', text },
      }),
    }),
  )

it('explains code, also of an application that has nothing else', async () => {
  expect(await ofText('CREATE …')).toEqual(explanation)
})

it.each([
  ['InvalidArgumentException', () => explain(anApplication())],
  ['InvalidApplicationConfigurationException', () => ofText(undefined)],
  ['ServiceUnavailableException', () => ofText('hang')],
])('answers %s where it cannot', async (name, asked) => {
  expect((await refusalOf(asked)).name).toBe(name)
})
