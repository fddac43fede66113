import type {
  ApplicationCodeConfiguration,
  ApplicationCodeConfigurationUpdate,
  CodeContentType,
  RuntimeEnvironment,
  S3ContentLocationUpdate,
} from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { bucketOfArn } from '../arn.ts'
import { requireCodeText } from './code-text.ts'
import type { S3Location } from '../model/s3-location.ts'
import type { CodeSpec } from '../model/spec.ts'
import { runtimeCatalogue } from '../runtime-catalogue.ts'

/** Where the bytes of a code bundle are to be read from, before they are in the service's own store. */
export type CodeSource =
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string; readonly version?: string | undefined }
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }

/** Code that is wanted; `source` is present when its bundle is still to be imported. */
export interface CodeDraft {
  readonly code: CodeSpec
  readonly source?: CodeSource | undefined
}

export const createdCode = (
  { CodeContent, CodeContentType }: ApplicationCodeConfiguration,
  environment: RuntimeEnvironment,
): CodeDraft => {
  requireContentType(CodeContentType, environment)
  const { S3ContentLocation, TextContent: text, ZipFileContent: zip } = CodeContent ?? {}
  requireOneContent(CodeContentType, { s3: S3ContentLocation, text, zip })
  if (S3ContentLocation === undefined) return inlineCode(environment, { text, zip })
  return codeInS3(CodeContentType, {
    bucketArn: S3ContentLocation.BucketARN,
    fileKey: S3ContentLocation.FileKey,
    objectVersion: S3ContentLocation.ObjectVersion || undefined,
  })
}

/** The code after an update. Naming a place, even the same one, reads it anew: AWS never looks at S3 by itself. */
export const updatedCode = (
  current: CodeSpec | undefined,
  { CodeContentTypeUpdate, CodeContentUpdate }: ApplicationCodeConfigurationUpdate,
  environment: RuntimeEnvironment,
): CodeDraft | undefined => {
  if (CodeContentTypeUpdate !== undefined) requireContentType(CodeContentTypeUpdate, environment)
  if (CodeContentUpdate === undefined) return current && { code: current }
  const { family, codeContentType } = runtimeCatalogue[environment]
  // The model says so: a notebook is edited in Zeppelin.
  if (family === 'ZEPPELIN') {
    throw new InvalidArgumentException(
      `Invalid configuration provided. CodeContentUpdate is not applicable to runtime environment : ${environment}`,
    )
  }
  const { S3ContentLocationUpdate, TextContentUpdate: text, ZipFileContentUpdate: zip } = CodeContentUpdate
  requireOneContent(codeContentType, { s3: S3ContentLocationUpdate, text, zip })
  if (S3ContentLocationUpdate === undefined) return inlineCode(environment, { text, zip })
  return codeInS3(codeContentType, updatedLocation(current?.s3, S3ContentLocationUpdate))
}

interface InlineContent {
  readonly text: string | undefined
  readonly zip: Uint8Array | undefined
}

/** Text is kept in the spec, byte for byte; a bundle goes to the code store. */
const inlineCode = (environment: RuntimeEnvironment, { text, zip }: InlineContent): CodeDraft => {
  if (text !== undefined) {
    requireCodeText(text, environment)
    return { code: { contentType: 'PLAINTEXT', text } }
  }
  if (zip === undefined || zip.length === 0) throw emptyContent()
  return { code: { contentType: 'ZIPFILE' }, source: { kind: 'inline', bytes: zip } }
}

const codeInS3 = (contentType: CodeContentType, s3: S3Location): CodeDraft => {
  const bucket = bucketOfArn(s3.bucketArn)
  if (bucket === undefined) throw new InvalidArgumentException(`S3 bucket ARN ${s3.bucketArn} is invalid.`)
  return { code: { contentType, s3 }, source: { kind: 's3', bucket, key: s3.fileKey, version: s3.objectVersion } }
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

const requireContentType = (given: CodeContentType, environment: RuntimeEnvironment): void => {
  const { family, codeContentType } = runtimeCatalogue[environment]
  if (given === codeContentType) return
  const called = { FLINK: 'Flink', SQL: 'SQL', ZEPPELIN: 'Zeppelin' }[family]
  throw new InvalidArgumentException(
    `${called} application only supports ${codeContentType} for application code content`,
  )
}

const requireOneContent = (
  contentType: CodeContentType,
  { s3, text, zip }: { s3: unknown; text: unknown; zip: unknown },
): void => {
  if (s3 === undefined && text === undefined && zip === undefined) throw emptyContent()
  const [own, other, called] = contentType === 'ZIPFILE' ? [zip, text, 'ZipFileContent'] : [text, zip, 'TextContent']
  if (other === undefined && (s3 === undefined || own === undefined)) return
  throw new InvalidArgumentException(
    `You have provided ${contentType} code content type, but have provided other code contents. Please specify either ${called} or S3ContentLocation.`,
  )
}

const emptyContent = (): InvalidArgumentException =>
  new InvalidArgumentException('You have provided an empty CodeContent. Please provide a valid CodeContent.')
