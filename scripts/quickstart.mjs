// npm run quickstart: from a fresh clone to a real Flink application, told step by step.
//   npm run quickstart              stays up afterwards, until Ctrl-C
//   npm run quickstart -- --exit    ends with code 0 and stops everything it started
// Settings: WEIR_DATA_DIR, WEIR_PORT, WEIR_S3_PORT and the others of .env.example.
import { join, relative, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createProgress } from './provision/progress.mjs'
import { ensurePrerequisites } from './prerequisites.mjs'
import { provision } from './provision.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const exitAfterwards = process.argv.includes('--exit')
const say = (text = '') => console.log(text)

const settings = {
  dataDir: resolve(root, process.env.WEIR_DATA_DIR || '.weir'),
  endpoint: `http://127.0.0.1:${process.env.WEIR_PORT || 4580}`,
  s3Endpoint: process.env.S3_ENDPOINT || `http://127.0.0.1:${process.env.WEIR_S3_PORT || 4581}`,
  region: process.env.WEIR_REGION || 'us-east-1',
  accountId: process.env.WEIR_ACCOUNT_ID || '123456789012',
}
const name = 'quickstart-flights'
const bucket = 'weir-quickstart'
// A run of its own in the bucket: results of earlier runs stay where they are.
const run = `run-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`
const paths = { code: `${run}/flights.jar`, input: `${run}/flights/`, output: `${run}/results/` }

let weir
let interrupted = false
let interruptedAt = 0

async function main() {
  const progress = createProgress()
  say('Weir quickstart\n\nPrerequisites and parts')
  await progress.step('prerequisites', () => ensurePrerequisites({ log: progress.note }))
  await provision({ progress, runtimes: ['FLINK-2_2'] })

  say(`\nWeir, in ${settings.dataDir}`)
  // Node built-ins only until here: what follows is made of the node modules that were just installed.
  const story = await loadStory()
  weir = story.launchWeir({ root, ...settings })
  await progress.step('start', weir.ready)
  const credentialsFile = join(settings.dataDir, 'credentials')
  const credentials = story.readCredentials(credentialsFile)
  const clients = story.createClients({ ...settings, credentials, s3Credentials: s3Key() ?? credentials })
  const files = story.createFiles({ s3: clients.s3, bucket })
  const application = story.createApplicationDriver({ ...clients, name, note: progress.note })

  await runApplication({ story, progress, files, application })

  say(`\nAll of it worked, in ${progress.seconds().toFixed(0)} s.`)
  if (exitAfterwards) {
    say('\nStopping')
    await progress.step('StopApplication', application.stop)
    await progress.step('stop of Weir', weir.stop)
    return
  }
  sayHowToGoOn({ credentialsFile })
  const how = await weir.exited
  if (!interrupted) throw new Error(`Weir ended by itself (${how}); see ${weir.logFile}`)
}

