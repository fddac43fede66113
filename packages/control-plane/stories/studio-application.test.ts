import type { ApplicationConfiguration, ApplicationConfigurationUpdate } from '@weir/service-model'
import { refusalOf } from '@weir/testkit'
import { createWorld } from './world.ts'

const note = '{"id":"2H1","name":"flights","paragraphs":[{"text":"%flink.ssql\\nSHOW TABLES"}]}\n'
const code = {
  ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: note } },
} as const
const database = 'arn:aws:glue:us-east-1:123456789012:database/flights'
const jar = { BucketARN: 'arn:aws:s3:::notebooks', FileKey: 'udf.jar', ObjectVersion: 'v1' }
const maven = { GroupId: 'org.apache.flink', ArtifactId: 'flink-connector-kafka', Version: '1.15.4' }
const zeppelin: ApplicationConfiguration = {
  ZeppelinApplicationConfiguration: {
    MonitoringConfiguration: { LogLevel: 'DEBUG' },
    CatalogConfiguration: { GlueDataCatalogConfiguration: { DatabaseARN: database } },
    DeployAsApplicationConfiguration: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::notebooks', BasePath: 'built' } },
    CustomArtifactsConfiguration: [
      { ArtifactType: 'UDF', S3ContentLocation: jar },
      { ArtifactType: 'DEPENDENCY_JAR', MavenReference: maven },
    ],
  },
}

const notebook = (ApplicationConfiguration: ApplicationConfiguration = {}) =>
  ({
    ApplicationName: 'notes',
    RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
    ApplicationMode: 'INTERACTIVE',
    ApplicationConfiguration,
  }) as const

const noted = async () => {
  const world = createWorld()
  await world.created(notebook({ ...code, ...zeppelin }))
  const update = (ApplicationConfigurationUpdate: ApplicationConfigurationUpdate, versionId = 1) =>
    world.act.UpdateApplication(
      { ApplicationName: 'notes', CurrentApplicationVersionId: versionId, ApplicationConfigurationUpdate },
      world.context,
    )
  const configuration = async () => {
    const { ApplicationDetail } = await world.act.DescribeApplication({ ApplicationName: 'notes' }, world.context)
    return ApplicationDetail.ApplicationConfigurationDescription
  }
  return { ...world, update, configuration }
}

it('is described as it was created', async () => {
  const { act, context, configuration } = await noted()
  expect((await act.DescribeApplication({ ApplicationName: 'notes' }, context)).ApplicationDetail).toMatchObject({
    RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
    ApplicationMode: 'INTERACTIVE',
    ApplicationStatus: 'READY',
    ApplicationVersionId: 1,
  })
  expect(JSON.parse(JSON.stringify(await configuration()))).toEqual({
    ApplicationCodeConfigurationDescription: {
      CodeContentType: 'PLAINTEXT',
      CodeContentDescription: { TextContent: note },
    },
    ApplicationEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
    ZeppelinApplicationConfigurationDescription: {
      MonitoringConfigurationDescription: { LogLevel: 'DEBUG' },
      CatalogConfigurationDescription: { GlueDataCatalogConfigurationDescription: { DatabaseARN: database } },
      DeployAsApplicationConfigurationDescription: {
        S3ContentLocationDescription: { BucketARN: 'arn:aws:s3:::notebooks', BasePath: 'built' },
      },
      CustomArtifactsConfigurationDescription: [
        { ArtifactType: 'UDF', S3ContentLocationDescription: jar },
        { ArtifactType: 'DEPENDENCY_JAR', MavenReferenceDescription: maven },
      ],
    },
  })
})

it('is updated member by member, its artifacts as a list', async () => {
  const { update, configuration, store, application } = await noted()
  await update({
    ZeppelinApplicationConfigurationUpdate: {
      MonitoringConfigurationUpdate: { LogLevelUpdate: 'ERROR' },
      CustomArtifactsConfigurationUpdate: [{ ArtifactType: 'DEPENDENCY_JAR', S3ContentLocation: jar }],
    },
  })
  await update(
    { EnvironmentPropertyUpdates: { PropertyGroups: [{ PropertyGroupId: 'a', PropertyMap: { b: 'c' } }] } },
    2,
  )
  expect(await configuration()).toMatchObject({
    ApplicationCodeConfigurationDescription: { CodeContentDescription: { TextContent: note } },
    EnvironmentPropertyDescriptions: { PropertyGroupDescriptions: [{ PropertyGroupId: 'a' }] },
    ZeppelinApplicationConfigurationDescription: {
      MonitoringConfigurationDescription: { LogLevel: 'ERROR' },
      CatalogConfigurationDescription: { GlueDataCatalogConfigurationDescription: { DatabaseARN: database } },
      CustomArtifactsConfigurationDescription: [{ ArtifactType: 'DEPENDENCY_JAR', S3ContentLocationDescription: jar }],
    },
  })
  const { id } = await application('notes')
  expect((await store.versions.find(id, 1))?.spec.studio?.logLevel).toBe('DEBUG')
})

