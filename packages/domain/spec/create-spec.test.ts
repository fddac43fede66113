import type { ApplicationConfiguration, CreateApplicationRequest } from '@weir/service-model'
import { aSpecRules, refusalOf } from '@weir/testkit'
import { createSpec } from './create-spec.ts'

const rules = aSpecRules()
const role = 'arn:aws:iam::123456789012:role/weir-default'

const aRequest = (given: Partial<CreateApplicationRequest> = {}): CreateApplicationRequest => ({
  ApplicationName: 'flights',
  RuntimeEnvironment: 'FLINK-2_2',
  ServiceExecutionRole: role,
  ...given,
})
const withConfiguration = (ApplicationConfiguration: ApplicationConfiguration) => aRequest({ ApplicationConfiguration })
const s3 = { BucketARN: 'arn:aws:s3:::code', FileKey: 'flights.jar' }

it('gives an application that asks for nothing the defaults of AWS', () => {
  expect(createSpec(aRequest(), rules)).toEqual({
    mode: 'STREAMING',
    source: undefined,
    spec: {
      runtimeEnvironment: 'FLINK-2_2',
      serviceExecutionRole: role,
      flink: {
        checkpoint: {
          configurationType: 'DEFAULT',
          checkpointingEnabled: true,
          checkpointInterval: 60_000,
          minPauseBetweenCheckpoints: 5_000,
        },
        monitoring: { configurationType: 'DEFAULT', metricsLevel: 'APPLICATION', logLevel: 'INFO' },
        parallelism: { configurationType: 'DEFAULT', parallelism: 1, parallelismPerKpu: 1, autoScalingEnabled: true },
      },
      snapshotsEnabled: true,
      systemRollbackEnabled: false,
      encryption: { keyType: 'AWS_OWNED_KEY' },
      vpcConfigurations: [],
      loggingOptions: [],
    },
  })
})

it('fills the members that a CUSTOM block leaves out', () => {
  const { flink } = createSpec(
    withConfiguration({
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: { ConfigurationType: 'CUSTOM', CheckpointingEnabled: false },
        MonitoringConfiguration: { ConfigurationType: 'CUSTOM', LogLevel: 'DEBUG', MetricsLevel: 'TASK' },
        ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 10, ParallelismPerKPU: 4 },
      },
    }),
    rules,
  ).spec
  expect(flink).toEqual({
    checkpoint: {
      configurationType: 'CUSTOM',
      checkpointingEnabled: false,
      checkpointInterval: 60_000,
      minPauseBetweenCheckpoints: 5_000,
    },
    monitoring: { configurationType: 'CUSTOM', logLevel: 'DEBUG', metricsLevel: 'TASK' },
    parallelism: { configurationType: 'CUSTOM', parallelism: 10, parallelismPerKpu: 4, autoScalingEnabled: true },
  })
})

it('takes the default values beside DEFAULT for what they are', () => {
  const { flink } = createSpec(
    withConfiguration({
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: { ConfigurationType: 'DEFAULT', CheckpointInterval: 60_000 },
      },
    }),
    rules,
  ).spec
  expect(flink?.checkpoint.configurationType).toBe('DEFAULT')
})

it('says where the code is to be read from', () => {
  const { spec, source } = createSpec(
    withConfiguration({
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { ...s3, ObjectVersion: 'v7' } },
      },
    }),
    rules,
  )
  expect(source).toEqual({ kind: 's3', bucket: 'code', key: 'flights.jar', version: 'v7' })
  expect(spec.code).toEqual({
    contentType: 'ZIPFILE',
    s3: { bucketArn: 'arn:aws:s3:::code', fileKey: 'flights.jar', objectVersion: 'v7' },
  })
})

it('keeps inline code out of the spec', () => {
  const bytes = new Uint8Array([1, 2, 3])
  const { spec, source } = createSpec(
    withConfiguration({
      ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent: bytes } },
    }),
    rules,
  )
  expect(source).toEqual({ kind: 'inline', bytes })
  expect(spec.code).toEqual({ contentType: 'ZIPFILE' })
})

it('numbers VPC configurations and logging options after the version that creates them', () => {
  const { spec } = createSpec(
    aRequest({
      ApplicationConfiguration: {
        VpcConfigurations: [{ SubnetIds: ['subnet-0a1b'], SecurityGroupIds: ['sg-0a1b'] }],
      },
      CloudWatchLoggingOptions: [
        { LogStreamARN: 'arn:aws:logs:us-east-1:123456789012:log-group:/weir/flights:log-stream:main' },
      ],
    }),
    rules,
  )
  expect(spec.vpcConfigurations.map(({ id }) => id)).toEqual(['1.1'])
  expect(spec.loggingOptions.map(({ id }) => id)).toEqual(['1.1'])
})