async function runApplication({ story, progress, files, application }) {
  const { compareResults, busiestAirports, tableOf } = story
  const parts = story.toParts(await story.readFlights(), 3)
  const producer = story.createProducer({ files, prefix: paths.input, parts })
  const show = (rows) => tableOf(rows).forEach(progress.note)

  /** Waits until the results in S3 are, row by row, those that the data sent so far must give. */
  const settled = async () => {
    const expected = producer.expected()
    for (let tries = 1; ; tries += 1) {
      const rows = await files.readRows(paths.output)
      const { missing, doubled, wrong, exact } = compareResults(rows, expected)
      if (exact) return rows
      // Missing rows may still come; a row that is there twice, or wrong, cannot become right.
      if (doubled.length + wrong.length > 0 || tries > 240) {
        const example = JSON.stringify(doubled[0] ?? wrong[0] ?? missing[0])
        throw new Error(
          `of ${expected.size} results ${missing.length} are missing, ${doubled.length} doubled, ${wrong.length} wrong: ${example}`,
        )
      }
      if (tries % 20 === 0) await application.requireRunning()
      await pause(500)
    }
  }
  const exactly = (rows) => `${rows.length} results of ${producer.sentFlights()} flights: none missing, none doubled`

  say('\nA Flink application on real data (flights of 2001, npm vega-datasets)')
  if (await application.describe()) {
    await progress.step('application of an earlier run removed', application.removeOld)
  }
  await progress.step('code and first flights to S3', async () => {
    await files.makeBucket()
    await files.putFile(paths.code, join(root, 'java/examples/flights/target/flights.jar'))
    await producer.send(8)
    return `s3://${bucket}/${run}/`
  })
  const request = { name, bucket, accountId: settings.accountId, codeKey: paths.code, ...paths }
  await progress.step('CreateApplication', () => application.create(story.createRequest(request)))
  await progress.step('StartApplication', () => application.start())
  producer.feed(1000)
  await progress.step('first results in S3', async () => {
    for (let tries = 1; ; tries += 1) {
      const rows = await files.readRows(paths.output)
      if (rows.length > 0) return `${rows.length} rows`
      if (tries % 20 === 0) await application.requireRunning()
      if (tries > 600) throw new Error('no result after two minutes')
      await pause(200)
    }
  })
  let before
  await progress.step('results against the data set', async () => {
    // More than the first checkpoint's: the stream goes on while we look.
    await pause(3000)
    await producer.pause()
    before = await settled()
    return exactly(before)
  })
  show(busiestAirports(before))

  say('\nSnapshot, stop, start from the snapshot')
  const snapshotName = `${name}-${run.slice(4)}`
  await progress.step('CreateApplicationSnapshot', () => application.snapshot(snapshotName))
  await progress.step('StopApplication', application.stop)
  await progress.step('more flights while it is stopped', () => producer.send(4))
  await progress.step('StartApplication from the snapshot', () =>
    application.start({
      ApplicationRestoreConfiguration: {
        ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
        SnapshotName: snapshotName,
      },
    }),
  )
  let after
  await progress.step('counts go on', async () => {
    producer.feed(500)
    await producer.drained()
    after = await settled()
    return exactly(after)
  })
  show(busiestAirports(after))
}

async function loadStory() {
  // The SDK announces on every start which Node versions it will support next year.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  const modules = ['weir-process', 'clients', 'files', 'application', 'producer', 'flights', 'results-table']
  return Object.assign({}, ...(await Promise.all(modules.map((module) => import(`./quickstart/${module}.mjs`)))))
}

/** The key of an S3 that is not the embedded one. */
function s3Key() {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = process.env
  return process.env.S3_ENDPOINT ? { accessKeyId, secretAccessKey } : undefined
}

function sayHowToGoOn({ credentialsFile }) {
  const aws = `aws kinesisanalyticsv2 --endpoint-url ${settings.endpoint}`
  say(`
Weir stays up until Ctrl-C.
  endpoint      ${settings.endpoint}   (S3: ${settings.s3Endpoint})
  API docs      ${settings.endpoint}/docs
  credentials   ${credentialsFile}
  logs          ${join(settings.dataDir, 'logs')}

Try:
  export AWS_SHARED_CREDENTIALS_FILE=${credentialsFile} AWS_DEFAULT_REGION=${settings.region}
  ${aws} list-applications
  ${aws} describe-application --application-name ${name}
  aws s3 --endpoint-url ${settings.s3Endpoint} ls s3://${bucket}/${paths.output}
`)
}

/** Ends what was started, once; a second Ctrl-C does not wait for it (Weir goes on stopping by itself). */
async function interrupt(signal) {
  // One Ctrl-C may arrive twice: from the terminal, and passed on by npm.
  if (interrupted && performance.now() - interruptedAt < 1000) return
  if (interrupted) process.exit(130)
  interrupted = true
  interruptedAt = performance.now()
  say(`\n${signal}: stopping Weir (once more to leave at once)`)
  await weir?.stop()
  process.exit(signal === 'SIGINT' ? 130 : 143)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void interrupt(signal))

try {
  await main()
  process.exit(0)
} catch (error) {
  if (!interrupted) {
    console.error(`\nThe quickstart failed: ${error.message}`)
    console.error(
      `Logs: ${relative(process.cwd(), join(settings.dataDir, 'logs'))} (of Weir, Postgres, S3 and each cluster)`,
    )
    await weir?.stop()
    process.exit(1)
  }
}
