// What a client gets that asks for nothing: each default of the API, read back where a client sees it.
import type { ActionName, ApplicationDetail } from '@weir/service-model'
import { noteAnswer } from '@weir/testkit'
import { createWorld } from './world.ts'

type World = ReturnType<typeof createWorld>

/** Action, what has a default, the default, and where a client reads it. */
type Row = readonly [ActionName, string, unknown, (world: World) => Promise<unknown>]

const described = async (world: World, name = 'flights'): Promise<ApplicationDetail> =>
  (await world.act.DescribeApplication({ ApplicationName: name }, world.context)).ApplicationDetail

/** Reads from an application that was created with nothing but what is required. */
const created =
  (read: (detail: ApplicationDetail) => unknown, request = {}) =>
  async (world: World) => {
    await world.created({ ApplicationConfiguration: undefined, ...request })
    return read(await described(world))
  }

const flink = (read: (block: Flink) => unknown, configuration?: object) =>
  created(
    ({ ApplicationConfigurationDescription: description }) =>
      read(description?.FlinkApplicationConfigurationDescription ?? {}),
    configuration && { ApplicationConfiguration: { FlinkApplicationConfiguration: configuration } },
  )
type Flink = NonNullable<
  NonNullable<ApplicationDetail['ApplicationConfigurationDescription']>['FlinkApplicationConfigurationDescription']
>

const custom = { ConfigurationType: 'CUSTOM' }

