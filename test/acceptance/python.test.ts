// Python applications: functions and keyed state in Python run on real Flink, survive a kill and go on from a snapshot, and
// what is wrong with one is told with Python's own words.
import {
  CreateApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  type KinesisAnalyticsV2Client,
  type RuntimeEnvironment,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { linesBelow, makeBucket, upload } from './harness/files.ts'
import { flinkProcesses, processesOf } from './harness/processes.ts'
import { pythonApplication, pythonExample, zipOf } from './harness/python-application.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'python'
const airports = ['ATL', 'BOS', 'DEN']
// Others are run by hand: each needs a Python environment of its own.
const runtimes = (process.env.WEIR_TEST_PYTHON_RUNTIMES ?? 'FLINK-2_2').split(',') as RuntimeEnvironment[]

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client
let watch: ReturnType<typeof watcher>

beforeAll(async () => {
  weir = await startWeir()
  client = controlClient(weir)
  files = filesClient(weir)
  watch = watcher(weir, client)
  await makeBucket(files, bucket)
})
afterAll(async () => weir.destroy())

/** Flights `from` up to `to`, a file of them. */
async function publish(name: string, from: number, to: number): Promise<void> {
  const lines = Array.from({ length: to - from }, (_, at) => {
    const id = from + at
    return JSON.stringify({ id, origin: airports[id % airports.length], delay: (id % 40) - 10 })
  })
  const Key = `in/${name}/flights-${String(from).padStart(6, '0')}.json`
  await files.send(new PutObjectCommand({ Bucket: bucket, Key, Body: `${lines.join('\n')}\n` }))
}

interface Result {
  readonly id: number
  readonly origin: string
  readonly lateness: string
  readonly nth: number
}

/** What must be there of `count` flights, whatever happened on the way: each once, each airport's counted without hole. */
async function results(name: string, count: number): Promise<void> {
  const seen = await until(
    `${count} flights of ${name}`,
    async () => {
      const lines = await linesBelow(files, bucket, `out/${name}/`)
      return lines.length >= count && lines.map((line) => JSON.parse(line) as Result)
    },
    { lastKnown: () => weir.log().split('\n').slice(-10).join('\n') },
  )
  expect(seen.map(({ id }) => id).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, id) => id))
  for (const airport of airports) {
    const numbers = seen.filter(({ origin }) => origin === airport).map(({ nth }) => nth)
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1))
  }
  const latenessOf = (id: number) => (id % 40 < 10 ? 'early' : id % 40 < 25 ? 'on time' : 'late')
  expect(seen.every(({ id, lateness }) => lateness === latenessOf(id))).toBe(true)
}

const pythons = () => processesOf(weir.dataDir).filter(({ commandLine }) => /python[\d.]*$/.test(commandLine[0] ?? ''))

it.each(runtimes)('a function and keyed state survive a kill and a stop on %s', async (runtime) => {
  const name = `flights-${runtime.toLowerCase().replace('_', '-')}`
  const application = { ApplicationName: name }
  await upload(files, bucket, 'flights.zip', zipOf(pythonExample()))
  const runOptions = { python: 'main.py', pyFiles: 'lib/lateness.py' }
  await client.send(
    new CreateApplicationCommand(pythonApplication({ name, bucket, code: 'flights.zip', runtime, runOptions })),
  )
  await publish(name, 0, 300)
  await client.send(new StartApplicationCommand(application))
  await watch.reaches(name, 'RUNNING', 600)
  await results(name, 300)

  const victim = flinkProcesses(weir.dataDir).find(({ component }) => component === 'taskmanager')
  process.kill(victim?.pid ?? 0, 'SIGKILL')
  await publish(name, 300, 600)
  await results(name, 600)

  await client.send(new StopApplicationCommand(application))
  await watch.reaches(name, 'READY')
  await until('Python to be gone', async () => pythons().length === 0)
  await publish(name, 600, 900)
  await client.send(new StartApplicationCommand(application))
  await watch.reaches(name, 'RUNNING')
  await results(name, 900)
  await client.send(new StopApplicationCommand({ ...application, Force: true }))
  await watch.reaches(name, 'READY')
})

const failing: readonly [string, Record<string, string>, Record<string, string>, RegExp][] = [
  [
    'a main script that is not there',
    { 'other.py': '' },
    { python: 'main.py' },
    /run\.options.*python names "main\.py", which is not in the archive/,
  ],
  [
    'a main that throws',
    {
      'app/main.py': 'import settings\n\nsettings.read("Path")\n',
      'app/settings.py': 'def read(name):\n    raise ValueError(f"property {name} is missing")\n',
    },
    { python: 'app/main.py' },
    /^ValueError: property Path is missing, at read \(app\/settings\.py:2\), at <module> \((app\/)?main\.py:3\)/,
  ],
]

it.each(failing)('tells of %s', async (what, texts, runOptions, said) => {
  const name = what.replaceAll(' ', '-')
  await upload(files, bucket, `${name}.zip`, zipOf(texts))
  await client.send(new CreateApplicationCommand(pythonApplication({ name, bucket, code: `${name}.zip`, runOptions })))
  const { OperationId } = await client.send(new StartApplicationCommand({ ApplicationName: name }))
  expect(await watch.operationEnds(name, OperationId)).toMatchObject({
    OperationStatus: 'FAILED',
    OperationFailureDetails: { ErrorInfo: { ErrorString: expect.stringMatching(said) } },
  })
})