it.each([
  [{ ApplicationSnapshotConfiguration: { SnapshotsEnabled: true } }, 'SnapshotsEnabled'],
  [{ ApplicationSystemRollbackConfiguration: { RollbackEnabled: true } }, 'SystemRollbacksEnabled'],
  [{ FlinkApplicationConfiguration: {} }, 'FlinkApplicationConfiguration'],
])('refuses %j', async (foreign, called) => {
  const { created } = createWorld()
  expect(await refusalOf(() => created(notebook({ ...code, ...foreign })))).toEqual({
    name: 'InvalidArgumentException',
    message: `Invalid configuration provided. ${called} is not applicable to runtime environment : ZEPPELIN-FLINK-3_0`,
  })
})

it('refuses the same in an update, and new code', async () => {
  const { update } = await noted()
  const snapshots = { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: true } }
  const otherNote = { ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate: note } } }
  for (const change of [snapshots, otherNote]) {
    expect((await refusalOf(() => update(change))).name).toBe('InvalidArgumentException')
  }
})

it('needs the mode of notebooks, and a note that is one', async () => {
  const { created } = createWorld()
  expect(await refusalOf(() => created({ ...notebook(code), ApplicationMode: undefined }))).toEqual({
    name: 'InvalidArgumentException',
    message:
      "Invalid configuration provided. ApplicationMode 'STREAMING' is not applicable to runtime environment : ZEPPELIN-FLINK-3_0",
  })
  const text = { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: 'SHOW TABLES' } } as const
  expect((await refusalOf(() => created(notebook({ ApplicationCodeConfiguration: text })))).message).toMatch(
    /^Zeppelin application code provided in TextContent must be a valid Zeppelin note/,
  )
  const zip = { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent: Buffer.from('PK') } } as const
  expect((await refusalOf(() => created(notebook({ ApplicationCodeConfiguration: zip })))).message).toBe(
    'Zeppelin application only supports PLAINTEXT for application code content',
  )
})

it('names its catalogue in its own region', async () => {
  const { created } = createWorld()
  const elsewhere = database.replace('us-east-1', 'eu-west-1')
  const catalog = { CatalogConfiguration: { GlueDataCatalogConfiguration: { DatabaseARN: elsewhere } } }
  expect(await refusalOf(() => created(notebook({ ZeppelinApplicationConfiguration: catalog })))).toEqual({
    name: 'InvalidArgumentException',
    message: "Incorrect region in DatabaseArn, expecting 'us-east-1' but found 'eu-west-1'.",
  })
})

it('has a network, logging options, a maintenance window and tags like any application', async () => {
  const { act, context, application } = await noted()
  const at = (CurrentApplicationVersionId: number) => ({ ApplicationName: 'notes', CurrentApplicationVersionId })
  const VpcConfiguration = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }
  await act.AddApplicationVpcConfiguration({ ...at(1), VpcConfiguration }, context)
  const LogStreamARN = 'arn:aws:logs:us-east-1:123456789012:log-group:notes:log-stream:a'
  await act.AddApplicationCloudWatchLoggingOption({ ...at(2), CloudWatchLoggingOption: { LogStreamARN } }, context)
  const { spec, versionId, arn } = await application('notes')
  expect([versionId, spec.vpcConfigurations[0]?.id, spec.loggingOptions[0]?.id]).toEqual([3, '2.1', '3.1'])
  await act.TagResource({ ResourceARN: arn, Tags: [{ Key: 'a' }] }, context)
  expect((await act.ListTagsForResource({ ResourceARN: arn }, context)).Tags).toEqual([{ Key: 'a', Value: '' }])
})

it('has no snapshots, and cannot be run yet', async () => {
  const { act, context } = await noted()
  const snapshot = { ApplicationName: 'notes', SnapshotName: 's' }
  const refusals = [
    await refusalOf(() => act.CreateApplicationSnapshot(snapshot, context)),
    await refusalOf(() => act.ListApplicationSnapshots({ ApplicationName: 'notes' }, context)),
    await refusalOf(() => act.StartApplication({ ApplicationName: 'notes' }, context)),
  ]
  expect(refusals.map(({ name }) => name)).toEqual(Array(3).fill('UnsupportedOperationException'))
})
