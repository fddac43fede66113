import type { RoleAccess, StreamSample, StreamSampler } from '@weir/domain'
import { StreamUnavailableError } from '@weir/domain'
import { awsEnvironment } from '../launch/command.ts'
import { moduleOptions } from '../launch/module-options.ts'
import { startCompilerProcess } from './compiler-process.ts'
import type { SqlCompilerOptions } from './sql-compiler.ts'

interface Answer {
  readonly records?: readonly string[]
  readonly processed?: readonly string[]
  readonly fault?: string
  readonly throttled?: boolean
}

/**
 * Samples streams with the clients that jobs read them with, in a Java process of its own for each sample: it has the role's keys and nothing
 * else of ours.
 */
export const createStreamSampler = (
  options: Pick<SqlCompilerOptions, 'java' | 'jar' | 'runtime'> & {
    /** How long records are waited for. */
    readonly patienceMs?: number
  },
): StreamSampler => ({
  sample: async ({ access, ...asked }): Promise<StreamSample> => {
    const { patienceMs = 10_000 } = options
    const [java, { libJars }] = await Promise.all([options.java(), options.runtime()])
    const command = [java, ...flags, '-cp', [...libJars, options.jar].join(':'), 'io.weir.sql.cli.Sampler']
    const process = startCompilerProcess({ command, environment: environmentOf(access) })
    let answer: Answer
    try {
      answer = (await process.ask({ ...asked, patienceMs }, patienceMs + startAndAnswerMs)) as Answer
    } catch (error) {
      throw new StreamUnavailableError((error as Error).message, { cause: error })
    } finally {
      process.end()
    }
    if (answer.fault !== undefined)
      throw new StreamUnavailableError(answer.fault, { throttled: answer.throttled === true })
    return { records: (answer.records ?? []).map(bytesOf), processed: answer.processed?.map(bytesOf) }
  },
})

/** Java's start, connections, and a processor's answer. */
const startAndAnswerMs = 60_000

const flags = [
  '-Xmx256m',
  '-XX:MaxMetaspaceSize=128m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-XX:-UsePerfData',
  ...moduleOptions,
]

const environmentOf = (access: RoleAccess): Readonly<Record<string, string>> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/tmp',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  ...awsEnvironment(access),
})

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64')
