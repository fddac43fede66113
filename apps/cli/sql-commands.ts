import type { Command } from './command.ts'
import { segment } from './command.ts'

interface Explanation {
  readonly problems: readonly { readonly line: number; readonly column: number; readonly message: string }[]
  readonly blocks: readonly { readonly stream: string; readonly line: number; readonly flinkSql: string }[]
  readonly plan?: string
}

export const sqlCommands: Readonly<Record<string, Command>> = {
  'sql explain': {
    usage: '<application>',
    about: 'Shows the Flink SQL and the plan that the code of a SQL application becomes.',
    words: ['application'],
    call: ({ words: [application] }) => ({
      method: 'GET',
      base: '/v1',
      path: `/applications/${segment(application)}/sql/explain`,
    }),
    text: (answer) => {
      const { problems, blocks, plan } = answer as unknown as Explanation
      const found = problems.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`)
      const queries = blocks.map(({ stream, line, flinkSql }) => `-- ${stream}, from line ${line}\n${flinkSql};`)
      return [...found, ...queries, ...(plan === undefined ? [] : [`-- Flink's plan\n${plan}`])].join('\n\n')
    },
  },
}
