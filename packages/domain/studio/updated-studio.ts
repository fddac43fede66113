import type { S3ContentBaseLocationUpdate, ZeppelinApplicationConfigurationUpdate } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { StudioSpec } from '../model/studio-spec.ts'
import type { SpecRules } from '../spec/spec-rules.ts'
import { readCustomArtifacts } from './custom-artifacts.ts'
import { requireGlueDatabase } from './glue-database.ts'
import { requireBucketArn } from './require-bucket-arn.ts'

/** Member by member; artifacts are replaced as a list, for nothing names one of them. */
export const updatedStudio = (
  current: StudioSpec,
  update: ZeppelinApplicationConfigurationUpdate,
  rules: Pick<SpecRules, 'region'>,
): StudioSpec => {
  const glueDatabaseArn = update.CatalogConfigurationUpdate?.GlueDataCatalogConfigurationUpdate.DatabaseARNUpdate
  if (glueDatabaseArn !== undefined) requireGlueDatabase(glueDatabaseArn, rules)
  const target = update.DeployAsApplicationConfigurationUpdate?.S3ContentLocationUpdate
  const artifacts = update.CustomArtifactsConfigurationUpdate
  return {
    logLevel: update.MonitoringConfigurationUpdate?.LogLevelUpdate ?? current.logLevel,
    glueDatabaseArn: glueDatabaseArn ?? current.glueDatabaseArn,
    deployAs: target === undefined ? current.deployAs : updatedTarget(current.deployAs, target),
    customArtifacts: artifacts === undefined ? current.customArtifacts : readCustomArtifacts(artifacts),
  }
}

const updatedTarget = (
  current: StudioSpec['deployAs'],
  { BucketARNUpdate, BasePathUpdate }: S3ContentBaseLocationUpdate,
): StudioSpec['deployAs'] => {
  const bucketArn = BucketARNUpdate ?? current?.bucketArn
  if (bucketArn === undefined) {
    if (BasePathUpdate === undefined) return undefined
    throw new InvalidArgumentException(
      'BucketARNUpdate is needed: the application has no DeployAsApplicationConfiguration.',
    )
  }
  requireBucketArn(bucketArn)
  return { bucketArn, basePath: BasePathUpdate ?? current?.basePath }
}
