import type { SqlToCompile } from '../sql/sql-program.ts'

/** Something that is wrong with SQL code. Lines and columns count from 1; 0 when only the whole can be meant. */
export interface CodeProblem {
  readonly line: number
  readonly column: number
  /** What was found, and what was expected. */
  readonly message: string
}

/** What reading SQL code has told. */
export interface CheckedCode {
  /** None = the code can run. */
  readonly problems: readonly CodeProblem[]
  /** In-application streams that there are then, by exact name: those of the inputs and those that the code creates. */
  readonly streams: readonly string[]
}

/** What SQL code becomes. */
export interface SqlExplanation {
  readonly problems: readonly CodeProblem[]
  /** One for each query that Flink or an operator of ours runs; `line` is where it begins in the code. */
  readonly blocks: readonly { readonly stream: string; readonly line: number; readonly flinkSql: string }[]
  /** Flink's plan, for people. */
  readonly plan?: string | undefined
}

/**
 * Reads the code of SQL applications without running it. Without any input in what is given only the grammar is checked, because the
 * streams that the code reads are not known yet.
 */
export interface SqlCompiler {
  /** Throws `CompilerUnavailableError`. */
  check(given: SqlToCompile): Promise<CheckedCode>
  /** Throws `CompilerUnavailableError`. */
  explain(given: SqlToCompile): Promise<SqlExplanation>
}

/** The code cannot be judged now, through no fault of its own. */
export class CompilerUnavailableError extends Error {
  override readonly name = 'CompilerUnavailableError'
}
