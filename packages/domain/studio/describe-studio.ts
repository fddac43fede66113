import type {
  CustomArtifactConfigurationDescription,
  ZeppelinApplicationConfigurationDescription,
} from '@weir/service-model'
import type { CustomArtifactSpec, StudioSpec } from '../model/studio-spec.ts'

export const describeStudio = ({
  logLevel,
  glueDatabaseArn,
  deployAs,
  customArtifacts,
}: StudioSpec): ZeppelinApplicationConfigurationDescription => ({
  MonitoringConfigurationDescription: { LogLevel: logLevel },
  CatalogConfigurationDescription:
    glueDatabaseArn === undefined
      ? undefined
      : { GlueDataCatalogConfigurationDescription: { DatabaseARN: glueDatabaseArn } },
  DeployAsApplicationConfigurationDescription: deployAs && {
    S3ContentLocationDescription: { BucketARN: deployAs.bucketArn, BasePath: deployAs.basePath },
  },
  CustomArtifactsConfigurationDescription: customArtifacts?.map(describeArtifact),
})

const describeArtifact = ({ type, s3, maven }: CustomArtifactSpec): CustomArtifactConfigurationDescription => ({
  ArtifactType: type,
  S3ContentLocationDescription: s3 && {
    BucketARN: s3.bucketArn,
    FileKey: s3.fileKey,
    ObjectVersion: s3.objectVersion,
  },
  MavenReferenceDescription: maven && { ...maven },
})
