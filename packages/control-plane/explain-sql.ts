import type { Application, SqlExplanation } from '@weir/domain'
import { CompilerUnavailableError, noSqlParts, sqlToCompile } from '@weir/domain'
import {
  InvalidApplicationConfigurationException,
  InvalidArgumentException,
  ServiceUnavailableException,
} from '@weir/service-model'
import { sqlCodeOf } from './check-sql-code.ts'
import type { ActionDeps } from './deps.ts'
import { isSql } from './require-kind.ts'

/** What the code of a SQL application becomes on Flink. */
export const createExplainSql =
  (deps: Required<Pick<ActionDeps, 'code' | 'sqlCompiler'>>) =>
  async (application: Application): Promise<SqlExplanation> => {
    const { name, spec } = application
    if (!isSql(application)) {
      throw new InvalidArgumentException(`Application ${name} is no SQL application: it has no code to explain.`)
    }
    const code = await sqlCodeOf(deps, spec)
    if (code === undefined) {
      throw new InvalidApplicationConfigurationException(`Application ${name} has no application code.`)
    }
    try {
      return await deps.sqlCompiler.explain(sqlToCompile(name, code, spec.sql ?? noSqlParts))
    } catch (error) {
      if (!(error instanceof CompilerUnavailableError)) throw error
      throw new ServiceUnavailableException(`The code cannot be explained now: ${error.message}`)
    }
  }
