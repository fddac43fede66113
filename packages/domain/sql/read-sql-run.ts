import type { InputStartingPosition, RunConfiguration } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { SqlSpec, StartingPositions } from '../model/sql-spec.ts'
import type { RunPlan } from '../run/run-configuration.ts'

/**
 * How the start of a SQL application is wanted: a position for each input. An input that none is given for goes on where it
 * stopped, or begins with what comes now when it has never been read.
 */
export const readSqlRun = (
  { inputs }: SqlSpec,
  { SqlRunConfigurations = [], FlinkRunConfiguration, ApplicationRestoreConfiguration }: RunConfiguration,
  earlier: StartingPositions | undefined,
): RunPlan => {
  if (FlinkRunConfiguration ?? ApplicationRestoreConfiguration) {
    throw new InvalidArgumentException(
      'FlinkRunConfiguration and ApplicationRestoreConfiguration are only valid for Flink applications.',
    )
  }
  const given = new Map<string, InputStartingPosition | undefined>()
  for (const { InputId, InputStartingPositionConfiguration } of SqlRunConfigurations) {
    if (!inputs.some(({ id }) => id === InputId)) {
      throw new InvalidArgumentException(`Input ${InputId}, named by SqlRunConfigurations, does not exist.`)
    }
    if (given.has(InputId)) throw new InvalidArgumentException(`SqlRunConfigurations name input ${InputId} twice.`)
    given.set(InputId, InputStartingPositionConfiguration.InputStartingPosition)
  }
  const positions = inputs.map(({ id }): [string, InputStartingPosition] => [
    id,
    given.get(id) ?? (earlier?.[id] === undefined ? 'NOW' : 'LAST_STOPPED_POINT'),
  ])
  return {
    restore: { kind: 'none' },
    allowNonRestoredState: false,
    description: { startingPositions: Object.fromEntries(positions) },
  }
}
