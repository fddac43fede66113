import type { ApplicationRestoreConfiguration } from '@weir/service-model'
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

describe('with enhanced snapshots', () => {
  const spec = { snapshotMode: 'ENHANCED_SNAPSHOTS' } as const
  const type = 'RESTORE_FROM_CUSTOM_SNAPSHOT'
  const read = (ApplicationRestoreConfiguration: ApplicationRestoreConfiguration) =>
    readRunConfiguration({ ApplicationRestoreConfiguration }, spec)

  it('restores one by its ARN, and echoes it', () => {
    const wanted = { ApplicationRestoreType: type, SnapshotArn: 'arn:aws:x' } as const
    expect(read(wanted)).toMatchObject({
      restore: { kind: 'enhanced-snapshot', arn: 'arn:aws:x' },
      description: { ApplicationRestoreConfigurationDescription: wanted },
    })
  })

  it('restores a classic snapshot by its name', () => {
    expect(read({ ApplicationRestoreType: type, SnapshotName: 's1' }).restore).toEqual({ kind: 'snapshot', name: 's1' })
  })

  it.each([
    [{ ApplicationRestoreType: type }, 'SnapshotArn must be provided with RESTORE_FROM_CUSTOM_SNAPSHOT.'],
    [
      { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT', SnapshotArn: 'a' },
      'SnapshotArn cannot be provided with RESTORE_FROM_LATEST_SNAPSHOT.',
    ],
    [
      { ApplicationRestoreType: type, SnapshotArn: 'a', SnapshotName: 's' },
      'SnapshotName cannot be provided together with SnapshotArn.',
    ],
  ] as const)('refuses %j', async (given, message) => {
    expect(await refusalOf(() => read(given))).toMatchObject({ name: 'InvalidArgumentException', message })
  })
})

it('refuses the run configuration of SQL applications', () => {
  const SqlRunConfigurations = [{ InputId: '1.1', InputStartingPositionConfiguration: {} }]
  expect(() => readRunConfiguration({ SqlRunConfigurations })).toThrow('SqlRunConfigurations are only valid for SQL')
})
