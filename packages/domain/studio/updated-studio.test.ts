import type { ZeppelinApplicationConfigurationUpdate } from '@weir/service-model'
import { refusalOf } from '@weir/testkit'
import type { StudioSpec } from '../model/studio-spec.ts'
import { updatedStudio } from './updated-studio.ts'

const current: StudioSpec = {
  logLevel: 'WARN',
  glueDatabaseArn: 'arn:aws:glue:us-east-1:123456789012:database/flights',
  deployAs: { bucketArn: 'arn:aws:s3:::notebooks', basePath: 'built/' },
  customArtifacts: [{ type: 'UDF', s3: { bucketArn: 'arn:aws:s3:::notebooks', fileKey: 'udf.jar' } }],
}
const rules = { region: 'us-east-1' }
const update = (change: ZeppelinApplicationConfigurationUpdate, from = current) => updatedStudio(from, change, rules)
const refusal = (change: ZeppelinApplicationConfigurationUpdate, from = current) =>
  refusalOf(() => update(change, from))
const deploy = (S3ContentLocationUpdate: { BucketARNUpdate?: string; BasePathUpdate?: string }) => ({
  DeployAsApplicationConfigurationUpdate: { S3ContentLocationUpdate },
})
const catalog = (DatabaseARNUpdate: string) => ({
  CatalogConfigurationUpdate: { GlueDataCatalogConfigurationUpdate: { DatabaseARNUpdate } },
})
const maven = { GroupId: 'org.apache.flink', ArtifactId: 'flink-connector-kafka', Version: '1.15.4' }

it('stays as it is when an update names nothing', () => {
  for (const change of [{}, { DeployAsApplicationConfigurationUpdate: {} }, deploy({})]) {
    expect(update(change)).toEqual(current)
  }
})

it('changes the members that are named and no others', () => {
  const glueDatabaseArn = 'arn:aws:glue:us-east-1:123456789012:database/trains'
  expect(update({ MonitoringConfigurationUpdate: { LogLevelUpdate: 'DEBUG' } })).toEqual({
    ...current,
    logLevel: 'DEBUG',
  })
  expect(update(catalog(glueDatabaseArn))).toEqual({ ...current, glueDatabaseArn })
  expect(update(deploy({ BasePathUpdate: 'new/' })).deployAs).toEqual({ ...current.deployAs, basePath: 'new/' })
  expect(update(deploy({ BucketARNUpdate: 'arn:aws:s3:::other' })).deployAs).toEqual({
    ...current.deployAs,
    bucketArn: 'arn:aws:s3:::other',
  })
})

it('gets the artifacts of an update instead of its own', () => {
  const change = { ArtifactType: 'DEPENDENCY_JAR', MavenReference: maven } as const
  expect(update({ CustomArtifactsConfigurationUpdate: [change] }).customArtifacts).toEqual([
    { type: 'DEPENDENCY_JAR', maven },
  ])
  expect(update({ CustomArtifactsConfigurationUpdate: [] }).customArtifacts).toBeUndefined()
})

it('is held to the rules of a new one', async () => {
  await expect(refusal(catalog('arn:aws:glue:eu-west-1:123456789012:database/trains'))).resolves.toMatchObject({
    name: 'InvalidArgumentException',
    message: "Incorrect region in DatabaseArn, expecting 'us-east-1' but found 'eu-west-1'.",
  })
  const udf = { ArtifactType: 'UDF', MavenReference: maven } as const
  await expect(refusal({ CustomArtifactsConfigurationUpdate: [udf] })).resolves.toMatchObject({
    message: 'MavenReference can only be used for ArtifactType: DEPENDENCY_JAR',
  })
  await expect(refusal(deploy({ BucketARNUpdate: 'arn:x' }))).resolves.toMatchObject({
    message: 'S3 bucket ARN arn:x is invalid.',
  })
})

it('needs a bucket to be built into', async () => {
  const bare: StudioSpec = { logLevel: 'INFO' }
  await expect(refusal(deploy({ BasePathUpdate: 'new/' }), bare)).resolves.toMatchObject({
    name: 'InvalidArgumentException',
  })
  const BucketARNUpdate = 'arn:aws:s3:::notebooks'
  expect(update(deploy({ BucketARNUpdate }), bare).deployAs).toEqual({ bucketArn: BucketARNUpdate })
  expect(update(deploy({}), bare).deployAs).toBeUndefined()
})
