import type {
  ApplicationConfiguration,
  ApplicationConfigurationUpdate,
  ApplicationMode,
  RuntimeEnvironment,
} from '@weir/service-model'
import { aSpecRules, refusalOf } from '@weir/testkit'
import { createSpec } from '../spec/create-spec.ts'
import { updateSpec } from '../spec/update-spec.ts'

const rules = aSpecRules()
const modes: Partial<Record<RuntimeEnvironment, ApplicationMode>> = { 'ZEPPELIN-FLINK-3_0': 'INTERACTIVE' }

const create = (RuntimeEnvironment: RuntimeEnvironment, ApplicationConfiguration: ApplicationConfiguration = {}) =>
  createSpec(
    {
      ApplicationName: 'flights',
      RuntimeEnvironment,
      ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
      ApplicationMode: modes[RuntimeEnvironment],
      ApplicationConfiguration,
    },
    rules,
  )
const update = (runtime: RuntimeEnvironment, ApplicationConfigurationUpdate: ApplicationConfigurationUpdate) =>
  updateSpec(create(runtime).spec, { ApplicationName: 'flights', ApplicationConfigurationUpdate }, rules)

const flink = 'FLINK-2_2'
const sql = 'SQL-1_0'
const studio = 'ZEPPELIN-FLINK-3_0'
const notApplicable = (called: string, runtime: RuntimeEnvironment) =>
  `Invalid configuration provided. ${called} is not applicable to runtime environment : ${runtime}`
const sqlInFlink =
  'SQLApplicationConfiguration is not valid with a FLINK runtime environment type. If you want to create a SQL application, please set the RunTimeEnvironmentType to SQL-1_0'

const created: [RuntimeEnvironment, ApplicationConfiguration, string][] = [
  [flink, { SqlApplicationConfiguration: {} }, sqlInFlink],
  [studio, { SqlApplicationConfiguration: {} }, notApplicable('SqlApplicationConfiguration', studio)],
  [flink, { ZeppelinApplicationConfiguration: {} }, notApplicable('ZeppelinApplicationConfiguration', flink)],
  [sql, { ZeppelinApplicationConfiguration: {} }, notApplicable('ZeppelinApplicationConfiguration', sql)],
  [sql, { FlinkApplicationConfiguration: {} }, notApplicable('FlinkApplicationConfiguration', sql)],
  [studio, { FlinkApplicationConfiguration: {} }, notApplicable('FlinkApplicationConfiguration', studio)],
  [sql, { ApplicationSnapshotConfiguration: { SnapshotsEnabled: false } }, notApplicable('SnapshotsEnabled', sql)],
  [studio, { ApplicationSnapshotConfiguration: { SnapshotsEnabled: true } }, notApplicable('SnapshotsEnabled', studio)],
  [
    studio,
    { ApplicationSystemRollbackConfiguration: { RollbackEnabled: true } },
    notApplicable('SystemRollbacksEnabled', studio),
  ],
  [
    sql,
    { VpcConfigurations: [{ SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }] },
    notApplicable('VpcConfigurations', sql),
  ],
  [sql, { EnvironmentProperties: { PropertyGroups: [] } }, notApplicable('EnvironmentProperties', sql)],
  [
    sql,
    { ApplicationEncryptionConfiguration: { KeyType: 'AWS_OWNED_KEY' } },
    notApplicable('ApplicationEncryptionConfiguration', sql),
  ],
  [
    flink,
    { ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: 'x' } } },
    'Flink application only supports ZIPFILE for application code content',
  ],
  [
    studio,
    { ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE' } },
    'Zeppelin application only supports PLAINTEXT for application code content',
  ],
  [
    sql,
    { ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE' } },
    'SQL application only supports PLAINTEXT for application code content',
  ],
  [
    sql,
    { ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: {} } },
    'You have provided an empty CodeContent. Please provide a valid CodeContent.',
  ],
  [
    sql,
    {
      ApplicationCodeConfiguration: {
        CodeContentType: 'PLAINTEXT',
        CodeContent: { TextContent: 'SELECT 1', ZipFileContent: new Uint8Array([1]) },
      },
    },
    'You have provided PLAINTEXT code content type, but have provided other code contents. Please specify either TextContent or S3ContentLocation.',
  ],
  [
    studio,
    { ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: '{"id":"1"}' } } },
    "Zeppelin application code provided in TextContent must be a valid Zeppelin note JSON object containing 'id' and 'name' fields",
  ],
]

