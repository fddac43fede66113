import type { CustomArtifactConfiguration } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { CustomArtifactSpec } from '../model/studio-spec.ts'
import { requireBucketArn } from './require-bucket-arn.ts'

/** The whole list: create and update give all artifacts, so an empty list leaves none. */
export const readCustomArtifacts = (
  given: readonly CustomArtifactConfiguration[],
): readonly CustomArtifactSpec[] | undefined => (given.length === 0 ? undefined : given.map(readArtifact))

const readArtifact = ({
  ArtifactType: type,
  S3ContentLocation: s3,
  MavenReference: maven,
}: CustomArtifactConfiguration): CustomArtifactSpec => {
  if (maven !== undefined && type !== 'DEPENDENCY_JAR') {
    throw new InvalidArgumentException('MavenReference can only be used for ArtifactType: DEPENDENCY_JAR')
  }
  if (s3 !== undefined && maven !== undefined) {
    throw new InvalidArgumentException(
      'Only one of S3ContentLocation and MavenReference can be used for CustomArtifact.',
    )
  }
  if (maven !== undefined) return { type, maven: { ...maven } }
  if (s3 === undefined) {
    throw new InvalidArgumentException('Must define S3ContentLocation or MavenReference for CustomArtifact.')
  }
  requireBucketArn(s3.BucketARN)
  return {
    type,
    s3: { bucketArn: s3.BucketARN, fileKey: s3.FileKey, objectVersion: s3.ObjectVersion || undefined },
  }
}
