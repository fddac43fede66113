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
const mostRowsShown = 1_000

const mostTextShown = 1024 * 1024

/** The first rows, as many as an answer can carry: what stands beside a list is repeated with each of its elements. */
export function rowsToShow(rows: Iterable<readonly string[]>): readonly (readonly string[])[] {
  const shown: (readonly string[])[] = []
  let size = 0
  for (const row of rows) {
    size += row.reduce((sum, text) => sum + text.length, 0)
    if (shown.length === mostRowsShown || size > mostTextShown) break
    shown.push(row)
  }
  return shown
}

/** A value that is missing, or that its column's type does not take, where rows are lists of text. */
export const missing = 'null'
