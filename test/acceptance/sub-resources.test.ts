// VPC configurations, logging options, the maintenance window and Studio notebooks, by the AWS SDK for JavaScript. Nothing
// is started here: what a change does to a running job is told by the lifecycle tests.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AddApplicationCloudWatchLoggingOptionCommand,
  AddApplicationVpcConfigurationCommand,
  CreateApplicationCommand,
  DeleteApplicationCloudWatchLoggingOptionCommand,
  DeleteApplicationVpcConfigurationCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  type KinesisAnalyticsV2Client,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateApplicationCommand,
  UpdateApplicationMaintenanceConfigurationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { role } from './harness/applications.ts'
import { controlClient } from './harness/clients.ts'
import { startWeir, type Weir } from './harness/weir.ts'

let weir: Weir
let client: KinesisAnalyticsV2Client

beforeAll(async () => {
  weir = await startWeir()
  client = controlClient(weir)
})
afterAll(async () => weir.destroy())

const flink = async (ApplicationName: string) => {
  const command = new CreateApplicationCommand({
    ApplicationName,
    RuntimeEnvironment: 'FLINK-2_2',
    ServiceExecutionRole: role,
  })
  await client.send(command)
}
const describeNow = async (ApplicationName: string) => {
  const { ApplicationDetail } = await client.send(new DescribeApplicationCommand({ ApplicationName }))
  if (ApplicationDetail === undefined) throw new Error('DescribeApplication answered no ApplicationDetail')
  return ApplicationDetail
}
/** The name of the error that a call is answered with. */
const refusal = async (call: Promise<unknown>): Promise<{ name: string; message: string }> => {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message }
  }
  throw new Error('the call was not refused')
}

const network = { SubnetIds: ['subnet-0a1', 'subnet-0b2'], SecurityGroupIds: ['sg-0c3'] }
const LogStreamARN = 'arn:aws:logs:us-east-1:123456789012:log-group:weir:log-stream:flink'

it('adds and deletes VPC configurations, each in a version of its own', async () => {
  const ApplicationName = 'vpc'
  await flink(ApplicationName)
  const add = (CurrentApplicationVersionId: number) =>
    client.send(
      new AddApplicationVpcConfigurationCommand({
        ApplicationName,
        CurrentApplicationVersionId,
        VpcConfiguration: network,
      }),
    )
  const added = await add(1)
  expect(added).toMatchObject({
    ApplicationVersionId: 2,
    VpcConfigurationDescription: {
      VpcConfigurationId: '2.1',
      VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      ...network,
    },
  })
  expect(await refusal(add(1))).toMatchObject({ name: 'ConcurrentModificationException' })
  expect(await refusal(add(2))).toMatchObject({
    name: 'InvalidArgumentException',
    message: 'Kinesis Analytics currently supports only 1 VPC configuration(s)',
  })
  const operation = new DescribeApplicationOperationCommand({ ApplicationName, OperationId: added.OperationId })
  expect((await client.send(operation)).ApplicationOperationInfoDetails).toMatchObject({
    Operation: 'AddApplicationVpcConfiguration',
    OperationStatus: 'SUCCESSFUL',
    ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
  })

  const remove = (VpcConfigurationId: string, ConditionalToken: string | undefined) =>
    client.send(new DeleteApplicationVpcConfigurationCommand({ ApplicationName, ConditionalToken, VpcConfigurationId }))
  const { ConditionalToken, ApplicationConfigurationDescription: configuration } = await describeNow(ApplicationName)
  expect(configuration?.VpcConfigurationDescriptions).toEqual([added.VpcConfigurationDescription])
  expect(await refusal(remove('1.1', ConditionalToken))).toMatchObject({ name: 'ResourceNotFoundException' })
  expect(await remove('2.1', ConditionalToken)).toMatchObject({
    ApplicationVersionId: 3,
    OperationId: expect.any(String),
  })
  const after = await describeNow(ApplicationName)
  expect(after).toMatchObject({ ApplicationVersionId: 3, ApplicationVersionUpdatedFrom: 2, ApplicationStatus: 'READY' })
  expect(after.ApplicationConfigurationDescription?.VpcConfigurationDescriptions).toBeUndefined()
  const again = await add(3)
  expect(again.VpcConfigurationDescription).toEqual({
    ...added.VpcConfigurationDescription,
    VpcConfigurationId: '4.1',
  })
})

it('adds, changes and deletes a logging option', async () => {
  const ApplicationName = 'logging'
  await flink(ApplicationName)
  const add = (arn: string) =>
    client.send(
      new AddApplicationCloudWatchLoggingOptionCommand({
        ApplicationName,
        CurrentApplicationVersionId: 1,
        CloudWatchLoggingOption: { LogStreamARN: arn },
      }),
    )
  expect(await refusal(add('arn:aws:logs:us-east-1:123456789012:log-group:weir'))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringMatching(/^CloudWatch log stream ARN .* is invalid\.$/),
  })
  expect((await add(LogStreamARN)).CloudWatchLoggingOptionDescriptions).toEqual([
    { CloudWatchLoggingOptionId: '2.1', LogStreamARN },
  ])
  const other = `${LogStreamARN}-2`
  await client.send(
    new UpdateApplicationCommand({
      ApplicationName,
      CurrentApplicationVersionId: 2,
      CloudWatchLoggingOptionUpdates: [{ CloudWatchLoggingOptionId: '2.1', LogStreamARNUpdate: other }],
    }),
  )
  expect((await describeNow(ApplicationName)).CloudWatchLoggingOptionDescriptions).toEqual([
    { CloudWatchLoggingOptionId: '2.1', LogStreamARN: other },
  ])
  const { $metadata: _, ...deleted } = await client.send(
    new DeleteApplicationCloudWatchLoggingOptionCommand({
      ApplicationName,
      CurrentApplicationVersionId: 3,
      CloudWatchLoggingOptionId: '2.1',
    }),
  )
  expect(deleted).toEqual({ ApplicationARN: expect.stringContaining(ApplicationName), ApplicationVersionId: 4 })
  expect((await describeNow(ApplicationName)).CloudWatchLoggingOptionDescriptions).toBeUndefined()
})

