import type { RuntimeEnvironment, SnapshotMode, UpdateApplicationRequest } from '@weir/service-model'
import { anApplication, aSpec, refusalOf } from '@weir/testkit'
import { createSpec } from '../spec/create-spec.ts'
import { describeApplication } from '../describe/describe.ts'
import { defaultQuotas } from '../limits/quota.ts'
import { carrierName, isSystemSnapshotName, systemSnapshotName } from './snapshot-names.ts'
import { parseSnapshotArn, snapshotArn } from '../arn.ts'
import { requireEnhancedMode, requireLegacyMode } from './snapshot-mode.ts'
import { updateSpec } from '../spec/update-spec.ts'

const rules = {
  accountId: '123456789012',
  region: 'us-east-1',
  quotas: defaultQuotas,
  deprecatedRuntimes: 'refuse',
  sqlApplications: 'on',
} as const
const enhanced = 'ENHANCED_SNAPSHOTS'
const legacy = 'APPLICATION_SNAPSHOTS_LEGACY'

const created = (RuntimeEnvironment: RuntimeEnvironment, SnapshotMode: SnapshotMode) =>
  createSpec(
    {
      ApplicationName: 'flights',
      RuntimeEnvironment,
      ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
      ApplicationConfiguration: { ApplicationSnapshotConfiguration: { SnapshotsEnabled: true, SnapshotMode } },
    },
    rules,
  ).spec
const updated = (from: SnapshotMode | undefined, to: SnapshotMode, given: Partial<UpdateApplicationRequest> = {}) =>
  updateSpec(
    aSpec({ runtimeEnvironment: 'FLINK-1_20', snapshotMode: from }),
    {
      ApplicationName: 'flights',
      ApplicationConfigurationUpdate: {
        ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: true, SnapshotModeUpdate: to },
      },
      ...given,
    },
    rules,
  ).spec

it('is enhanced from Flink 1.20 on', async () => {
  expect(created('FLINK-1_20', enhanced).snapshotMode).toBe(enhanced)
  expect(created('FLINK-2_2', legacy).snapshotMode).toBe(legacy)
  expect(await refusalOf(() => created('FLINK-1_19', enhanced))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining('Apache Flink 1.20 or later'),
  })
})

it('goes one way', async () => {
  expect(updated(undefined, enhanced).snapshotMode).toBe(enhanced)
  expect(updated(enhanced, enhanced).snapshotMode).toBe(enhanced)
  expect(await refusalOf(() => updated(enhanced, legacy))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining('RollbackApplication'),
  })
})

it('stays where an update says nothing of it, and with it the need for Flink 1.20', async () => {
  expect(updated(enhanced, enhanced, { ApplicationConfigurationUpdate: {} }).snapshotMode).toBe(enhanced)
  const downgrade = { ApplicationConfigurationUpdate: {}, RuntimeEnvironmentUpdate: 'FLINK-1_19' } as const
  expect((await refusalOf(() => updated(enhanced, enhanced, downgrade))).name).toBe('InvalidArgumentException')
})

it('is shown when it was asked for', () => {
  const shown = (snapshotMode: SnapshotMode | undefined) => {
    const application = anApplication({ spec: aSpec({ snapshotMode }) })
    const version = {
      applicationId: application.id,
      versionId: 1,
      spec: application.spec,
      createdAt: application.createdAt,
      conditionalToken: 't',
    }
    return describeApplication(application, version).ApplicationConfigurationDescription
      ?.ApplicationSnapshotConfigurationDescription
  }
  expect(shown(enhanced)).toEqual({ SnapshotsEnabled: true, SnapshotMode: enhanced })
  expect(shown(undefined)).toEqual({ SnapshotsEnabled: true, SnapshotMode: undefined })
})

it('decides which action takes a snapshot', async () => {
  const [old, young] = [undefined, enhanced].map((snapshotMode) =>
    anApplication({ spec: aSpec({ snapshotMode: snapshotMode as SnapshotMode | undefined }) }),
  )
  requireEnhancedMode(young!)
  requireLegacyMode(old!)
  expect((await refusalOf(() => requireEnhancedMode(old!))).name).toBe('InvalidApplicationConfigurationException')
  expect((await refusalOf(() => requireLegacyMode(young!))).name).toBe('UnsupportedOperationException')
})

it('gives system snapshots names that the model allows and users cannot give', () => {
  const name = systemSnapshotName('a'.repeat(128), new Date(1_700_000_000_000), 'abc123')
  expect(name).toMatch(/^SYSTEMSNAPSHOT-a{60}-1700000000000-abc123$/)
  expect(name.length).toBeLessThanOrEqual(100)
  expect(isSystemSnapshotName(name)).toBe(true)
  expect(isSystemSnapshotName('mine')).toBe(false)
  expect(carrierName('x')).not.toMatch(/^[a-zA-Z0-9_.-]+$/)
})

it('names enhanced snapshots by ARNs of their own', () => {
  const identity = { region: 'cn-north-1', accountId: '123456789012', name: 'nightly' }
  expect(snapshotArn(identity)).toBe('arn:aws-cn:kinesisanalytics:cn-north-1:123456789012:snapshot/nightly')
  expect(parseSnapshotArn(snapshotArn(identity))).toEqual(identity)
  expect(parseSnapshotArn(snapshotArn(identity).replace('snapshot', 'application'))).toBeUndefined()
})
