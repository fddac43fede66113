import type { InputStartingPosition, SourceSchema } from '@weir/service-model'
import { bucketOfArn } from '../arn.ts'
import type { SqlBindings } from '../model/sql-binding.ts'
import type { SqlProgram, SqlProgramSchema } from '../model/sql-program.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import type { SqlSpec, StartingPositions } from '../model/sql-spec.ts'
import { bindResource } from './bind-resource.ts'
import { noSqlParts } from './sql-parts.ts'

/** What the version of a SQL application runs, with its ARNs bound. Throws EngineError `configuration` for what cannot be bound. */
export const sqlProgram = (
  { code, sql = noSqlParts }: Pick<ApplicationSpec, 'code' | 'sql'>,
  { bindings, endpoints, positions }: Bound & { positions: StartingPositions | undefined },
): SqlProgram => ({
  text: code?.text,
  inputs: sql.inputs.map(({ id, namePrefix, parallelism, schema, source, processor }) => ({
    id,
    namePrefix,
    parallelism,
    startingPosition: positions?.[id] ?? firstPosition,
    schema: programSchema(schema),
    source: bindResource(source.arn, { use: 'source', bindings, endpoints }),
    processor: processor === undefined ? undefined : bindResource(processor, { use: 'processor', bindings, endpoints }),
  })),
  outputs: sql.outputs.map(({ id, name, format, destination }) => ({
    id,
    name,
    format,
    destination: bindResource(destination.arn, { use: 'destination', bindings, endpoints }),
  })),
  referenceTables: sql.referenceDataSources.map(({ id, tableName, bucketArn, fileKey, schema }) => ({
    id,
    tableName,
    bucket: bucketOfArn(bucketArn) ?? '',
    key: fileKey,
    schema: programSchema(schema),
  })),
})

interface Bound {
  readonly bindings: SqlBindings
  readonly endpoints?: Readonly<Record<string, string>> | undefined
}

/** Of an input that was never read and that no start names. */
const firstPosition: InputStartingPosition = 'NOW'

/** What a compiler needs to know of an application: code and schemas, and no resource. */
export interface SqlToCompile {
  readonly applicationName: string
  readonly code: string
  readonly inputs: readonly {
    readonly id: string
    readonly namePrefix: string
    readonly parallelism: number
    readonly schema: SqlProgramSchema
  }[]
  readonly outputs: readonly { readonly id: string; readonly name: string; readonly format: 'JSON' | 'CSV' }[]
  readonly referenceTables: readonly {
    readonly id: string
    readonly tableName: string
    readonly schema: SqlProgramSchema
  }[]
}

export const sqlToCompile = (applicationName: string, code: string, sql: SqlSpec): SqlToCompile => ({
  applicationName,
  code,
  inputs: sql.inputs.map(({ id, namePrefix, parallelism, schema }) => ({
    id,
    namePrefix,
    parallelism,
    schema: programSchema(schema),
  })),
  outputs: sql.outputs.map(({ id, name, format }) => ({ id, name, format })),
  referenceTables: sql.referenceDataSources.map(({ id, tableName, schema }) => ({
    id,
    tableName,
    schema: programSchema(schema),
  })),
})

const programSchema = ({ RecordFormat, RecordEncoding, RecordColumns }: SourceSchema): SqlProgramSchema => {
  const { JSONMappingParameters: json, CSVMappingParameters: csv } = RecordFormat.MappingParameters ?? {}
  return {
    format: RecordFormat.RecordFormatType,
    recordRowPath: json?.RecordRowPath,
    recordRowDelimiter: csv?.RecordRowDelimiter,
    recordColumnDelimiter: csv?.RecordColumnDelimiter,
    recordEncoding: RecordEncoding,
    columns: RecordColumns.map(({ Name, SqlType, Mapping }) => ({ name: Name, sqlType: SqlType, mapping: Mapping })),
  }
}
