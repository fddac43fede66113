import type { RunConfiguration, RunConfigurationUpdate } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { Application } from '../model/application.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import type { RunPlan } from './run-configuration.ts'
import { readRunConfiguration } from './run-configuration.ts'
import { runtimeCatalogue } from '../runtime-catalogue.ts'
import { readSqlRun, readSqlUpdate } from '../sql/read-sql-run.ts'
import { noSqlParts } from '../sql/sql-parts.ts'

/** What StartApplication asks of the run, read as the application's kind has it. */
export const readRun = (application: Application, given: RunConfiguration = {}): RunPlan => {
  const { runtimeEnvironment, spec, runConfiguration } = application
  return runtimeCatalogue[runtimeEnvironment].family === 'SQL'
    ? readSqlRun(spec.sql ?? noSqlParts, given, runConfiguration?.startingPositions)
    : readRunConfiguration(given, spec)
}

/** What an update of a running application asks of the run of its new version. */
export const readUpdateRun = (
  { runtimeEnvironment, runConfiguration }: Application,
  spec: ApplicationSpec,
  given: RunConfigurationUpdate = {},
): RunPlan => {
  if (runtimeCatalogue[runtimeEnvironment].family !== 'SQL') return readRunConfiguration(given, spec)
  if (given.FlinkRunConfiguration ?? given.ApplicationRestoreConfiguration) {
    throw new InvalidArgumentException('RunConfigurationUpdate is only valid for Flink applications.')
  }
  return readSqlUpdate(spec.sql ?? noSqlParts, runConfiguration?.startingPositions)
}
