import { anApplication, aSpec, refusalOf } from '@weir/testkit'
import type { RunConfiguration } from '@weir/service-model'
import type { SqlInput, StartingPositions } from '../model/sql-spec.ts'
import { readRun } from '../run/read-run.ts'

const input: SqlInput = {
  id: '1.1',
  namePrefix: 'TRADES',
  source: { kind: 'streams', arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/trades' },
  parallelism: 1,
  schema: { RecordColumns: [{ Name: 'a', SqlType: 'INTEGER' }], RecordFormat: { RecordFormatType: 'JSON' } },
}
const read = (given?: RunConfiguration, startingPositions?: StartingPositions) =>
  readRun(
    anApplication({
      spec: aSpec({
        runtimeEnvironment: 'SQL-1_0',
        sql: { inputs: [input], outputs: [], referenceDataSources: [] },
      }),
      runConfiguration: startingPositions && { startingPositions },
    }),
    given,
  )
const at = (
  InputStartingPosition?: 'NOW' | 'TRIM_HORIZON' | 'LAST_STOPPED_POINT',
  InputId = '1.1',
): RunConfiguration => ({
  SqlRunConfigurations: [{ InputId, InputStartingPositionConfiguration: { InputStartingPosition } }],
})

it('reads each input from where the start says', () => {
  expect(read(at('TRIM_HORIZON'))).toEqual({
    restore: { kind: 'none' },
    allowNonRestoredState: true,
    description: { startingPositions: { '1.1': 'TRIM_HORIZON' } },
  })
})

it.each([undefined, at()])('begins with what comes now when the first start says nothing', (given) => {
  expect(read(given).description.startingPositions).toEqual({ '1.1': 'NOW' })
})

it.each([
  ['says nothing', undefined],
  ['says so', at('LAST_STOPPED_POINT')],
])('goes on where it stopped, with its state, when a later start %s', (_, given) => {
  expect(read(given, { '1.1': 'TRIM_HORIZON' })).toEqual({
    restore: { kind: 'last-stopped-point' },
    allowNonRestoredState: true,
    description: { startingPositions: { '1.1': 'LAST_STOPPED_POINT' } },
  })
})

it('goes on from a snapshot that is named', () => {
  const ApplicationRestoreConfiguration = {
    ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
    SnapshotName: 's1',
  } as const
  expect(read({ ApplicationRestoreConfiguration })).toMatchObject({
    restore: { kind: 'snapshot', name: 's1' },
    description: { startingPositions: { '1.1': 'LAST_STOPPED_POINT' } },
  })
})

it('begins anew when the snapshot is to be skipped', () => {
  const ApplicationRestoreConfiguration = { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' } as const
  expect(read({ ...at('TRIM_HORIZON'), ApplicationRestoreConfiguration })).toMatchObject({
    restore: { kind: 'none' },
    description: { startingPositions: { '1.1': 'TRIM_HORIZON' } },
  })
})

it.each([
  ['an unknown input', at('NOW', '9.9'), 'Input 9.9, named by SqlRunConfigurations, does not exist.'],
  [
    'an input twice',
    { SqlRunConfigurations: [...(at('NOW').SqlRunConfigurations ?? []), ...(at('NOW').SqlRunConfigurations ?? [])] },
    'SqlRunConfigurations name input 1.1 twice.',
  ],
  [
    "Flink's part",
    { FlinkRunConfiguration: { AllowNonRestoredState: true } },
    'FlinkRunConfiguration is only valid for Flink applications.',
  ],
  [
    'a snapshot and a beginning',
    {
      ...at('NOW'),
      ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' as const },
    },
    'A start that restores a snapshot goes on where that was taken: SqlRunConfigurations can only name LAST_STOPPED_POINT.',
  ],
])('refuses %s', async (_, given, message) => {
  expect(await refusalOf(() => read(given))).toMatchObject({ name: 'InvalidArgumentException', message })
})
