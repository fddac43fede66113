// Everything a machine can say about the source without running it. Prints each check's result, and the output of those
// that failed; exit code 1 when any did. Name checks to run only those: npm run check -- types lint
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = ['apps', 'packages', 'test', 'bench']

// The longest first: they decide how long the whole takes.
const checks = {
  lint: ['eslint', '.', '--max-warnings', '0'],
  types: ['tsc', '--noEmit'],
  imports: ['depcruise', '--config', '.dependency-cruiser.cjs', ...source],
  generated: ['node', 'scripts/generate.mjs', '--check'],
  layout: ['prettier', '--check', '--log-level', 'warn', '.'],
  copies: ['jscpd'],
  unused: ['knip'],
}

function run([program, ...args]) {
  const started = performance.now()
  return new Promise((resolve) => {
    const path = `${root}node_modules/.bin:${process.env.PATH}`
    const child = spawn(program, args, { cwd: root, env: { ...process.env, PATH: path } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    const end = (passed) => resolve({ passed, output, seconds: (performance.now() - started) / 1000 })
    child.on('error', (error) => {
      output += error.message
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

const wanted = process.argv.slice(2)
for (const name of wanted) if (!(name in checks)) throw new Error(`no check ${name}; there are: ${Object.keys(checks)}`)
const queue = Object.keys(checks).filter((name) => wanted.length === 0 || wanted.includes(name))
const failed = []

async function lane() {
  for (let name = queue.shift(); name; name = queue.shift()) {
    const { passed, output, seconds } = await run(checks[name])
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)`)
    if (!passed) failed.push({ name, output })
  }
}

await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, lane))
for (const { name, output } of failed) console.error(`\n--- ${name}\n${output.trim()}`)
process.exitCode = failed.length === 0 ? 0 : 1
