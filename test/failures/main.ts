// npm run failures [-- <mode> …]: lets applications fail in every prepared way and prints what was found, and how fast.
import { controlClient, filesClient } from '../acceptance/harness/clients.ts'
import { curlSigned } from '../acceptance/harness/rest.ts'
import { startWeir } from '../acceptance/harness/weir.ts'
import { upload, makeBucket } from '../acceptance/harness/files.ts'
import { brokenJar } from '../acceptance/harness/applications.ts'
import { type FailureMode, modes } from './modes.ts'
import { keyOf, type Outcome, provoke, type Stage } from './provoke.ts'

/** How many applications fail at a time: each is two JVMs. */
const width = Number(process.env.FAILURES_AT_A_TIME ?? 2)
/** A diagnosis has to be there within this, from the failure. */
const within = 5

/** A restart loop is watched for so long: it goes round a few times, and must never look healthy. */
const watchOnMs = 10_000

const wanted = process.argv.slice(2)
const chosen = modes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const weir = await startWeir()
let wrong = 0
try {
  const bucket = 'failures'
  const stage: Stage = { weir, client: controlClient(weir), call: curlSigned(weir), bucket }
  await makeBucket(filesClient(weir), bucket)
  for (const mode of chosen) await upload(filesClient(weir), bucket, keyOf(mode), brokenJar(mode.jar ?? 'as-asked'))
  const waiting = [...chosen]
  const work = async (): Promise<void> => {
    for (let mode = waiting.shift(); mode !== undefined; mode = waiting.shift()) {
      const tried = mode
      await provoke(stage, tried, { watchOnMs }).then(report, async (error: unknown) => {
        wrong += 1
        console.log(`✗ ${tried.name}: ${String(error).slice(0, 600)}`)
        for (const said of await lastWords(stage, tried)) console.log(`    ${said}`)
      })
    }
  }
  await Promise.all(Array.from({ length: width }, work))
} finally {
  await weir.destroy()
}
console.log(`${chosen.length - wrong} of ${chosen.length} diagnosed rightly within ${within} s`)
process.exitCode = wrong === 0 ? 0 : 1

function report(outcome: Outcome): void {
  const { mode, diagnosis, seconds, health } = outcome
  const right = isRight(mode, outcome)
  if (!right) wrong += 1
  const { exception, operator, subtask, component } = diagnosis.cause
  console.log(
    [
      `${right ? '✓' : '✗'} ${mode.name.padEnd(20)}`,
      `${diagnosis.class}${diagnosis.class === mode.class ? '' : ` (expected ${mode.class})`}`.padEnd(42),
      `${seconds === undefined ? ' – ' : seconds.toFixed(1)} s`,
      `${exception.slice(0, 140)}`,
      `in ${operator ?? '?'} ${subtask ?? ''} ${component ?? ''}; health: ${health.join(' > ')}`,
    ].join(' | '),
  )
  if (process.env.FAILURES_TRACES !== undefined) console.log(JSON.stringify(diagnosis))
}

/** What happened to an application whose diagnosis never came, and what it has logged last. */
async function lastWords({ call }: Stage, { name }: FailureMode): Promise<readonly string[]> {
  const path = `/v1/applications/fails-${name}`
  const told: readonly { message: string }[] = (await call('GET', `${path}/events?limit=100`)).body.events ?? []
  // curl does not sort the query when it signs.
  const { body } = await call('GET', `${path}/logs?limit=25&newest=true`)
  const events: readonly { component: string; event: { messageType: string; logger: string; message: string } }[] =
    body.events ?? []
  const logged = events.map(({ component, event: { messageType, logger, message } }) =>
    [component, messageType, logger.replace(/.*\./, ''), message.slice(0, 300)].join(' '),
  )
  return [...told.map(({ message }) => message), ...logged]
}

function isRight(mode: FailureMode, { diagnosis, seconds, health, healthAfter }: Outcome): boolean {
  // What is broken once it runs may have been healthy before that.
  const looked = mode.then === undefined ? health : healthAfter
  return (
    !looked.includes('HEALTHY') &&
    diagnosis.class === mode.class &&
    mode.cause.test(diagnosis.cause.exception) &&
    (mode.operator === undefined || mode.operator.test(diagnosis.cause.operator ?? '')) &&
    (seconds === undefined || seconds <= within)
  )
}