it('takes an empty description and an empty list of groups for none', () => {
  const { spec } = createSpec(
    aRequest({
      ApplicationDescription: '',
      ApplicationConfiguration: { EnvironmentProperties: { PropertyGroups: [] } },
    }),
    rules,
  )
  expect(spec.description).toBeUndefined()
  expect(spec.propertyGroups).toBeUndefined()
})

it('lets a setting allow the runtimes that AWS calls deprecated', () => {
  const request = aRequest({ RuntimeEnvironment: 'FLINK-1_13' })
  expect(createSpec(request, { ...rules, deprecatedRuntimes: 'allow' }).spec.runtimeEnvironment).toBe('FLINK-1_13')
})

const code = (CodeContentType: 'ZIPFILE' | 'PLAINTEXT', CodeContent?: object) =>
  withConfiguration({ ApplicationCodeConfiguration: { CodeContentType, CodeContent } })
const flink = (FlinkApplicationConfiguration: ApplicationConfiguration['FlinkApplicationConfiguration']) =>
  withConfiguration({ FlinkApplicationConfiguration })
const manyContents =
  'You have provided ZIPFILE code content type, but have provided other code contents. Please specify either ZipFileContent or S3ContentLocation.'
const empty = 'You have provided an empty CodeContent. Please provide a valid CodeContent.'
const customValues = (block: string) =>
  `You are trying to provide custom values for the ${block} configuration. Please use ConfigurationType as CUSTOM if you intend to use custom values for ${block} configuration.`
const perKpu =
  'FlinkApplicationParallelismPerKPU provided for the application flights should be a positive integer and should not be larger than the supported limit 8'

