import type { ApplicationConfigurationUpdate, UpdateApplicationRequest } from '@weir/service-model'
import { aSpecRules, refusalOf } from '@weir/testkit'
import fc from 'fast-check'
import type { ApplicationSpec } from '../model/spec.ts'
import { defaultFlinkSpec } from '../flink/flink-configuration.ts'
import { updateSpec } from './update-spec.ts'

const rules = aSpecRules()

const aSpec = (given: Partial<ApplicationSpec> = {}): ApplicationSpec => ({
  runtimeEnvironment: 'FLINK-1_20',
  serviceExecutionRole: 'arn:aws:iam::123456789012:role/one',
  code: {
    contentType: 'ZIPFILE',
    s3: { bucketArn: 'arn:aws:s3:::code', fileKey: 'a.jar', objectVersion: 'v1' },
    bundle: { sha256: 'aa', md5: 'bb', size: 3 },
  },
  flink: defaultFlinkSpec,
  propertyGroups: [{ id: 'in', map: { topic: 'flights' } }],
  snapshotsEnabled: true,
  systemRollbackEnabled: false,
  encryption: { keyType: 'AWS_OWNED_KEY' },
  vpcConfigurations: [{ id: '1.1', vpcId: 'vpc-0', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] }],
  loggingOptions: [{ id: '1.1', logStreamArn: 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:a' }],
  ...given,
})

const update = (current: ApplicationSpec, request: Partial<UpdateApplicationRequest>) =>
  updateSpec(current, { ApplicationName: 'flights', ...request }, rules)
const configure = (current: ApplicationSpec, ApplicationConfigurationUpdate: ApplicationConfigurationUpdate) =>
  update(current, { ApplicationConfigurationUpdate })

it('changes nothing when nothing is named', () => {
  expect(update(aSpec(), {})).toEqual({ spec: aSpec(), source: undefined })
})

it('changes only the members that are named', () => {
  const current = aSpec({
    flink: {
      ...defaultFlinkSpec,
      parallelism: { configurationType: 'CUSTOM', parallelism: 4, parallelismPerKpu: 2, autoScalingEnabled: true },
    },
  })
  const { spec } = configure(current, {
    FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { AutoScalingEnabledUpdate: false } },
  })
  expect(spec).toEqual({
    ...current,
    flink: {
      ...defaultFlinkSpec,
      parallelism: { configurationType: 'CUSTOM', parallelism: 4, parallelismPerKpu: 2, autoScalingEnabled: false },
    },
  })
})

it('goes back to the defaults with ConfigurationTypeUpdate DEFAULT', () => {
  const custom = configure(aSpec(), {
    FlinkApplicationConfigurationUpdate: {
      CheckpointConfigurationUpdate: { ConfigurationTypeUpdate: 'CUSTOM', CheckpointIntervalUpdate: 1000 },
    },
  }).spec
  expect(custom.flink?.checkpoint.checkpointInterval).toBe(1000)
  const { spec } = configure(custom, {
    FlinkApplicationConfigurationUpdate: { CheckpointConfigurationUpdate: { ConfigurationTypeUpdate: 'DEFAULT' } },
  })
  expect(spec.flink).toEqual(defaultFlinkSpec)
})

it('replaces the property groups as a set, and removes them by an empty one', () => {
  const groups = [{ PropertyGroupId: 'out', PropertyMap: { bucket: 'results' } }]
  const replaced = configure(aSpec(), { EnvironmentPropertyUpdates: { PropertyGroups: groups } }).spec
  expect(replaced.propertyGroups).toEqual([{ id: 'out', map: { bucket: 'results' } }])
  const removed = configure(aSpec(), { EnvironmentPropertyUpdates: { PropertyGroups: [] } }).spec
  expect(removed.propertyGroups).toBeUndefined()
})

