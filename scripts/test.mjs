// npm test: everything, from a fresh clone. Name rings to run only those, and after them anything Jest understands:
//   npm test -- unit          npm test -- acceptance lifecycle-boto3
// The ring `terraform` needs a terraform on the PATH and runs only when it is named, or by `all`: npm run test:terraform
// Node built-ins and our own built-in-only modules are all that may be imported here: nothing is installed yet.
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jestResults, surefireResults } from './test/results.mjs'
import { needRareRuntimes, provideRareRuntimes } from './test/rare-runtimes.mjs'
import { provideKafkaBroker } from './test/kafka-broker.mjs'
import { provideTools } from './test/tools.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const results = `${root}.cache/test-results`

const rings = {
  check: () => step('node', 'scripts/check.mjs'),
  java: async () => {
    const passed = await run('mvn', ['--batch-mode', '--quiet', '--file', 'java/pom.xml', 'test'])
    return { ...surefireResults(`${root}java`), broken: !passed }
  },
  unit: async (patterns) => {
    const notes = `${results}/notes`
    rmSync(notes, { recursive: true, force: true })
    mkdirSync(notes)
    const ended = await jest('unit', ['--maxWorkers=2', ...patterns], { WEIR_TEST_NOTES: notes })
    const whole = patterns.length === 0 && !ended.broken
    return {
      ...ended,
      broken: ended.broken || (whole && !(await run('node', ['scripts/coverage.mjs', '--check', notes]))),
    }
  },
  conformance: (patterns) => jest('conformance', ['--runInBand', '--forceExit', ...patterns]),
  acceptance: (patterns) => jest('acceptance', ['--runInBand', '--forceExit', ...patterns]),
  terraform: (patterns, output) => jest('terraform', ['--maxWorkers=2', '--forceExit', ...patterns], {}, output),
}

/** Mostly Terraform's own pauses between two looks: it runs beside the rings from `conformance` on. */
const besideOthers = 'terraform'

/** Terraform is no part of any package registry: a ring of its own, which `all` includes. */
const byDefault = Object.keys(rings).filter((ring) => ring !== 'terraform')

function run(program, args, environment = {}, output = 'inherit') {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', output, output],
    })
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
}

async function step(program, ...args) {
  return { passed: 0, failed: 0, broken: !(await run(program, args)) }
}

async function jest(ring, args, environment = {}, log = 'inherit') {
  const output = `${results}/${ring}.json`
  rmSync(output, { force: true })
  const passed = await run(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--selectProjects', ring, '--json', `--outputFile=${output}`, ...args],
    {
      ...environment,
      NODE_OPTIONS:
        '--experimental-vm-modules --disable-warning=ExperimentalWarning --disable-warning=NodeVersionSupportWarning',
    },
    log,
  )
  return { ...jestResults(output), broken: !passed }
}

async function runRing(ring, output) {
  const started = performance.now()
  const { passed, failed, broken } = await rings[ring](patterns, output)
  sum.passed += passed
  sum.failed += failed + (broken && failed === 0 ? 1 : 0) // a ring that broke without a failed test is a failure too
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(`== ${ring}: ${broken || failed > 0 ? 'FAILED' : 'ok'} in ${seconds} s`)
}

/** Its output comes in one piece when it has ended. */
async function runBeside(ring) {
  const file = `${results}/${ring}.log`
  const output = openSync(file, 'w')
  try {
    await runRing(ring, output)
  } finally {
    closeSync(output)
    process.stdout.write(readFileSync(file))
  }
}

/** What every ring stands on; when it fails nothing else is tried. */
async function prepare() {
  const node = async (script) => {
    if (!(await run(process.execPath, [`scripts/${script}.mjs`]))) throw new Error(`scripts/${script}.mjs failed`)
  }
  await node('prerequisites')
  const provisioned = node('provision')
  provideTools({ log: console.log })
  await provisioned
  if (chosen.includes('acceptance')) provideKafkaBroker({ log: console.log })
  await node('build')
}

const words = process.argv.slice(2)
const named = words.includes('all') ? Object.keys(rings) : words.filter((word) => word in rings)
const patterns = words.filter((word) => word !== 'all' && !(word in rings))
const chosen = named.length > 0 ? named : byDefault
const sum = { passed: 0, failed: 0 }

try {
  mkdirSync(results, { recursive: true })
  await prepare()
  const inTurn = chosen.length === 1 ? chosen : chosen.filter((ring) => ring !== besideOthers)
  let beside
  let rareRuntimes
  for (const ring of inTurn) {
    // Not before the Java ring: one Maven at a time on one local repository.
    const mayFetch = ring !== 'check' && ring !== 'java' && inTurn.includes('acceptance') && needRareRuntimes(patterns)
    if (mayFetch) rareRuntimes ??= provideRareRuntimes({ log: console.log })
    if (ring === 'acceptance') await rareRuntimes
    const heavy = ring === 'conformance' || ring === 'acceptance'
    if (heavy && inTurn.length < chosen.length) beside ??= runBeside(besideOthers)
    await runRing(ring)
  }
  if (inTurn.length < chosen.length) await (beside ?? runBeside(besideOthers))
} catch (error) {
  console.error(error.message)
  sum.failed += 1
}

console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
process.exitCode = sum.failed === 0 ? 0 : 1
