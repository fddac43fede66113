import type { SourceSchema } from '@weir/service-model'

/** What a sample turned out to be. */
export interface DiscoveredSchema {
  readonly schema: SourceSchema
  /** The sample's rows in the schema's columns, as text. */
  readonly parsed: readonly (readonly string[])[]
  /** The part of the sample that the rows are from. */
  readonly raw: string
}

/** RecordColumns has no more. */
export const mostColumns = 1_000

/** Rows that are shown; all of the sample's are looked at. */
export const mostRowsShown = 1_000

/** A value that is missing, or that its column's type does not take, where rows are lists of text. */
export const missing = 'null'
