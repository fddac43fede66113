import { refusalOf } from '@weir/testkit'
import { readRunConfiguration } from './run-configuration.ts'

const latest = { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' }

it('restores the latest snapshot when nothing is said', () => {
  expect(readRunConfiguration()).toEqual({
    restore: { kind: 'latest-snapshot' },
    allowNonRestoredState: false,
    description: {
      ApplicationRestoreConfigurationDescription: latest,
      FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
    },
  })
})

it('fills what a part leaves out, whatever an earlier run had', () => {
  expect(readRunConfiguration({ FlinkRunConfiguration: { AllowNonRestoredState: true } })).toMatchObject({
    restore: { kind: 'latest-snapshot' },
    allowNonRestoredState: true,
    description: { ApplicationRestoreConfigurationDescription: latest },
  })
})

it('reads the other ways to restore', () => {
  const skip = { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' } as const
  expect(readRunConfiguration({ ApplicationRestoreConfiguration: skip })).toMatchObject({ restore: { kind: 'none' } })
  const custom = { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName: 's1' } as const
  expect(readRunConfiguration({ ApplicationRestoreConfiguration: custom })).toMatchObject({
    restore: { kind: 'snapshot', name: 's1' },
    description: { ApplicationRestoreConfigurationDescription: custom },
  })
})

it.each([
  [
    { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT' },
    'SnapshotName must be provided with RESTORE_FROM_CUSTOM_SNAPSHOT.',
  ],
  [
    { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT', SnapshotName: 's1' },
    'SnapshotName cannot be provided with SKIP_RESTORE_FROM_SNAPSHOT.',
  ],
  [
    { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotArn: 'arn:aws:x' },
    'SnapshotArn is only valid with ENHANCED_SNAPSHOTS. Use SnapshotName.',
  ],
] as const)('refuses %j', async (ApplicationRestoreConfiguration, message) => {
  expect(await refusalOf(() => readRunConfiguration({ ApplicationRestoreConfiguration }))).toMatchObject({
    name: 'InvalidArgumentException',
    message,
  })
})

it('refuses the run configuration of SQL applications', () => {
  const SqlRunConfigurations = [{ InputId: '1.1', InputStartingPositionConfiguration: {} }]
  expect(() => readRunConfiguration({ SqlRunConfigurations })).toThrow('SqlRunConfigurations are only valid for SQL')
})
