import type { CreateApplicationCommandInput, Input, Output } from '@aws-sdk/client-kinesis-analytics-v2'
import { role } from './applications.ts'

export const streamArn = (name: string): string => `arn:aws:kinesis:us-east-1:123456789012:stream/${name}`

const columnsOf = (columns: Readonly<Record<string, string>>) =>
  Object.entries(columns).map(([Name, SqlType]) => ({ Name, SqlType, Mapping: `$.${Name}` }))

/** JSON objects with members of these names and types. */
export const jsonSchema = (columns: Readonly<Record<string, string>>) => ({
  RecordColumns: columnsOf(columns),
  RecordFormat: {
    RecordFormatType: 'JSON' as const,
    MappingParameters: { JSONMappingParameters: { RecordRowPath: '$' } },
  },
})

export const inputOf = (stream: string, columns: Readonly<Record<string, string>>): Input => ({
  NamePrefix: 'SOURCE_SQL_STREAM',
  KinesisStreamsInput: { ResourceARN: streamArn(stream) },
  InputSchema: jsonSchema(columns),
})

export const outputOf = (name: string, stream: string): Output => ({
  Name: name,
  KinesisStreamsOutput: { ResourceARN: streamArn(stream) },
  DestinationSchema: { RecordFormatType: 'JSON' },
})

/** A SQL application of that code, with these parts. */
export const sqlApplication = (
  name: string,
  code: string,
  parts?: NonNullable<CreateApplicationCommandInput['ApplicationConfiguration']>['SqlApplicationConfiguration'],
): CreateApplicationCommandInput => ({
  ApplicationName: name,
  RuntimeEnvironment: 'SQL-1_0',
  ServiceExecutionRole: role,
  ApplicationConfiguration: {
    ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent: { TextContent: code } },
    SqlApplicationConfiguration: parts,
  },
})

/** Where the first input is read from. */
export const startingAt = (
  name: string,
  InputId: string,
  InputStartingPosition: 'NOW' | 'TRIM_HORIZON' | 'LAST_STOPPED_POINT',
) => ({
  ApplicationName: name,
  RunConfiguration: {
    SqlRunConfigurations: [{ InputId, InputStartingPositionConfiguration: { InputStartingPosition } }],
  },
})
