import type { InputStartingPosition, SourceSchema } from '@weir/service-model'
import type { SqlBinding } from './sql-binding.ts'

/** What a SQL application runs, with every ARN bound. The job reads it as JSON; java/kda-sql has the other half of its shape. */
export interface SqlProgram {
  /** Absent where the code is a bundle of the code store. */
  readonly text?: string | undefined
  readonly inputs: readonly SqlProgramInput[]
  readonly outputs: readonly SqlProgramOutput[]
  readonly referenceTables: readonly SqlProgramReferenceTable[]
}

export interface SqlProgramInput {
  readonly id: string
  readonly namePrefix: string
  readonly parallelism: number
  /** Where reading begins when there is no state to go on from. */
  readonly startingPosition: InputStartingPosition
  readonly schema: SqlProgramSchema
  readonly source: SqlBinding
  /** What each record goes through first. */
  readonly processor?: SqlBinding | undefined
}

export interface SqlProgramOutput {
  readonly id: string
  readonly name: string
  readonly format: 'JSON' | 'CSV'
  readonly destination: SqlBinding
}

/** An object of the user's S3: fetched to a file for each deployment, and only then. */
export interface SqlProgramReferenceTable {
  readonly id: string
  readonly tableName: string
  readonly bucket: string
  readonly key: string
  readonly schema: SqlProgramSchema
}

/** AWS's SourceSchema without its nesting. */
export interface SqlProgramSchema {
  readonly format: SourceSchema['RecordFormat']['RecordFormatType']
  readonly recordRowPath?: string | undefined
  readonly recordRowDelimiter?: string | undefined
  readonly recordColumnDelimiter?: string | undefined
  readonly recordEncoding?: string | undefined
  readonly columns: readonly { readonly name: string; readonly sqlType: string; readonly mapping?: string | undefined }[]
}
