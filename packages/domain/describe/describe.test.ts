import { aCodeBundle, aFlinkSpec, anApplication, aSpec, aSpecRules, aVersion } from '@weir/testkit'
import fc from 'fast-check'
import { createSpec } from '../spec/create-spec.ts'
import { describeApplication, summarizeApplication } from './describe.ts'

/** What is left on the wire: members without a value are not sent. */
const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const versionOf = (application: ReturnType<typeof anApplication>, given: object = {}) =>
  aVersion({
    applicationId: application.id,
    versionId: application.versionId,
    createdAt: application.createdAt,
    spec: application.spec,
    ...given,
  })

it('shows an application that asked for nothing exactly as AWS does', () => {
  const { spec, mode } = createSpec(
    {
      ApplicationName: 'n',
      RuntimeEnvironment: 'FLINK-1_20',
      ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
    },
    aSpecRules(),
  )
  const createdAt = new Date(1_636_999_825_400)
  const application = anApplication({
    name: 'n',
    spec,
    mode,
    createdAt,
    updatedAt: createdAt,
    conditionalToken: 'token',
    maintenanceWindowStart: '03:00',
  })
  const second = '2021-11-15T18:10:25.000Z'
  expect(onTheWire(describeApplication(application, versionOf(application)))).toEqual({
    ApplicationARN: 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/n',
    ApplicationName: 'n',
    RuntimeEnvironment: 'FLINK-1_20',
    ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
    ApplicationStatus: 'READY',
    ApplicationVersionId: 1,
    CreateTimestamp: second,
    LastUpdateTimestamp: second,
    ApplicationConfigurationDescription: {
      FlinkApplicationConfigurationDescription: {
        CheckpointConfigurationDescription: {
          ConfigurationType: 'DEFAULT',
          CheckpointingEnabled: true,
          CheckpointInterval: 60000,
          MinPauseBetweenCheckpoints: 5000,
        },
        MonitoringConfigurationDescription: {
          ConfigurationType: 'DEFAULT',
          MetricsLevel: 'APPLICATION',
          LogLevel: 'INFO',
        },
        ParallelismConfigurationDescription: {
          ConfigurationType: 'DEFAULT',
          Parallelism: 1,
          ParallelismPerKPU: 1,
          CurrentParallelism: 1,
          AutoScalingEnabled: true,
        },
      },
      ApplicationSnapshotConfigurationDescription: { SnapshotsEnabled: true },
      ApplicationSystemRollbackConfigurationDescription: { RollbackEnabled: false },
      ApplicationEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
    },
    ApplicationMaintenanceConfigurationDescription: {
      ApplicationMaintenanceWindowStartTime: '03:00',
      ApplicationMaintenanceWindowEndTime: '11:00',
    },
    ApplicationVersionCreateTimestamp: second,
    ConditionalToken: 'token',
    ApplicationMode: 'STREAMING',
  })
})

