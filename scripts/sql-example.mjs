// npm run example:sql: a SQL-1_0 application on real data, on a Weir of its own. It reads flights of 2001 (npm vega-datasets) as a stream and gives
// each an anomaly score by AWS's RANDOM_CUT_FOREST. The stream that its configuration names is bound to files here; nothing of AWS is there.
//   npm run example:sql              stays up afterwards, until Ctrl-C
//   npm run example:sql -- --exit    ends with code 0 and stops everything it started
// Settings: WEIR_DATA_DIR, WEIR_PORT, WEIR_S3_PORT and the others of .env.example.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
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
  s3Endpoint: `http://127.0.0.1:${process.env.WEIR_S3_PORT || 4581}`,
  region: 'us-east-1',
  accountId: '123456789012',
}
const name = 'flight-anomalies'
const bucket = 'weir-sql-example'
const howMany = 5000
// A run of its own in the bucket: results of earlier runs stay where they are.
const run = `run-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`
const streamArn = (stream) => `arn:aws:kinesis:${settings.region}:${settings.accountId}:stream/${stream}`

/** As it would be on AWS. */
const code = `CREATE OR REPLACE STREAM "SCORES" (
  "id" VARCHAR(8), "origin" VARCHAR(4), "destination" VARCHAR(4), "delay" INTEGER, "distance" INTEGER, "score" DOUBLE);

CREATE OR REPLACE PUMP "SCORING" AS INSERT INTO "SCORES"
  SELECT STREAM "id", "origin", "destination", "delay", "distance", ANOMALY_SCORE
  FROM TABLE(RANDOM_CUT_FOREST(
    CURSOR(SELECT STREAM "id", "origin", "destination", "delay", "distance" FROM "FLIGHTS_001"), 50, 256));
`

const columns = {
  id: 'VARCHAR(8)',
  origin: 'VARCHAR(4)',
  destination: 'VARCHAR(4)',
  delay: 'INTEGER',
  distance: 'INTEGER',
}

const createRequest = () => ({
  ApplicationName: name,
  ApplicationDescription: 'How unusual each flight is, by its delay and distance',
  RuntimeEnvironment: 'SQL-1_0',
  ServiceExecutionRole: `arn:aws:iam::${settings.accountId}:role/weir-default`,
  ApplicationConfiguration: {
    ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: code } },
    SqlApplicationConfiguration: {
      Inputs: [
        {
          NamePrefix: 'FLIGHTS',
          KinesisStreamsInput: { ResourceARN: streamArn('flights') },
          InputSchema: {
            RecordColumns: Object.entries(columns).map(([Name, SqlType]) => ({ Name, SqlType, Mapping: `$.${Name}` })),
            RecordFormat: {
              RecordFormatType: 'JSON',
              MappingParameters: { JSONMappingParameters: { RecordRowPath: '$' } },
            },
          },
        },
      ],
      Outputs: [
        {
          Name: 'SCORES',
          KinesisStreamsOutput: { ResourceARN: streamArn('scores') },
          DestinationSchema: { RecordFormatType: 'JSON' },
        },
      ],
    },
  },
})

let weir

async function main() {
  const progress = createProgress()
  say('A SQL application on Weir\n\nPrerequisites and parts')
  await progress.step('prerequisites', () => ensurePrerequisites({ log: progress.note }))
  await provision({ progress, runtimes: ['FLINK-1_20'] })

  say(`\nWeir, in ${settings.dataDir}`)
  process.env.WEIR_SQL_BINDINGS = writeBindings()
  const story = await loadStory()
  weir = story.launchWeir({ root, ...settings })
  await progress.step('start', weir.ready)
  const credentials = story.readCredentials(join(settings.dataDir, 'credentials'))
  const clients = story.createClients({ ...settings, credentials, s3Credentials: credentials })
  const files = story.createFiles({ s3: clients.s3, bucket })
  const application = story.createApplicationDriver({ ...clients, name, note: progress.note })

  say('\nA SQL-1_0 application: how unusual is each flight?')
  if (await application.describe()) {
    await progress.step('application of an earlier run removed', application.removeOld)
  }
  await progress.step('flights to S3', async () => {
    await files.makeBucket()
    const flights = (await story.readFlights()).slice(0, howMany)
    await files.put(`${run}/flights/flights.jsonl`, flights.map((flight) => `${JSON.stringify(flight)}\n`).join(''))
    return `${flights.length} records`
  })
  await progress.step('CreateApplication', () => application.create(createRequest()))
  await progress.step('StartApplication', () =>
    application.start({
      SqlRunConfigurations: [
        { InputId: '1.1', InputStartingPositionConfiguration: { InputStartingPosition: 'TRIM_HORIZON' } },
      ],
    }),
  )
  let rows
  await progress.step('a score for every flight', async () => {
    for (let tries = 1; ; tries += 1) {
      rows = await files.readRows(`${run}/scores/`)
      if (rows.length >= howMany) return `${rows.length} rows`
      if (tries % 20 === 0) await application.requireRunning()
      if (tries > 600) throw new Error(`only ${rows.length} of ${howMany} scores after five minutes`)
      await pause(500)
    }
  })
  say('\nThe ten most unusual')
  const unusual = [...rows].sort((a, b) => b.score - a.score).slice(0, 10)
  for (const { origin, destination, delay, distance, score } of unusual) {
    say(
      `  ${origin} to ${destination}  ${String(delay).padStart(5)} minutes late, ${String(distance).padStart(5)} miles  score ${score.toFixed(2)}`,
    )
  }
  say(`\nAll of it worked, in ${progress.seconds().toFixed(0)} s.`)
  if (exitAfterwards) {
    say('\nStopping')
    await progress.step('StopApplication', application.stop)
    await progress.step('stop of Weir', weir.stop)
    return
  }
  say(`
Weir stays up until Ctrl-C, at ${settings.endpoint}. What the code becomes on Flink:
  WEIR_ENDPOINT=${settings.endpoint} WEIR_DATA_DIR=${settings.dataDir} npx weir sql explain ${name}`)
  await weir.exited
}

/** What stands behind the two streams. */
function writeBindings() {
  mkdirSync(settings.dataDir, { recursive: true })
  const file = join(settings.dataDir, 'sql-example-bindings.json')
  const at = (place) => ({ kind: 'files', uri: `s3://${bucket}/${run}/${place}/` })
  writeFileSync(file, JSON.stringify({ [streamArn('flights')]: at('flights'), [streamArn('scores')]: at('scores') }))
  return file
}

async function loadStory() {
  // The SDK announces on every start which Node versions it will support next year.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  const modules = ['weir-process', 'clients', 'files', 'application', 'flights']
  return Object.assign({}, ...(await Promise.all(modules.map((module) => import(`./quickstart/${module}.mjs`)))))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    say(`\n${signal}: stopping Weir`)
    await weir?.stop()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  })
}

try {
  await main()
  process.exit(0)
} catch (error) {
  console.error(`\nThe example failed: ${error.message}\nLogs: ${join(settings.dataDir, 'logs')}`)
  await weir?.stop()
  process.exit(1)
}