const sql = (read: (detail: ApplicationDetail) => unknown, input = {}) =>
  created(read, {
    RuntimeEnvironment: 'SQL-1_0',
    ApplicationConfiguration: {
      SqlApplicationConfiguration: {
        Inputs: [
          {
            NamePrefix: 'IN',
            KinesisStreamsInput: { ResourceARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/in' },
            InputSchema: {
              RecordFormat: {
                RecordFormatType: 'JSON',
                MappingParameters: { JSONMappingParameters: { RecordRowPath: '$' } },
              },
              RecordColumns: [{ Name: 'A', SqlType: 'INTEGER', Mapping: '$.a' }],
            },
            ...input,
          },
        ],
      },
    },
  })
const firstInput = ({ ApplicationConfigurationDescription: description }: ApplicationDetail) =>
  description?.SqlApplicationConfigurationDescription?.InputDescriptions?.[0]

const studio = { RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0', ApplicationMode: 'INTERACTIVE' }

const started = (read: (detail: ApplicationDetail) => unknown) => async (world: World) => {
  await world.created()
  await world.act.StartApplication({ ApplicationName: 'flights' }, world.context)
  return read(await described(world))
}
const run = ({ ApplicationConfigurationDescription: description }: ApplicationDetail) =>
  description?.RunConfigurationDescription

const rows: readonly Row[] = [
  ['CreateApplication', 'ApplicationStatus READY', 'READY', created((it) => it.ApplicationStatus)],
  ['CreateApplication', 'ApplicationVersionId 1', 1, created((it) => it.ApplicationVersionId)],
  ['CreateApplication', 'ApplicationMode STREAMING', 'STREAMING', created((it) => it.ApplicationMode)],
  ['CreateApplication', 'ApplicationDescription absent', undefined, created((it) => it.ApplicationDescription)],
  [
    'CreateApplication',
    'CheckpointConfiguration',
    {
      ConfigurationType: 'DEFAULT',
      CheckpointingEnabled: true,
      CheckpointInterval: 60_000,
      MinPauseBetweenCheckpoints: 5_000,
    },
    flink((it) => it.CheckpointConfigurationDescription),
  ],
  [
    'CreateApplication',
    'members left out of a CUSTOM CheckpointConfiguration',
    {
      ConfigurationType: 'CUSTOM',
      CheckpointingEnabled: true,
      CheckpointInterval: 60_000,
      MinPauseBetweenCheckpoints: 5_000,
    },
    flink((it) => it.CheckpointConfigurationDescription, { CheckpointConfiguration: custom }),
  ],
  [
    'CreateApplication',
    'MonitoringConfiguration',
    { ConfigurationType: 'DEFAULT', MetricsLevel: 'APPLICATION', LogLevel: 'INFO' },
    flink((it) => it.MonitoringConfigurationDescription),
  ],
  [
    'CreateApplication',
    'members left out of a CUSTOM MonitoringConfiguration',
    { ConfigurationType: 'CUSTOM', MetricsLevel: 'APPLICATION', LogLevel: 'INFO' },
    flink((it) => it.MonitoringConfigurationDescription, { MonitoringConfiguration: custom }),
  ],
  [
    'CreateApplication',
    'ParallelismConfiguration',
    {
      ConfigurationType: 'DEFAULT',
      Parallelism: 1,
      ParallelismPerKPU: 1,
      CurrentParallelism: 1,
      AutoScalingEnabled: true,
    },
    flink((it) => it.ParallelismConfigurationDescription),
  ],
  [
    'CreateApplication',
    'members left out of a CUSTOM ParallelismConfiguration, CurrentParallelism as Parallelism',
    {
      ConfigurationType: 'CUSTOM',
      Parallelism: 4,
      ParallelismPerKPU: 1,
      CurrentParallelism: 4,
      AutoScalingEnabled: true,
    },
    flink((it) => it.ParallelismConfigurationDescription, {
      ParallelismConfiguration: { ...custom, Parallelism: 4 },
    }),
  ],
  [
    'CreateApplication',
    'SnapshotsEnabled true',
    true,
    created(
      (it) => it.ApplicationConfigurationDescription?.ApplicationSnapshotConfigurationDescription?.SnapshotsEnabled,
    ),
  ],
  [
    'CreateApplication',
    'RollbackEnabled false',
    false,
    created(
      (it) =>
        it.ApplicationConfigurationDescription?.ApplicationSystemRollbackConfigurationDescription?.RollbackEnabled,
    ),
  ],
  [
    'CreateApplication',
    'KeyType AWS_OWNED_KEY',
    { KeyType: 'AWS_OWNED_KEY' },
    created((it) => it.ApplicationConfigurationDescription?.ApplicationEncryptionConfigurationDescription),
  ],
  [
    'CreateApplication',
    'maintenance window of the Region',
    { ApplicationMaintenanceWindowStartTime: '03:00', ApplicationMaintenanceWindowEndTime: '11:00' },
    created((it) => it.ApplicationMaintenanceConfigurationDescription),
  ],
  [
    'CreateApplication',
    'RunConfiguration absent before the first start',
    undefined,
    created((it) => it.ApplicationConfigurationDescription?.RunConfigurationDescription),
  ],
  [
    'CreateApplication',
    'SQL-1_0: no configuration',
    undefined,
    created((it) => it.ApplicationConfigurationDescription, { RuntimeEnvironment: 'SQL-1_0' }),
  ],
  ['CreateApplication', 'SQL-1_0: InputParallelism 1', { Count: 1 }, sql((it) => firstInput(it)?.InputParallelism)],
  ['CreateApplication', 'SQL-1_0: InAppStreamNames', ['IN_001'], sql((it) => firstInput(it)?.InAppStreamNames)],
  [
    'CreateApplication',
    'SQL-1_0: RecordEncoding absent',
    undefined,
    sql((it) => firstInput(it)?.InputSchema?.RecordEncoding),
  ],
  [
    'CreateApplication',
    'SQL-1_0: InputStartingPositionConfiguration empty before the first start',
    {},
    sql((it) => firstInput(it)?.InputStartingPositionConfiguration),
  ],
  [
    'CreateApplication',
    'Studio: LogLevel INFO',
    { LogLevel: 'INFO' },
    created(
      (it) =>
        it.ApplicationConfigurationDescription?.ZeppelinApplicationConfigurationDescription
          ?.MonitoringConfigurationDescription,
      studio,
    ),
  ],
  [
    'StartApplication',
    'RESTORE_FROM_LATEST_SNAPSHOT',
    { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
    started((it) => run(it)?.ApplicationRestoreConfigurationDescription),
  ],
  [
    'StartApplication',
    'AllowNonRestoredState false',
    { AllowNonRestoredState: false },
    started((it) => run(it)?.FlinkRunConfigurationDescription),
  ],
  [
    'StopApplication',
    'Force false',
    'STOPPING',
    async (world) => {
      await world.running()
      await world.act.StopApplication({ ApplicationName: 'flights' }, world.context)
      return (await world.application()).status
    },
  ],
  [
    'UpdateApplication',
    'RunConfigurationUpdate: RESTORE_FROM_LATEST_SNAPSHOT, AllowNonRestoredState false, whatever was before',
    {
      ApplicationRestoreConfigurationDescription: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
      FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
    },
    async (world) => {
      const { versionId } = await world.running()
      const request = { ApplicationName: 'flights', CurrentApplicationVersionId: versionId }
      await world.act.UpdateApplication(
        {
          ...request,
          RunConfigurationUpdate: {
            ApplicationRestoreConfiguration: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' },
            FlinkRunConfiguration: { AllowNonRestoredState: true },
          },
        },
        world.context,
      )
      await world.settle('flights', 'updated')
      await world.act.UpdateApplication({ ...request, CurrentApplicationVersionId: versionId + 1 }, world.context)
      return run(await described(world))
    },
  ],
  [
    'ListApplications',
    'Limit 50',
    50,
    async ({ act, context, created: create }) => {
      for (let n = 0; n < 51; n += 1) await create({ ApplicationName: `a${n}` })
      return (await act.ListApplications({}, context)).ApplicationSummaries.length
    },
  ],
  [
    'TagResource',
    'Value empty',
    [{ Key: 'k', Value: '' }],
    async ({ act, context, created: create }) => {
      const { arn: ResourceARN } = await create()
      await act.TagResource({ ResourceARN, Tags: [{ Key: 'k' }] }, context)
      return (await act.ListTagsForResource({ ResourceARN }, context)).Tags
    },
  ],
]

it.each(rows)('%s: %s', async (action, what, value, read) => {
  const world = createWorld()
  // as on the wire, where members without a value are left out
  const seen: unknown = JSON.parse(JSON.stringify({ value: (await read(world)) ?? null }))
  expect(seen).toEqual({ value: value ?? null })
  noteAnswer(action, `default: ${what}`)
})