it.each(created)('refuses to create %s with %j', async (runtime, configuration, message) => {
  expect(await refusalOf(() => create(runtime, configuration))).toMatchObject({
    name: 'InvalidArgumentException',
    message,
  })
})

const updated: [RuntimeEnvironment, ApplicationConfigurationUpdate, string][] = [
  [flink, { SqlApplicationConfigurationUpdate: { InputUpdates: [{ InputId: '1.1' }] } }, sqlInFlink],
  [
    sql,
    { FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { ParallelismUpdate: 2 } } },
    notApplicable('FlinkApplicationConfiguration', sql),
  ],
  [
    sql,
    { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: true } },
    notApplicable('SnapshotsEnabled', sql),
  ],
  [
    studio,
    { ApplicationSystemRollbackConfigurationUpdate: { RollbackEnabledUpdate: false } },
    notApplicable('SystemRollbacksEnabled', studio),
  ],
  [
    studio,
    { ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate: '{"id":"1","name":"n"}' } } },
    notApplicable('CodeContentUpdate', studio),
  ],
  [
    sql,
    { ApplicationCodeConfigurationUpdate: { CodeContentTypeUpdate: 'ZIPFILE' } },
    'SQL application only supports PLAINTEXT for application code content',
  ],
]

it.each(updated)('refuses to update %s with %j', async (runtime, configuration, message) => {
  expect(await refusalOf(() => update(runtime, configuration))).toMatchObject({
    name: 'InvalidArgumentException',
    message,
  })
})

it('takes parts that ask for nothing for what they are, whatever kind they are of', () => {
  expect(create(sql, { VpcConfigurations: [] }).spec.vpcConfigurations).toEqual([])
  const nothing = {
    SqlApplicationConfigurationUpdate: { InputUpdates: [] },
    FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: {} },
    ZeppelinApplicationConfigurationUpdate: {},
    EnvironmentPropertyUpdates: { PropertyGroups: [] },
  }
  for (const runtime of [sql, flink, studio] as const) {
    expect(update(runtime, nothing).spec).toEqual(create(runtime).spec)
  }
})

it.each([
  [sql, 'INTERACTIVE'],
  [flink, 'INTERACTIVE'],
  [studio, 'STREAMING'],
  [studio, undefined],
] as const)('refuses %s in mode %s', async (RuntimeEnvironment, ApplicationMode) => {
  const request = {
    ApplicationName: 'n',
    RuntimeEnvironment,
    ServiceExecutionRole: 'arn:aws:iam::123456789012:role/r',
    ApplicationMode,
  }
  expect(await refusalOf(() => createSpec(request, rules))).toMatchObject({
    name: 'InvalidArgumentException',
    message: `Invalid configuration provided. ApplicationMode '${ApplicationMode ?? 'STREAMING'}' is not applicable to runtime environment : ${RuntimeEnvironment}`,
  })
})

it.each([
  [sql, flink],
  [flink, sql],
  [studio, 'FLINK-1_15'],
] as const)('does not make of %s an application of %s', async (from, RuntimeEnvironmentUpdate) => {
  const change = () => updateSpec(create(from).spec, { ApplicationName: 'flights', RuntimeEnvironmentUpdate }, rules)
  expect(await refusalOf(change)).toMatchObject({ name: 'InvalidArgumentException' })
})
