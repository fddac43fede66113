import { readFileSync } from 'node:fs'
import { readEnvironment } from './config.ts'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), {
  env: readEnvironment(),
  readFile: (path) => readFileSync(path, 'utf8'),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
})
