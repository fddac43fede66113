import type { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2'
import { S3Client } from '@aws-sdk/client-s3'
import { controlClient } from '../acceptance/harness/clients.ts'
import { startPostgres, startRedis, startS3, type Postgres, type Redis } from '../acceptance/harness/parts.ts'
import { flinkProcesses, processesOf, type FlinkProcess } from '../acceptance/harness/processes.ts'
import { layWeir } from '../acceptance/harness/weir.ts'
import { isRunning, readyAgain, supervise, type Member } from './member.ts'
import { NotPossibleHere } from './not-possible-here.ts'
import { makeOwnNetwork, type OwnNetwork } from './own-network.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { send } from './send.ts'
import type { Site } from './site.ts'
import { makeSmallDisk, type SmallDisk } from './small-disk.ts'

/** The bucket of the load. */
export const bucket = 'chaos'
/** So long a host that is cut off keeps its applications. */
export const leaseSeconds = 20

/** A small production: an api, two worker hosts, and Postgres, Redis and S3 behind proxies. */
export interface Fleet {
  readonly api: Member
  readonly workers: readonly [Member, Member]
  readonly postgres: Postgres
  readonly redis: Redis
  readonly weather: { readonly redis: Proxy; readonly s3: Proxy }
  readonly control: KinesisAnalyticsV2Client
  /** Straight to S3, past the proxy. */
  readonly files: S3Client
  /** Flink's processes of both hosts. */
  flinks(): FlinkProcess[]
  /** Whose processes they are. */
  hostOf(process: FlinkProcess): Member
  /** The workers' data directories are small file systems of their own. */
  readonly smallDisks: boolean
  /** Waits until every supervised process is ready. */
  ready(): Promise<void>
}

const s3Key = { accessKeyId: 'CHAOSS3EXAMPLE', secretAccessKey: 'chaos-s3-secret' }
const database = { user: 'weir', password: 'weir' }

/**
 * Starts one on a site. With `ownNetworks` each worker host is in a network namespace, where the machine allows it; without, hosts differ by
 * their data directories.
 */
export async function startFleet(site: Site, { ownNetworks = false } = {}): Promise<Fleet> {
  const part = async <P extends { stop(): Promise<unknown> }>(starting: Promise<P>): Promise<P> => {
    const started = await starting
    await site.onClear(() => started.stop())
    return started
  }
  const [postgres, redis, s3] = await Promise.all([
    part(startPostgres(database)),
    part(startRedis()),
    part(startS3(s3Key)),
  ])
  const networks = ownNetworks ? [0, 1].flatMap((n) => orNone(() => makeOwnNetwork(n))) : []
  for (const each of networks) await site.onClear(() => each.remove())
  const proxy = async (target: () => number): Promise<Proxy> => {
    const started = await startProxy(target, networks.length > 0 ? '0.0.0.0' : undefined)
    await site.onClear(() => started.close())
    return started
  }
  const weather = { redis: await proxy(() => redis.port), s3: await proxy(() => s3.port) }

  const disks: SmallDisk[] = []
  const lay = async (role: 'api' | 'worker', network?: OwnNetwork): Promise<Member> => {
    const way = await proxy(() => postgres.port)
    const outside = network?.gateway ?? '127.0.0.1'
    const weir = await layWeir(
      {
        ...settings,
        REDIS_URL: `redis://${outside}:${weather.redis.port}`,
        S3_ENDPOINT: `http://${outside}:${weather.s3.port}`,
        DATABASE_URL: `postgresql://${database.user}:${database.password}@${outside}:${way.port}/${database.user}`,
        WEIR_ROLE: role,
      },
      network,
    )
    await site.onClear(() => weir.destroy())
    const disk = role === 'api' ? [] : orNone(() => makeSmallDisk(weir.dataDir))
    disks.push(...disk)
    for (const each of disk) await site.onClear(() => each.remove({ keep: hasFailed() }))
    const member: Member = { weir, postgres: way, network, supervised: true, deaths: 0 }
    await site.onClear(() => end(member))
    return member
  }
  const api = await lay('api')
  const workers = [await lay('worker', networks[0]), await lay('worker', networks[1])] as const
  const members = [api, ...workers]
  for (const { weir } of members) weir.launch()
  const supervisor = supervise(members)
  await site.onClear(() => supervisor.stop())

  const ready = async (): Promise<void> => {
    for (const member of members.filter(({ supervised }) => supervised)) await readyAgain(member)
  }
  await ready()
  return {
    api,
    workers,
    postgres,
    redis,
    weather,
    control: controlClient(api.weir),
    files: new S3Client({
      endpoint: `http://127.0.0.1:${s3.port}`,
      region: 'us-east-1',
      credentials: s3Key,
      forcePathStyle: true,
    }),
    flinks: () => flinkProcesses(...workers.map(({ weir }) => weir.dataDir)),
    hostOf: ({ dataDir }) => (workers[0].weir.dataDir === dataDir ? workers[0] : workers[1]),
    smallDisks: disks.length === workers.length,
    ready,
  }
}

const settings = {
  S3_ACCESS_KEY_ID: s3Key.accessKeyId,
  S3_SECRET_ACCESS_KEY: s3Key.secretAccessKey,
  S3_PATH_STYLE: 'true',
  WEIR_STATE_URI: 's3://weir-state/chaos',
  WEIR_ADMIN_ACCESS_KEY_ID: 'WEIRADMINEXAMPLE',
  WEIR_ADMIN_SECRET_ACCESS_KEY: 'weir-admin-secret',
  WEIR_SECRET_KEY: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  WEIR_LEASE_SECONDS: String(leaseSeconds),
  WEIR_SILENCE_SECONDS: '15',
  WEIR_TESTING_CRASHES: 'true',
}

/** What cannot be made here is left out; the fault that needs it says so. */
const orNone = <T>(make: () => T): T[] => {
  try {
    return [make()]
  } catch (error) {
    if (error instanceof NotPossibleHere) return []
    throw error
  }
}

const end = async ({ weir }: Member): Promise<void> => {
  // It may stand still, by a fault that was not over.
  for (const { pid } of processesOf(weir.dataDir)) send(pid, 'SIGCONT')
  if (isRunning({ weir })) await weir.stop().catch(() => weir.kill())
  for (const { pid } of processesOf(weir.dataDir)) send(pid, 'SIGKILL')
}

const hasFailed = (): boolean => (globalThis as { weirTestFailed?: boolean }).weirTestFailed === true
