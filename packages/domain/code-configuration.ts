import type {
  ApplicationCodeConfiguration,
  ApplicationCodeConfigurationUpdate,
  S3ContentLocationUpdate,
} from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { bucketOfArn } from './arn.ts'
import type { CodeSpec, S3Location } from './model/spec.ts'

/** Where the bytes of a code bundle are to be read from, before they are in the service's own store. */
export type CodeSource =
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string; readonly version?: string | undefined }
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }

/** Code that is wanted; `source` is present when its bundle is still to be imported. */
export interface CodeDraft {
  readonly code: CodeSpec
  readonly source?: CodeSource | undefined
}

export const createdCode = ({ CodeContent, CodeContentType }: ApplicationCodeConfiguration): CodeDraft => {
  requireZipFile(CodeContentType)
  const { S3ContentLocation, TextContent, ZipFileContent } = CodeContent ?? {}
  requireOneContent({ s3: S3ContentLocation, text: TextContent, zip: ZipFileContent })
  if (S3ContentLocation === undefined) return inlineCode(ZipFileContent)
  return codeInS3({
    bucketArn: S3ContentLocation.BucketARN,
    fileKey: S3ContentLocation.FileKey,
    objectVersion: S3ContentLocation.ObjectVersion || undefined,
  })
}

/** The code after an update. Naming a place, even the same one, reads it anew: AWS never looks at S3 by itself. */
export const updatedCode = (
  current: CodeSpec | undefined,
  { CodeContentTypeUpdate, CodeContentUpdate }: ApplicationCodeConfigurationUpdate,
): CodeDraft | undefined => {
  if (CodeContentTypeUpdate !== undefined) requireZipFile(CodeContentTypeUpdate)
  if (CodeContentUpdate === undefined) return current && { code: current }
  const { S3ContentLocationUpdate, TextContentUpdate, ZipFileContentUpdate } = CodeContentUpdate
  requireOneContent({ s3: S3ContentLocationUpdate, text: TextContentUpdate, zip: ZipFileContentUpdate })
  if (S3ContentLocationUpdate === undefined) return inlineCode(ZipFileContentUpdate)
  return codeInS3(updatedLocation(current?.s3, S3ContentLocationUpdate))
}

const inlineCode = (bytes: Uint8Array | undefined): CodeDraft => {
  if (bytes === undefined || bytes.length === 0) throw emptyContent()
  return { code: { contentType: 'ZIPFILE' }, source: { kind: 'inline', bytes } }
}

const codeInS3 = (s3: S3Location): CodeDraft => {
  const bucket = bucketOfArn(s3.bucketArn)
  if (bucket === undefined) throw new InvalidArgumentException(`S3 bucket ARN ${s3.bucketArn} is invalid.`)
  return {
    code: { contentType: 'ZIPFILE', s3 },
    source: { kind: 's3', bucket, key: s3.fileKey, version: s3.objectVersion },
  }
}

/** A version belongs to its object: it is dropped when another object is named without one. */
const updatedLocation = (current: S3Location | undefined, update: S3ContentLocationUpdate): S3Location => {
  const bucketArn = update.BucketARNUpdate ?? current?.bucketArn
  const fileKey = update.FileKeyUpdate ?? current?.fileKey
  if (bucketArn === undefined || fileKey === undefined) {
    throw new InvalidArgumentException(
      'Both BucketARNUpdate and FileKeyUpdate are needed: the application has no code in S3.',
    )
  }
  const sameObject = bucketArn === current?.bucketArn && fileKey === current.fileKey
  const objectVersion = update.ObjectVersionUpdate ?? (sameObject ? current.objectVersion : undefined)
  return { bucketArn, fileKey, objectVersion: objectVersion || undefined }
}

const requireZipFile = (contentType: string): void => {
  if (contentType === 'ZIPFILE') return
  throw new InvalidArgumentException('Flink application only supports ZIPFILE for application code content')
}

const requireOneContent = ({ s3, text, zip }: { s3: unknown; text: unknown; zip: unknown }): void => {
  if (s3 === undefined && text === undefined && zip === undefined) throw emptyContent()
  if (text !== undefined || (s3 !== undefined && zip !== undefined)) {
    throw new InvalidArgumentException(
      'You have provided ZIPFILE code content type, but have provided other code contents. Please specify either ZipFileContent or S3ContentLocation.',
    )
  }
}

const emptyContent = (): InvalidArgumentException =>
  new InvalidArgumentException('You have provided an empty CodeContent. Please provide a valid CodeContent.')
