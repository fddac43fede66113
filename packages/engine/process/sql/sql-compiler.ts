import type { CodeProblem, Logger, SqlCompiler, SqlExplanation, SqlToCompile } from '@weir/domain'
import { CompilerUnavailableError } from '@weir/domain'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import { moduleOptions } from '../launch/module-options.ts'
import { type CompilerProcess, startCompilerProcess } from './compiler-process.ts'

export interface SqlCompilerOptions {
  /** Finds the program to run Java with. */
  readonly java: () => Promise<string>
  /** java/kda-sql's jar. */
  readonly jar: string
  /** The Flink that the code is translated for. */
  readonly runtime: () => Promise<RuntimeHome>
  readonly logger: Logger
  /** The process ends when nobody has asked for so long. */
  readonly idleMs?: number
  /** For one question; the first has to wait for Java too. */
  readonly timeoutMs?: number
}

/** Flink's planner leaves classes behind with every translation: a new process after so many. */
const mostQuestions = 500
/** More than these are told to come again. */
const mostWaiting = 32

/**
 * A Java process that reads SQL code: started by the first question, kept while there are more. Its memory is bounded and it has none of this
 * process's environment, since the code is anybody's; what takes too long ends with it.
 */
export function createSqlCompiler(options: SqlCompilerOptions): SqlCompiler & { close(): Promise<void> } {
  const { idleMs = 300_000, timeoutMs = 60_000, logger } = options
  let running: CompilerProcess | undefined
  let asked = 0
  let waiting = 0
  let closed = false
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const stop = (): void => {
    running?.end()
    running = undefined
  }
  const provide = async (): Promise<CompilerProcess> => {
    if (running !== undefined && !running.ended && asked < mostQuestions) return running
    stop()
    asked = 0
    const [java, { libJars }] = await Promise.all([options.java(), options.runtime()])
    const command = commandOf({ java, classPath: [...libJars, options.jar] })
    running = startCompilerProcess({ command, environment })
    return running
  }
  const question = async (what: 'check' | 'explain', job: SqlToCompile): Promise<Answer> => {
    if (closed) throw new Error('The service stops')
    clearTimeout(idle)
    const compiler = await provide()
    asked += 1
    try {
      return readAnswer(await compiler.ask({ do: what, job }, timeoutMs))
    } finally {
      idle = setTimeout(stop, idleMs)
      idle.unref()
    }
  }
  const inTurn = async (what: 'check' | 'explain', job: SqlToCompile): Promise<Answer> => {
    if (waiting >= mostWaiting) throw new CompilerUnavailableError('Too many ask for the SQL compiler.')
    waiting += 1
    const mine = turn.then(() => question(what, job))
    turn = mine.catch(() => undefined)
    try {
      const answer = await mine
      if (answer.fault === undefined) return answer
      throw new Error(answer.fault)
    } catch (error) {
      logger.warn({ application: job.applicationName, err: error }, 'the SQL compiler has no answer')
      throw new CompilerUnavailableError((error as Error).message, { cause: error })
    } finally {
      waiting -= 1
    }
  }
  return {
    check: async (job) => {
      const { problems, streams } = await inTurn('check', job)
      return { problems, streams }
    },
    explain: async (job): Promise<SqlExplanation> => {
      const { problems, blocks, plan } = await inTurn('explain', job)
      return { problems, blocks, plan }
    },
    close: () => {
      closed = true
      clearTimeout(idle)
      stop()
      return Promise.resolve()
    },
  }
}

const commandOf = ({ java, classPath }: { java: string; classPath: readonly string[] }): readonly string[] => [
  java,
  '-Xmx320m',
  '-XX:MaxMetaspaceSize=256m',
  '-XX:ReservedCodeCacheSize=96m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-XX:+ExitOnOutOfMemoryError',
  '-XX:-UsePerfData',
  '-Xss2m',
  ...moduleOptions,
  '-cp',
  classPath.join(':'),
  'io.weir.sql.cli.Compiler',
]

/** The code is anybody's: nothing of ours is in its reach. */
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp', LANG: 'C.UTF-8', TZ: 'UTC' }

interface Answer {
  readonly problems: readonly CodeProblem[]
  readonly streams: readonly string[]
  readonly blocks: SqlExplanation['blocks']
  readonly plan?: string | undefined
  /** A fault of the compiler's own. */
  readonly fault?: string | undefined
}

const readAnswer = (given: unknown): Answer => {
  const { problems = [], streams = [], blocks = [], plan, fault } = given as Partial<Answer>
  return { problems, streams, blocks, plan, fault }
}