it('reads code anew whenever its place is named, and forgets the version of another object', () => {
  const content = (S3ContentLocationUpdate: object) =>
    configure(aSpec(), { ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { S3ContentLocationUpdate } } })
  expect(content({ FileKeyUpdate: 'b.jar' })).toMatchObject({
    spec: { code: { s3: { bucketArn: 'arn:aws:s3:::code', fileKey: 'b.jar' } } },
    source: { kind: 's3', bucket: 'code', key: 'b.jar' },
  })
  expect(content({ FileKeyUpdate: 'b.jar' }).spec.code?.s3?.objectVersion).toBeUndefined()
  expect(content({ FileKeyUpdate: 'a.jar' }).source).toEqual({
    kind: 's3',
    bucket: 'code',
    key: 'a.jar',
    version: 'v1',
  })
  expect(content({ ObjectVersionUpdate: 'v2' }).source).toMatchObject({ key: 'a.jar', version: 'v2' })
  expect(content({ ObjectVersionUpdate: '' }).source).toEqual({
    kind: 's3',
    bucket: 'code',
    key: 'a.jar',
    version: undefined,
  })
})

it('keeps the code, with its bundle, when no content is named', () => {
  const { spec, source } = configure(aSpec(), {
    ApplicationCodeConfigurationUpdate: { CodeContentTypeUpdate: 'ZIPFILE' },
  })
  expect(spec.code).toEqual(aSpec().code)
  expect(source).toBeUndefined()
})

it('gives code to an application that had none', () => {
  const bytes = new Uint8Array([1])
  const { spec, source } = configure(aSpec({ code: undefined }), {
    ApplicationCodeConfigurationUpdate: {
      CodeContentTypeUpdate: 'ZIPFILE',
      CodeContentUpdate: { ZipFileContentUpdate: bytes },
    },
  })
  expect(spec.code).toEqual({ contentType: 'ZIPFILE' })
  expect(source).toEqual({ kind: 'inline', bytes })
})

it('changes parts by their id and leaves the ids alone', () => {
  const { spec } = update(aSpec(), {
    ApplicationConfigurationUpdate: {
      VpcConfigurationUpdates: [{ VpcConfigurationId: '1.1', SubnetIdUpdates: ['subnet-2', 'subnet-3'] }],
    },
    CloudWatchLoggingOptionUpdates: [
      {
        CloudWatchLoggingOptionId: '1.1',
        LogStreamARNUpdate: 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:b',
      },
    ],
  })
  expect(spec.vpcConfigurations).toEqual([
    {
      id: '1.1',
      vpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      subnetIds: ['subnet-2', 'subnet-3'],
      securityGroupIds: ['sg-1'],
    },
  ])
  expect(spec.loggingOptions[0]?.logStreamArn).toMatch(/stream:b$/)
})

it('takes over runtime, role, snapshots, rollback and encryption', () => {
  const { spec } = update(aSpec(), {
    RuntimeEnvironmentUpdate: 'FLINK-2_2',
    ServiceExecutionRoleUpdate: 'arn:aws:iam::123456789012:role/two',
    ApplicationConfigurationUpdate: {
      ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: false },
      ApplicationSystemRollbackConfigurationUpdate: { RollbackEnabledUpdate: true },
      ApplicationEncryptionConfigurationUpdate: { KeyTypeUpdate: 'CUSTOMER_MANAGED_KEY', KeyIdUpdate: 'key-1' },
    },
  })
  expect(spec).toMatchObject({
    runtimeEnvironment: 'FLINK-2_2',
    serviceExecutionRole: 'arn:aws:iam::123456789012:role/two',
    snapshotsEnabled: false,
    systemRollbackEnabled: true,
    encryption: { keyType: 'CUSTOMER_MANAGED_KEY', keyId: 'key-1' },
  })
})

it('lets a part of another kind pass that asks for nothing', () => {
  expect(configure(aSpec(), { SqlApplicationConfigurationUpdate: {} }).spec).toEqual(aSpec())
})

