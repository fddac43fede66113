import type { ZeppelinApplicationConfiguration } from '@weir/service-model'
import type { StudioSpec } from '../model/studio-spec.ts'
import type { SpecRules } from '../spec/spec-rules.ts'
import { readCustomArtifacts } from './custom-artifacts.ts'
import { requireGlueDatabase } from './glue-database.ts'
import { requireBucketArn } from './require-bucket-arn.ts'

/** A notebook as it is asked for; all that is not said is absent, but for the log level. */
export const createdStudio = (
  given: ZeppelinApplicationConfiguration | undefined,
  rules: Pick<SpecRules, 'region'>,
): StudioSpec => {
  const {
    MonitoringConfiguration: monitoring,
    CatalogConfiguration: catalog,
    DeployAsApplicationConfiguration: deploy,
    CustomArtifactsConfiguration: artifacts = [],
  } = given ?? {}
  const glueDatabaseArn = catalog?.GlueDataCatalogConfiguration.DatabaseARN
  if (glueDatabaseArn !== undefined) requireGlueDatabase(glueDatabaseArn, rules)
  const target = deploy?.S3ContentLocation
  if (target !== undefined) requireBucketArn(target.BucketARN)
  return {
    logLevel: monitoring?.LogLevel ?? 'INFO',
    glueDatabaseArn,
    deployAs: target && { bucketArn: target.BucketARN, basePath: target.BasePath },
    customArtifacts: readCustomArtifacts(artifacts),
  }
}
