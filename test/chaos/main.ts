// npm run chaos -- [--short] [--seed N] [--only kind,kind] [--rounds N] [--seconds N]
import { parseArgs } from 'node:util'
import { faults } from './faults/index.ts'
import { keep, print, violationsOf } from './report.ts'
import { runChaos } from './run.ts'

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
})

if (values.list) {
  console.log([...faults.map(({ kind }) => kind), 'crash-<operation>'].join('\n'))
} else {
  const report = await runChaos({
    seed: Number(values.seed),
    short: values.short,
    only: values.only?.split(','),
    rounds: values.rounds === undefined ? undefined : Number(values.rounds),
    seconds: Number(values.seconds ?? (values.short ? 60 : 100_000)),
    say: (line) => {
      console.log(line)
    },
  })
  console.log(`\n${print(report)}\n${keep(report)}`)
  process.exitCode = violationsOf(report.rows).length === 0 ? 0 : 1
}
process.exit()
