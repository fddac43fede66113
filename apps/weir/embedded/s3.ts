import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@weir/domain'
import type { AccessKey } from './credentials.ts'
import { isFree } from './free-port.ts'
import { readIfThere, writePrivateFile } from './private-file.ts'
import { isRunning } from './process-identity.ts'
import { probeS3 } from './s3-probe.ts'
import { spawnServer } from './spawn-server.ts'
import { stopProcess, type IdentifiedProcess, type Persuasion } from './stop-process.ts'
import { supervise } from './supervise.ts'

export interface EmbeddedS3 {
  readonly endpoint: string
  /** The server that runs now; another one after it was restarted. */
  pid(): number
  stop(): Promise<void>
}

const persuasion: Persuasion = [{ signal: 'SIGTERM', waitMs: 8_000 }]

/**
 * The embedded S3 endpoint: S3Proxy on plain folders in `<dataDir>/s3`, one a bucket. Every identity sees the same data (S3Proxy knows
 * no policies): identities tell callers apart and can be changed on their own. Adopted when it outlived a killed parent, started again
 * when it dies.
 */
export async function startEmbeddedS3({
  dataDir,
  port,
  host,
  identities,
  jar,
  java,
  logger,
}: {
  dataDir: string
  port: number
  host: string
  identities: readonly AccessKey[]
  /** S3Proxy with its dependencies. */
  jar: string
  java: string
  logger: Logger
}): Promise<EmbeddedS3> {
  // Bound to every address, it is still reached over loopback from here.
  const endpoint = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  const home = join(dataDir, 's3-server')
  const record = join(home, 'server.json')
  const temporary = join(home, 'tmp')
  await Promise.all([
    mkdir(join(dataDir, 's3'), { recursive: true, mode: 0o700 }),
    mkdir(temporary, { recursive: true }),
  ])

  const start = async (): Promise<IdentifiedProcess> => {
    const orphan = await orphanedServer(record)
    if (orphan !== undefined) {
      if (await answers(endpoint, identities)) {
        logger.info({ pid: orphan.pid, endpoint }, 'found the embedded S3 running')
        return orphan
      }
      // Of other settings, or stuck.
      await stopProcess(orphan, persuasion)
    }
    if (!(await isFree(host, port))) {
      throw new Error(`Port ${port} on ${host} is taken by another program. Set WEIR_S3_PORT to a free one.`)
    }
    const files = await writeProperties({
      home,
      listen: `http://${host}:${port}`,
      identities,
      folder: join(dataDir, 's3'),
    })
    const args = [...heap, `-Djava.io.tmpdir=${temporary}`, '-jar', jar]
    return spawnServer(
      {
        name: 'S3Proxy',
        program: java,
        args: [...args, ...files.flatMap((file) => ['--properties', file])],
        env: { LC_ALL: 'C.UTF-8' },
        logFile: join(dataDir, 'logs', 's3.log'),
        cwd: home,
      },
      {
        spawned: (server) => writePrivateFile(record, JSON.stringify(server)),
        ready: () => answers(endpoint, identities),
        timeoutMs: 60_000,
      },
    )
  }
  const server = await supervise({ name: 's3', start, persuasion, logger })
  return { endpoint, pid: server.pid, stop: server.stop }
}

/** A signed upload is held in memory to check its hash (100 MB is a large jar); what is no longer used is given back. */
const heap = [
  '-Xms32m',
  '-Xmx512m',
  '-XX:MinHeapFreeRatio=10',
  '-XX:MaxHeapFreeRatio=30',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
]

async function answers(endpoint: string, identities: readonly AccessKey[]): Promise<boolean> {
  for (const identity of identities) {
    if ((await probeS3(endpoint, identity)) !== 200) return false
  }
  return true
}

async function orphanedServer(record: string): Promise<IdentifiedProcess | undefined> {
  const text = await readIfThere(record)
  if (text === undefined) return undefined
  const server = JSON.parse(text) as IdentifiedProcess
  return (await isRunning(server)) ? server : undefined
}

/** One file an identity; S3Proxy serves several on one port when they agree about it. */
async function writeProperties({
  home,
  listen,
  identities,
  folder,
}: {
  home: string
  listen: string
  identities: readonly AccessKey[]
  folder: string
}): Promise<string[]> {
  return Promise.all(
    identities.map(async ({ accessKeyId, secretAccessKey }, index) => {
      const file = join(home, `identity-${index + 1}.properties`)
      const properties = {
        's3proxy.endpoint': listen,
        's3proxy.authorization': 'aws-v4',
        's3proxy.identity': accessKeyId,
        's3proxy.credential': secretAccessKey,
        'jclouds.provider': 'filesystem-nio2',
        'jclouds.filesystem.basedir': folder,
      }
      const lines = Object.entries(properties).map(([name, value]) => `${name}=${escape(value)}\n`)
      await writePrivateFile(file, lines.join(''))
      return file
    }),
  )
}

/** Java reads a backslash as an escape, and its files as Latin-1 unless told otherwise. */
const escape = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