const refused: [string, Partial<UpdateApplicationRequest>, string][] = [
  [
    'custom values for a DEFAULT block',
    {
      ApplicationConfigurationUpdate: {
        FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { AutoScalingEnabledUpdate: false } },
      },
    },
    'You are trying to provide custom values for the parallelism configuration. Please use ConfigurationType as CUSTOM if you intend to use custom values for parallelism configuration.',
  ],
  [
    'a logging option that is not there',
    { CloudWatchLoggingOptionUpdates: [{ CloudWatchLoggingOptionId: '9.9' }] },
    'CloudWatch logging option 9.9 does not exist. An update can change it, not add it.',
  ],
  [
    'a VPC configuration that is not there',
    { ApplicationConfigurationUpdate: { VpcConfigurationUpdates: [{ VpcConfigurationId: '9.9' }] } },
    'VPC configuration 9.9 does not exist. An update can change it, not add it.',
  ],
  [
    'another kind of runtime',
    { RuntimeEnvironmentUpdate: 'ZEPPELIN-FLINK-3_0' },
    'Runtime environment FLINK-1_20 cannot be changed to ZEPPELIN-FLINK-3_0.',
  ],
  [
    'text for code',
    {
      ApplicationConfigurationUpdate: {
        ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate: 'x' } },
      },
    },
    'You have provided ZIPFILE code content type, but have provided other code contents. Please specify either ZipFileContent or S3ContentLocation.',
  ],
  [
    'a role of another account',
    { ServiceExecutionRoleUpdate: 'arn:aws:iam::999999999999:role/r' },
    "Cross-account pass role is not allowed, The role should belong to account '123456789012'",
  ],
]

it.each(refused)('refuses %s', async (_, request, message) => {
  expect(await refusalOf(() => update(aSpec(), request))).toMatchObject({ name: 'InvalidArgumentException', message })
})

it('refuses a part of a location when there is no other part', () => {
  expect(() =>
    configure(aSpec({ code: undefined }), {
      ApplicationCodeConfigurationUpdate: {
        CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate: 'a.jar' } },
      },
    }),
  ).toThrow('Both BucketARNUpdate and FileKeyUpdate are needed: the application has no code in S3.')
})

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const anUpdate: fc.Arbitrary<Partial<UpdateApplicationRequest>> = fc.record(
  {
    RuntimeEnvironmentUpdate: fc.constantFrom('FLINK-1_20', 'FLINK-2_2', 'FLINK-2_3'),
    ServiceExecutionRoleUpdate: fc.constant('arn:aws:iam::123456789012:role/two'),
    ApplicationConfigurationUpdate: fc.record({
      EnvironmentPropertyUpdates: maybe(
        fc.record({
          PropertyGroups: fc.uniqueArray(
            fc.record({
              PropertyGroupId: fc.string({ minLength: 1 }),
              PropertyMap: fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), { minKeys: 1 }),
            }),
            { selector: ({ PropertyGroupId }) => PropertyGroupId },
          ),
        }),
      ),
      ApplicationSnapshotConfigurationUpdate: maybe(fc.record({ SnapshotsEnabledUpdate: fc.boolean() })),
      FlinkApplicationConfigurationUpdate: maybe(
        fc.record({
          ParallelismConfigurationUpdate: maybe(
            fc.record({
              ConfigurationTypeUpdate: fc.constant('CUSTOM' as const),
              ParallelismUpdate: maybe(fc.integer({ min: 1, max: 64 })),
              ParallelismPerKPUUpdate: maybe(fc.integer({ min: 1, max: 8 })),
              AutoScalingEnabledUpdate: maybe(fc.boolean()),
            }),
          ),
        }),
      ),
      ApplicationCodeConfigurationUpdate: maybe(
        fc.record({
          CodeContentUpdate: fc.record({
            S3ContentLocationUpdate: fc.record({
              FileKeyUpdate: maybe(fc.constantFrom('a.jar', 'b.jar')),
              ObjectVersionUpdate: maybe(fc.constantFrom('', 'v1', 'v2')),
            }),
          }),
        }),
      ),
    }),
  },
  { requiredKeys: [] },
)

it('gives the same when the same update is made twice', () => {
  fc.assert(
    fc.property(anUpdate, (request) => {
      const once = update(aSpec(), request)
      expect(update(once.spec, request)).toEqual(once)
    }),
  )
})
