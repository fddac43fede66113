import type { ArtifactType, LogLevel, MavenReference } from '@weir/service-model'
import type { S3Location } from './s3-location.ts'

/** The configuration of a Studio (Zeppelin) application. Its note is the spec's code, as PLAINTEXT. */
export interface StudioSpec {
  readonly logLevel: LogLevel
  /** The Glue database that the note's tables are kept in. */
  readonly glueDatabaseArn?: string | undefined
  /** Where the note is built to as an application of its own. */
  readonly deployAs?: { readonly bucketArn: string; readonly basePath?: string | undefined } | undefined
  /** Jars that the note uses; absent instead of empty. */
  readonly customArtifacts?: readonly CustomArtifactSpec[] | undefined
}

/** Has exactly one of `s3` and `maven`; a UDF always `s3`. */
export interface CustomArtifactSpec {
  readonly type: ArtifactType
  readonly s3?: S3Location | undefined
  readonly maven?: Readonly<MavenReference> | undefined
}
