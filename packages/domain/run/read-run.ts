import type { RunConfiguration } from '@weir/service-model'
import type { Application } from '../model/application.ts'
import type { RunPlan } from './run-configuration.ts'
import { readRunConfiguration } from './run-configuration.ts'
import { runtimeCatalogue } from '../runtime-catalogue.ts'
import { readSqlRun } from '../sql/read-sql-run.ts'
import { noSqlParts } from '../sql/sql-parts.ts'

/** What StartApplication asks of the run, read as the application's kind has it. */
export const readRun = (application: Application, given: RunConfiguration = {}): RunPlan => {
  const { runtimeEnvironment, spec, runConfiguration } = application
  return runtimeCatalogue[runtimeEnvironment].family === 'SQL'
    ? readSqlRun(spec.sql ?? noSqlParts, given, runConfiguration?.startingPositions)
    : readRunConfiguration(given, spec)
}