const refused: [string, CreateApplicationRequest, string][] = [
  [
    'a deprecated runtime',
    aRequest({ RuntimeEnvironment: 'FLINK-1_11' }),
    'Runtime FLINK-1_11 is deprecated. Please choose a valid version from: https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html#APIReference-CreateApplication-request-RuntimeEnvironment',
  ],
  [
    'a deprecated Studio runtime',
    aRequest({ RuntimeEnvironment: 'ZEPPELIN-FLINK-2_0' }),
    'Runtime ZEPPELIN-FLINK-2_0 is deprecated. Please choose a valid version from: https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html#APIReference-CreateApplication-request-RuntimeEnvironment',
  ],
  [
    'an interactive Flink application',
    aRequest({ ApplicationMode: 'INTERACTIVE' }),
    "Invalid configuration provided. ApplicationMode 'INTERACTIVE' is not applicable to runtime environment : FLINK-2_2",
  ],
  [
    'SQL configuration',
    withConfiguration({ SqlApplicationConfiguration: {} }),
    'SQLApplicationConfiguration is not valid with a FLINK runtime environment type. If you want to create a SQL application, please set the RunTimeEnvironmentType to SQL-1_0',
  ],
  [
    'Zeppelin configuration',
    withConfiguration({ ZeppelinApplicationConfiguration: {} }),
    'Invalid configuration provided. ZeppelinApplicationConfiguration is not applicable to runtime environment : FLINK-2_2',
  ],
  [
    'plain text code',
    code('PLAINTEXT', { TextContent: 'SELECT 1' }),
    'Flink application only supports ZIPFILE for application code content',
  ],
  ['text in a zip file', code('ZIPFILE', { TextContent: 'SELECT 1' }), manyContents],
  ['two contents', code('ZIPFILE', { S3ContentLocation: s3, ZipFileContent: new Uint8Array([1]) }), manyContents],
  ['an empty CodeContent', code('ZIPFILE', {}), empty],
  ['no CodeContent', code('ZIPFILE'), empty],
  ['an empty zip file', code('ZIPFILE', { ZipFileContent: new Uint8Array() }), empty],
  [
    'a bucket ARN of another service',
    code('ZIPFILE', { S3ContentLocation: { BucketARN: 'arn:aws:sqs:::code', FileKey: 'a' } }),
    'S3 bucket ARN arn:aws:sqs:::code is invalid.',
  ],
  [
    'custom checkpoint values beside DEFAULT',
    flink({ CheckpointConfiguration: { ConfigurationType: 'DEFAULT', CheckpointInterval: 1000 } }),
    customValues('checkpoint'),
  ],
  [
    'custom monitoring values beside DEFAULT',
    flink({ MonitoringConfiguration: { ConfigurationType: 'DEFAULT', LogLevel: 'DEBUG' } }),
    customValues('monitoring'),
  ],
  [
    'custom parallelism values beside DEFAULT',
    flink({ ParallelismConfiguration: { ConfigurationType: 'DEFAULT', Parallelism: 2 } }),
    customValues('parallelism'),
  ],
  [
    'a ParallelismPerKPU of 9',
    flink({ ParallelismConfiguration: { ConfigurationType: 'CUSTOM', ParallelismPerKPU: 9 } }),
    perKpu,
  ],
  [
    'more parallelism than the KPUs carry',
    flink({ ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 129, ParallelismPerKPU: 2 } }),
    'Parallelism 129 exceeds the limit of 128 for ParallelismPerKPU 2 (at most 64 KPUs and a parallelism of 256).',
  ],
  [
    'more parallelism than there can be',
    flink({ ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 257, ParallelismPerKPU: 8 } }),
    'Parallelism 257 exceeds the limit of 256 for ParallelismPerKPU 8 (at most 64 KPUs and a parallelism of 256).',
  ],
  [
    'a property group given twice',
    withConfiguration({
      EnvironmentProperties: {
        PropertyGroups: [
          { PropertyGroupId: 'in', PropertyMap: { a: '1' } },
          { PropertyGroupId: 'in', PropertyMap: { b: '2' } },
        ],
      },
    }),
    "Found a duplicate PropertyGroupId : 'in'. Please provide unique PropertyGroupIds.",
  ],
  [
    'a key for the key of AWS',
    withConfiguration({ ApplicationEncryptionConfiguration: { KeyType: 'AWS_OWNED_KEY', KeyId: 'k' } }),
    'keyId cannot be provided with the AWS_OWNED_KEY keyType.',
  ],
  [
    "a customer's key without its id",
    withConfiguration({ ApplicationEncryptionConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY' } }),
    'You have selected CUSTOMER_MANAGED_KEY for keyType. Please provide a valid key id.',
  ],
  [
    'a role of another account',
    aRequest({ ServiceExecutionRole: 'arn:aws:iam::999999999999:role/r' }),
    "Cross-account pass role is not allowed, The role should belong to account '123456789012'",
  ],
  [
    'a role that is none',
    aRequest({ ServiceExecutionRole: 'arn:aws:iam::123456789012:user/u' }),
    'Service execution role ARN arn:aws:iam::123456789012:user/u is invalid.',
  ],
  [
    'two VPC configurations',
    withConfiguration({
      VpcConfigurations: [
        { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
        { SubnetIds: ['subnet-2'], SecurityGroupIds: ['sg-2'] },
      ],
    }),
    'Kinesis Analytics currently supports only 1 VPC configuration(s)',
  ],
  [
    'a subnet that is none',
    withConfiguration({ VpcConfigurations: [{ SubnetIds: ['net-1'], SecurityGroupIds: ['sg-1'] }] }),
    'Subnet ID net-1 is invalid.',
  ],
  [
    'two logging options',
    aRequest({
      CloudWatchLoggingOptions: [
        { LogStreamARN: 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:a' },
        { LogStreamARN: 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:b' },
      ],
    }),
    'Kinesis Analytics currently supports only 1 logging option.',
  ],
  [
    'a log group for a log stream',
    aRequest({ CloudWatchLoggingOptions: [{ LogStreamARN: 'arn:aws:logs:us-east-1:123456789012:log-group:g' }] }),
    'CloudWatch log stream ARN arn:aws:logs:us-east-1:123456789012:log-group:g is invalid.',
  ],
]

it.each(refused)('refuses %s', async (_, request, message) => {
  const create = () => createSpec(request, rules)
  expect(await refusalOf(create)).toMatchObject({ name: 'InvalidArgumentException', message })
})

it('lets a setting refuse SQL applications, in the words of AWS', async () => {
  const create = () => createSpec(aRequest({ RuntimeEnvironment: 'SQL-1_0' }), { ...rules, sqlApplications: 'off' })
  expect(await refusalOf(create)).toMatchObject({
    name: 'UnsupportedOperationException',
    message:
      'CreateApplication is not supported for SQL applications in this Region. You can use KDA Studio to build streaming applications with Flink SQL.',
  })
})
