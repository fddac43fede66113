import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, chmodSync, closeSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@weir/testkit/servers/free-port'
import { processesOf } from './processes.ts'
import { root } from './tools.ts'
import { until } from './until.ts'

/** An administrator's key, as the service wrote it. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** One Weir, started as a user starts it, on its own data directory and ports. */
export interface Weir {
  readonly endpoint: string
  readonly s3Endpoint: string
  readonly dataDir: string
  readonly credentialsFile: string
  /** The administrator's key. */
  credentials(): Credentials
  /** A key for its S3: the same one on the embedded S3, the configured one on another. */
  s3Credentials(): Credentials
  /** The service's pid; it must be running. */
  pid(): number
  /** Starts the service and waits until it says that it is ready. */
  start(): Promise<void>
  /** Starts the service without waiting for anything. */
  launch(): void
  /** Resolves once the service answers 200 on /health/ready. */
  ready(): Promise<void>
  /** SIGTERM; resolves with the exit code and the seconds it took. */
  stop(): Promise<{ code: number | null; seconds: number }>
  /** SIGKILL of the service's process only. */
  kill(): Promise<void>
  /** What the service printed. */
  log(): string
  /** Stops the service, ends what it left behind and removes its files; prints its log when a test failed. */
  destroy(): Promise<void>
}

/**
 * Lays out a Weir that is not yet started. `settings` are environment variables, as in .env.example. It is reached at `address`, and its
 * command line comes after `behind`, a program that becomes it.
 */
export async function layWeir(
  settings: Record<string, string> = {},
  { address = '127.0.0.1', behind = [] }: { address?: string; behind?: readonly string[] } = {},
): Promise<Weir> {
  const folder = mkdtempSync(join(tmpdir(), 'weir-acceptance-'))
  chmodSync(folder, 0o755) // the embedded Postgres may have to run as another user below it
  const dataDir = settings.WEIR_DATA_DIR ?? join(folder, 'data')
  const logFile = join(folder, 'weir.log')
  const [port, s3Port] = [await freePort(), await freePort()]
  const endpoint = `${settings.WEIR_TLS_CERT_FILE ? 'https' : 'http'}://${address}:${port}`
  const credentialsFile = join(dataDir, 'credentials')
  mkdirSync(dataDir, { recursive: true })

  let child: ChildProcess | undefined
  let ended: Promise<number | null> = Promise.resolve(null)

  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '')

  const launch = () => {
    const output = openSync(logFile, 'a')
    const [program, ...words] = [...behind, process.execPath, '--enable-source-maps', 'dist/weir.js'] as const
    const started = spawn(program, words, {
      cwd: root,
      env: {
        ...inherited(),
        // Those that were provisioned are used; making others would take a test's time.
        WEIR_CLASS_ARCHIVES: 'false',
        WEIR_DATA_DIR: dataDir,
        WEIR_HOST: address,
        WEIR_PORT: String(port),
        WEIR_S3_PORT: String(s3Port),
        ...settings,
      },
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    child = started
    ended = new Promise((resolve) => started.once('close', resolve))
  }

  const ready = async () => {
    let last = ''
    await until(
      'the service to be ready',
      async () => {
        if (!running()) throw new Error(`the service ended by itself\n${tail(log())}`)
        try {
          const response = await fetch(`${endpoint}/health/ready`)
          last = await response.text()
          return response.status === 200
        } catch (error) {
          last = String(error)
          return false
        }
      },
      { seconds: 90, lastKnown: () => `${last}\n${tail(log())}` },
    )
  }

  const stop = async () => {
    const started = performance.now()
    child?.kill('SIGTERM')
    const code = await Promise.race([
      ended,
      until('the service to stop', async () => !running(), { seconds: 60 }).then(() => ended),
    ])
    return { code, seconds: (performance.now() - started) / 1000 }
  }

  const kill = async () => {
    child?.kill('SIGKILL')
    await ended
  }

  const destroy = async () => {
    if (running()) await stop().catch(kill)
    for (const { pid } of processesOf(dataDir)) endProcess(pid)
    const { weirTestFailed } = globalThis as { weirTestFailed?: boolean }
    if (weirTestFailed) process.stderr.write(`The service's log (everything is kept in ${folder}):\n${tale(log())}\n`)
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }

  return {
    endpoint,
    s3Endpoint: settings.S3_ENDPOINT ?? `http://127.0.0.1:${s3Port}`,
    dataDir,
    credentialsFile,
    credentials: () => givenKey(settings, 'WEIR_ADMIN') ?? readCredentials(credentialsFile),
    s3Credentials: () => givenKey(settings, 'S3') ?? readCredentials(credentialsFile),
    pid: () => {
      if (child?.pid === undefined || !running()) throw new Error('the service is not running')
      return child.pid
    },
    start: async () => {
      launch()
      await ready()
    },
    launch,
    ready,
    stop,
    kill,
    log,
    destroy,
  }
}

/** Starts a Weir and waits until it is ready. */
export async function startWeir(settings: Record<string, string> = {}): Promise<Weir> {
  const weir = await layWeir(settings)
  try {
    await weir.start()
  } catch (error) {
    await weir.destroy()
    throw error
  }
  return weir
}

/** What a user's shell would pass on: not the variables of the test programs. */
function inherited(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = process.env
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !/^(JEST_|WEIR_TEST_|AWS_)/.test(name)))
}

function givenKey(settings: Record<string, string>, prefix: string): Credentials | undefined {
  const accessKeyId = settings[`${prefix}_ACCESS_KEY_ID`]
  const secretAccessKey = settings[`${prefix}_SECRET_ACCESS_KEY`]
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

function readCredentials(file: string): Credentials {
  const text = readFileSync(file, 'utf8')
  const value = (name: string) => new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1] ?? ''
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended by itself
  }
}

/** The end of a log without the requests, which the tests' own waiting fills it with. */
function tale(text: string): string {
  const lines = text.split('\n').filter((line) => !line.includes('"request answered"'))
  return tail(lines.map((line) => line.slice(0, 600)).join('\n'), 60)
}

function tail(text: string, lines = 40): string {
  return text.split('\n').slice(-lines).join('\n')
}
