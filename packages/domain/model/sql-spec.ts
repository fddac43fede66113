import type { InputStartingPosition, RecordFormatType, SourceSchema } from '@weir/service-model'

/** What a SQL-1_0 application reads, writes and looks up. Plain JSON. */
export interface SqlSpec {
  readonly inputs: readonly SqlInput[]
  readonly outputs: readonly SqlOutput[]
  readonly referenceDataSources: readonly SqlReferenceDataSource[]
}

export interface SqlInput {
  /** `<version that created it>.<ordinal>`, as all ids here. */
  readonly id: string
  /** The in-application streams are called `<prefix>_001` to `<prefix>_<parallelism>`. */
  readonly namePrefix: string
  readonly source: SqlResource<SqlSourceKind>
  /** ARN of the Lambda function that each record goes through before the SQL code sees it. */
  readonly processor?: string | undefined
  readonly parallelism: number
  readonly schema: SourceSchema
}

export interface SqlOutput {
  readonly id: string
  /** The in-application stream that is written out. */
  readonly name: string
  readonly destination: SqlResource<SqlDestinationKind>
  readonly format: RecordFormatType
}

export interface SqlReferenceDataSource {
  readonly id: string
  readonly tableName: string
  readonly bucketArn: string
  readonly fileKey: string
  readonly schema: SourceSchema
}

export type SqlSourceKind = 'streams' | 'firehose'
export type SqlDestinationKind = SqlSourceKind | 'lambda'

/** Something of AWS that records come from or go to. */
export interface SqlResource<K extends SqlDestinationKind> {
  readonly kind: K
  readonly arn: string
}

/** Input id -> where its reading began at the last start. */
export type StartingPositions = Readonly<Record<string, InputStartingPosition>>
