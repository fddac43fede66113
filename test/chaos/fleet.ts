import { setInterval as every } from 'node:timers/promises'
import type { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2'
import { S3Client } from '@aws-sdk/client-s3'
import { controlClient } from '../acceptance/harness/clients.ts'
import { startPostgres, startRedis, startS3, type Postgres, type Redis } from '../acceptance/harness/parts.ts'
import { flinkProcesses, processesOf, type FlinkProcess } from '../acceptance/harness/processes.ts'
import { layWeir, type Weir } from '../acceptance/harness/weir.ts'
import { send } from './send.ts'
import { NotPossibleHere } from './not-possible-here.ts'
import { makeSmallDisk } from './small-disk.ts'
import { startProxy, type Proxy } from './proxy.ts'

/** The bucket of the load. */
export const bucket = 'chaos'
/** So long a host that is cut off keeps its applications. */
export const leaseSeconds = 10

/** One process of Weir, which a supervisor starts again when it ends, as in production. */
export interface Member {
  readonly weir: Weir
  /** Its own way to Postgres. */
  readonly postgres: Proxy
  /** False while a fault wants it to stay down. */
  supervised: boolean
  deaths: number
}

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
  /** The worker that runs the application now: the load is one at a time. */
  holder(): Member | undefined
  /** The workers' data directories are small file systems of their own. */
  readonly smallDisks: boolean
  /** Waits until every supervised process is ready. */
  ready(): Promise<void>
  destroy(): Promise<void>
}

const s3Key = { accessKeyId: 'CHAOSS3EXAMPLE', secretAccessKey: 'chaos-s3-secret' }
const database = { user: 'weir', password: 'weir' }

export async function startFleet(settings: Record<string, string> = {}): Promise<Fleet> {
  const [postgres, redis, s3] = await Promise.all([startPostgres(database), startRedis(), startS3(s3Key)])
  const weather = { redis: await startProxy(() => redis.port), s3: await startProxy(() => s3.port) }
  const shared = {
    REDIS_URL: `redis://127.0.0.1:${weather.redis.port}`,
    S3_ENDPOINT: `http://127.0.0.1:${weather.s3.port}`,
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
    ...settings,
  }
  const lay = async (role: string): Promise<Member> => {
    const way = await startProxy(() => postgres.port)
    const url = `postgresql://${database.user}:${database.password}@127.0.0.1:${way.port}/${database.user}`
    const weir = await layWeir({ ...shared, WEIR_ROLE: role, DATABASE_URL: url })
    return { weir, postgres: way, supervised: true, deaths: 0 }
  }
  const api = await lay('api')
  const workers = [await lay('worker'), await lay('worker')] as const
  const members = [api, ...workers]
  const disks = workers.flatMap(({ weir }) => smallDisk(weir.dataDir))
  for (const { weir } of members) weir.launch()
  const supervisor = supervise(members)
  const ready = async (): Promise<void> => {
    for (const member of members.filter(({ supervised }) => supervised)) await readyAgain(member)
  }
  const flinks = (): FlinkProcess[] => workers.flatMap(({ weir }) => flinkProcesses(weir.dataDir))
  const fleet: Fleet = {
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
    flinks,
    holder: () => workers.find(({ weir }) => flinkProcesses(weir.dataDir).length > 0),
    smallDisks: disks.length === workers.length,
    ready,
    destroy: async () => {
      await supervisor.stop()
      for (const { weir } of members) if (isRunning({ weir })) await weir.stop().catch(() => weir.kill())
      for (const { pid } of workers.flatMap(({ weir }) => processesOf(weir.dataDir))) send(pid, 'SIGKILL')
      for (const undo of disks) undo()
      for (const { weir } of members) await weir.destroy()
      for (const part of [...members.map((each) => each.postgres), weather.redis, weather.s3]) await part.close()
      for (const part of [postgres, redis, s3]) await part.stop()
    },
  }
  await ready()
  return fleet
}

/** Empty where none can be made; the fault that needs it says so. */
const smallDisk = (dataDir: string): (() => void)[] => {
  try {
    return [makeSmallDisk(dataDir)]
  } catch (error) {
    if (error instanceof NotPossibleHere) return []
    throw error
  }
}

export const isRunning = ({ weir }: Pick<Member, 'weir'>): boolean => {
  try {
    return weir.pid() > 0
  } catch {
    return false
  }
}

/** It may be killed again while it starts: then its successor is waited for. */
const readyAgain = async (member: Member): Promise<void> => {
  for (;;) {
    try {
      await member.weir.ready()
      return
    } catch (error) {
      if (!/ended by itself/.test(String(error)) || !member.supervised) throw error
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
}

const supervise = (members: readonly Member[]) => {
  const halt = new AbortController()
  const watching = (async () => {
    try {
      for await (const _ of every(100, undefined, { signal: halt.signal })) {
        for (const member of members.filter((each) => each.supervised && !isRunning(each))) {
          member.deaths += 1
          member.weir.launch()
        }
      }
    } catch (error) {
      if (!halt.signal.aborted) throw error
    }
  })()
  return {
    stop: async () => {
      halt.abort()
      await watching
    },
  }
}