it('shows every part that was asked for', () => {
  const application = anApplication({
    versionId: 3,
    currentParallelism: 8,
    runConfiguration: {
      ApplicationRestoreConfigurationDescription: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
      FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
    },
    spec: aSpec({
      description: 'arrivals',
      code: {
        contentType: 'ZIPFILE',
        s3: { bucketArn: 'arn:aws:s3:::code', fileKey: 'a.jar' },
        bundle: aCodeBundle({ md5: 'd41d8cd98f00b204e9800998ecf8427e', size: 74_033_626 }),
      },
      flink: aFlinkSpec(),
      propertyGroups: [{ id: 'in', map: { topic: 'flights' } }],
      vpcConfigurations: [{ id: '3.1', vpcId: 'vpc-0', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] }],
      loggingOptions: [{ id: '2.1', logStreamArn: 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:a' }],
    }),
  })
  const detail = describeApplication(application, versionOf(application, { updatedFrom: 2 }), {
    jobPlan: '{"nodes":[]}',
  })
  expect(onTheWire(detail)).toMatchObject({
    ApplicationDescription: 'arrivals',
    ApplicationVersionUpdatedFrom: 2,
    CloudWatchLoggingOptionDescriptions: [
      {
        CloudWatchLoggingOptionId: '2.1',
        LogStreamARN: 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:a',
      },
    ],
    ApplicationConfigurationDescription: {
      ApplicationCodeConfigurationDescription: {
        CodeContentType: 'ZIPFILE',
        CodeContentDescription: {
          CodeMD5: 'd41d8cd98f00b204e9800998ecf8427e',
          CodeSize: 74033626,
          S3ApplicationCodeLocationDescription: { BucketARN: 'arn:aws:s3:::code', FileKey: 'a.jar' },
        },
      },
      EnvironmentPropertyDescriptions: {
        PropertyGroupDescriptions: [{ PropertyGroupId: 'in', PropertyMap: { topic: 'flights' } }],
      },
      FlinkApplicationConfigurationDescription: {
        JobPlanDescription: '{"nodes":[]}',
        ParallelismConfigurationDescription: { Parallelism: 1, CurrentParallelism: 8 },
      },
      RunConfigurationDescription: {
        ApplicationRestoreConfigurationDescription: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
        FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
      },
      VpcConfigurationDescriptions: [
        { VpcConfigurationId: '3.1', VpcId: 'vpc-0', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      ],
    },
  })
})

it('never shows inline code, only its digest and size', () => {
  const application = anApplication({
    spec: aSpec({ code: { contentType: 'ZIPFILE', bundle: aCodeBundle({ md5: 'm', size: 3 }) } }),
  })
  const { ApplicationConfigurationDescription: configuration } = describeApplication(
    application,
    versionOf(application),
  )
  expect(onTheWire(configuration?.ApplicationCodeConfigurationDescription)).toEqual({
    CodeContentType: 'ZIPFILE',
    CodeContentDescription: { CodeMD5: 'm', CodeSize: 3 },
  })
})

const aCustomSpec = fc
  .record({
    parallelism: fc.integer({ min: 1, max: 64 }),
    checkpointingEnabled: fc.boolean(),
    snapshotsEnabled: fc.boolean(),
    description: fc.option(fc.string(), { nil: undefined }),
    groups: fc.uniqueArray(fc.string({ minLength: 1 })),
    s3: fc.option(fc.constant({ bucketArn: 'arn:aws:s3:::code', fileKey: 'a.jar' }), { nil: undefined }),
  })
  .map(({ parallelism, checkpointingEnabled, snapshotsEnabled, description, groups, s3 }) => {
    const { checkpoint, monitoring, parallelism: defaults } = aFlinkSpec()
    return aSpec({
      description,
      snapshotsEnabled,
      code: { contentType: 'ZIPFILE', s3, bundle: aCodeBundle() },
      propertyGroups: groups.map((id) => ({ id, map: { key: id } })),
      flink: {
        checkpoint: { ...checkpoint, configurationType: 'CUSTOM', checkpointingEnabled },
        monitoring,
        parallelism: { ...defaults, configurationType: 'CUSTOM', parallelism },
      },
    })
  })

it('shows the same for a record that went through JSON, as rows of a database do, and emits no null', () => {
  fc.assert(
    fc.property(aCustomSpec, (spec) => {
      const application = anApplication({ spec })
      const reread = { ...application, spec: JSON.parse(JSON.stringify(spec)) as typeof spec }
      const version = versionOf(application)
      const shown = JSON.stringify(describeApplication(application, version))
      expect(JSON.stringify(describeApplication(reread, version))).toBe(shown)
      JSON.parse(shown, (_, value: unknown) => {
        expect(value).not.toBeNull()
      })
    }),
  )
})

it('sums an application up', () => {
  expect(summarizeApplication(anApplication({ name: 'n', status: 'RUNNING' }))).toEqual({
    ApplicationName: 'n',
    ApplicationARN: 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/n',
    ApplicationStatus: 'RUNNING',
    ApplicationVersionId: 1,
    RuntimeEnvironment: 'FLINK-2_2',
    ApplicationMode: 'STREAMING',
  })
})