it('moves the maintenance window without a new version', async () => {
  const ApplicationName = 'window'
  await flink(ApplicationName)
  const move = (ApplicationMaintenanceWindowStartTimeUpdate: string) =>
    client.send(
      new UpdateApplicationMaintenanceConfigurationCommand({
        ApplicationName,
        ApplicationMaintenanceConfigurationUpdate: { ApplicationMaintenanceWindowStartTimeUpdate },
      }),
    )
  const window = { ApplicationMaintenanceWindowStartTime: '21:15', ApplicationMaintenanceWindowEndTime: '05:15' }
  expect((await move('21:15')).ApplicationMaintenanceConfigurationDescription).toEqual(window)
  expect(await refusal(move('24:00'))).toMatchObject({ name: 'InvalidArgumentException' })
  expect(await describeNow(ApplicationName)).toMatchObject({
    ApplicationVersionId: 1,
    ApplicationMaintenanceConfigurationDescription: window,
  })
})

it('keeps, changes, describes and tags a Studio notebook', async () => {
  const ApplicationName = 'notes'
  const note = JSON.stringify({ id: '2H1', name: 'flights', paragraphs: [] })
  const catalog = { GlueDataCatalogConfiguration: { DatabaseARN: 'arn:aws:glue:us-east-1:123456789012:database/f' } }
  const udf = { BucketARN: 'arn:aws:s3:::notebooks', FileKey: 'udf.jar' }
  const maven = { GroupId: 'org.apache.flink', ArtifactId: 'flink-connector-kafka', Version: '1.15.4' }
  const create = (text: string) =>
    client.send(
      new CreateApplicationCommand({
        ApplicationName,
        RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
        ApplicationMode: 'INTERACTIVE',
        ServiceExecutionRole: role,
        Tags: [{ Key: 'team', Value: 'streams' }],
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: text } },
          VpcConfigurations: [network],
          ZeppelinApplicationConfiguration: {
            CatalogConfiguration: catalog,
            CustomArtifactsConfiguration: [{ ArtifactType: 'UDF', S3ContentLocation: udf }],
          },
        },
      }),
    )
  expect(await refusal(create('SHOW TABLES'))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining('valid Zeppelin note JSON object'),
  })
  await create(note)
  await client.send(
    new UpdateApplicationCommand({
      ApplicationName,
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: {
        ZeppelinApplicationConfigurationUpdate: {
          MonitoringConfigurationUpdate: { LogLevelUpdate: 'DEBUG' },
          CustomArtifactsConfigurationUpdate: [{ ArtifactType: 'DEPENDENCY_JAR', MavenReference: maven }],
        },
      },
    }),
  )
  const detail = await describeNow(ApplicationName)
  expect(detail).toMatchObject({
    ApplicationMode: 'INTERACTIVE',
    ApplicationVersionId: 2,
    ApplicationConfigurationDescription: {
      ApplicationCodeConfigurationDescription: {
        CodeContentType: 'PLAINTEXT',
        CodeContentDescription: { TextContent: note },
      },
      VpcConfigurationDescriptions: [{ VpcConfigurationId: '1.1', ...network }],
    },
  })
  expect(detail.ApplicationConfigurationDescription?.ZeppelinApplicationConfigurationDescription).toEqual({
    MonitoringConfigurationDescription: { LogLevel: 'DEBUG' },
    CatalogConfigurationDescription: {
      GlueDataCatalogConfigurationDescription: catalog.GlueDataCatalogConfiguration,
    },
    CustomArtifactsConfigurationDescription: [{ ArtifactType: 'DEPENDENCY_JAR', MavenReferenceDescription: maven }],
  })
  const ResourceARN = detail.ApplicationARN
  await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'stage', Value: 'test' }] }))
  expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([
    { Key: 'team', Value: 'streams' },
    { Key: 'stage', Value: 'test' },
  ])
})

it('refuses a jar with a Kinesis connector that is too old, and takes a newer one', async () => {
  const create = (ApplicationName: string, ZipFileContent: Uint8Array) =>
    client.send(
      new CreateApplicationCommand({
        ApplicationName,
        RuntimeEnvironment: 'FLINK-1_20',
        ServiceExecutionRole: role,
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent } },
        },
      }),
    )
  expect(await refusal(create('old-connector', jarWithConnector('1.13.2')))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringMatching(/^An unsupported Kinesis connector version has been detected/),
  })
  const { ApplicationDetail } = await create('new-connector', jarWithConnector('5.0.0-1.20'))
  expect(ApplicationDetail?.ApplicationStatus).toBe('READY')
})

/** A jar as Maven's shade plugin leaves it, made by Python because Node cannot. */
function jarWithConnector(version: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'weir-connector-'))
  const file = join(folder, 'app.jar')
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as jar:
    jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\\nMain-Class: a.Main\\n")
    jar.writestr("META-INF/maven/org.apache.flink/flink-connector-kinesis/pom.properties", "version=" + sys.argv[2] + "\\n")
    jar.writestr("a/Main.class", "")
`
  try {
    execFileSync('python3', ['-c', script, file, version])
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
