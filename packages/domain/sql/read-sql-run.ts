import type { InputStartingPosition, RunConfiguration } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { SqlSpec, StartingPositions } from '../model/sql-spec.ts'
import type { RunPlan } from '../run/run-configuration.ts'
import { readRestore } from '../run/run-configuration.ts'

/**
 * How the start of a SQL application is wanted: a position for each input. An input that none is given for goes on where it
 * stopped, or begins with what comes now when it has never been read.
 *
 * AWS went on with the position alone; here LAST_STOPPED_POINT brings the whole state back, windows that were open among it. Beyond AWS, a
 * snapshot may be named instead.
 */
export const readSqlRun = (
  { inputs }: SqlSpec,
  { SqlRunConfigurations = [], FlinkRunConfiguration, ApplicationRestoreConfiguration: wanted }: RunConfiguration,
  earlier: StartingPositions | undefined,
): RunPlan => {
  if (FlinkRunConfiguration !== undefined) {
    throw new InvalidArgumentException('FlinkRunConfiguration is only valid for Flink applications.')
  }
  const given = new Map<string, InputStartingPosition | undefined>()
  for (const { InputId, InputStartingPositionConfiguration } of SqlRunConfigurations) {
    if (!inputs.some(({ id }) => id === InputId)) {
      throw new InvalidArgumentException(`Input ${InputId}, named by SqlRunConfigurations, does not exist.`)
    }
    if (given.has(InputId)) throw new InvalidArgumentException(`SqlRunConfigurations name input ${InputId} twice.`)
    given.set(InputId, InputStartingPositionConfiguration.InputStartingPosition)
  }
  const restore = wanted && readRestore(wanted)
  const goesOn = restore !== undefined && restore.kind !== 'none'
  if (goesOn && [...given.values()].some(isBeginning)) {
    throw new InvalidArgumentException(
      `A start that restores a snapshot goes on where that was taken: SqlRunConfigurations can only name LAST_STOPPED_POINT.`,
    )
  }
  const positions = inputs.map(({ id }): [string, InputStartingPosition] => [
    id,
    given.get(id) ?? (goesOn || earlier?.[id] !== undefined ? 'LAST_STOPPED_POINT' : 'NOW'),
  ])
  const stays = positions.length > 0 && positions.every(([, position]) => !isBeginning(position))
  return {
    restore: restore ?? { kind: stays ? 'last-stopped-point' : 'none' },
    // The code may be another than the one that wrote the state; what it has no use for is left.
    allowNonRestoredState: true,
    description: { startingPositions: Object.fromEntries(positions) },
  }
}

/** How a running SQL application goes on with a new version: where the old one ended, inputs that are new with what comes now. */
export const readSqlUpdate = ({ inputs }: SqlSpec, earlier: StartingPositions | undefined): RunPlan => ({
  restore: { kind: 'last-stopped-point' },
  allowNonRestoredState: true,
  description: {
    startingPositions: Object.fromEntries(
      inputs.map(({ id }) => [id, earlier?.[id] === undefined ? 'NOW' : 'LAST_STOPPED_POINT'] as const),
    ),
  },
})

const isBeginning = (position: InputStartingPosition | undefined): boolean =>
  position === 'NOW' || position === 'TRIM_HORIZON'
