import type { ApplicationSpec, CheckedCode, CodeProblem, SqlCompiler } from '@weir/domain'
import { CompilerUnavailableError, noSqlParts, runtimeCatalogue, sqlToCompile } from '@weir/domain'
import type { ActionContext, ServiceError } from '@weir/service-model'
import {
  CodeValidationException,
  InvalidApplicationConfigurationException,
  InvalidArgumentException,
} from '@weir/service-model'
import type { ActionDeps } from './deps.ts'

interface CodeToCheck {
  readonly applicationName: string
  readonly spec: ApplicationSpec
  readonly context: ActionContext
  /** What is thrown; not every action models CodeValidationException. */
  readonly refusal?: new (message: string) => ServiceError
}

/**
 * Throws when the SQL code of an application cannot run with its inputs and reference data, with each place and what was expected there. Before
 * the transaction: reading code takes a moment. Where no compiler can be had nothing is said: the start will tell.
 */
export const requireSqlCode = async (deps: CompilerDeps, asked: CodeToCheck): Promise<CheckedCode | undefined> => {
  const { refusal: Refusal = CodeValidationException, context } = asked
  const code = await sqlCodeOf(deps, asked.spec)
  if (code === undefined || deps.sqlCompiler === undefined) return undefined
  const found = await check(deps.sqlCompiler, { ...asked, code })
  if (found === undefined || found.problems.length === 0) return found
  const lead = Refusal === CodeValidationException ? '' : 'The application code cannot run so. '
  context.logger.info({ application: asked.applicationName, problems: found.problems.length }, 'SQL code refused')
  throw new Refusal(lead + told(found.problems))
}

/** The same for an action that changes a part around the code, and models no CodeValidationException. */
export const requireSqlCodeFits = (deps: CompilerDeps, asked: Omit<CodeToCheck, 'refusal'>) =>
  requireSqlCode(deps, { ...asked, refusal: InvalidArgumentException })

/** For a start: beside what `requireSqlCode` finds, an output may name a stream that the code does not make. */
export const requireStartableSql = async (deps: CompilerDeps, asked: Omit<CodeToCheck, 'refusal'>): Promise<void> => {
  const { spec, applicationName } = asked
  if (spec.sql === undefined || spec.sql.inputs.length === 0) {
    throw new InvalidApplicationConfigurationException(
      `Application ${applicationName} has no input. Provide it by AddApplicationInput before starting.`,
    )
  }
  const checked = await requireSqlCode(deps, { ...asked, refusal: InvalidApplicationConfigurationException })
  if (checked === undefined) return
  const lost = spec.sql.outputs.find(({ name }) => name !== errorStream && !checked.streams.includes(name))
  if (lost === undefined) return
  throw new InvalidApplicationConfigurationException(
    `Output ${lost.id} names the in-application stream ${lost.name}, which the code does not create. There are: ${checked.streams.join(', ')}, ${errorStream}.`,
  )
}

/** Is there without being created. */
const errorStream = 'error_stream'

type CompilerDeps = Pick<ActionDeps, 'code' | 'sqlCompiler'>

/** The code of a SQL application; undefined while it has none, and for others. */
export const sqlCodeOf = async (
  { code: store }: Pick<ActionDeps, 'code'>,
  { runtimeEnvironment, code }: Pick<ApplicationSpec, 'runtimeEnvironment' | 'code'>,
): Promise<string | undefined> => {
  if (runtimeCatalogue[runtimeEnvironment].family !== 'SQL' || code === undefined) return undefined
  return code.text ?? (code.bundle && (await store.readText(code.bundle)))
}

const check = async (
  compiler: SqlCompiler,
  { applicationName, spec: { sql = noSqlParts }, code, context }: CodeToCheck & { code: string },
): Promise<CheckedCode | undefined> => {
  try {
    return await compiler.check(sqlToCompile(applicationName, code, sql))
  } catch (error) {
    if (!(error instanceof CompilerUnavailableError)) throw error
    context.logger.warn({ application: applicationName, cause: error.message }, 'SQL code is not checked')
    return undefined
  }
}

const mostTold = 10

const told = (problems: readonly CodeProblem[]): string => {
  const lines = problems
    .slice(0, mostTold)
    .map(({ line, column, message }) => (line === 0 ? message : `Line ${line}, column ${column}: ${message}`))
  const more = problems.length - lines.length
  return [...lines, ...(more > 0 ? [`${String(more)} more problem(s)`] : [])].join('\n')
}
