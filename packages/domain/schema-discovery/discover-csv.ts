import { columnNames } from './column-names.ts'
import { type CsvRows, splitCsv } from './csv-rows.ts'
import { type DiscoveredSchema, missing, mostColumns, rowsToShow } from './discovered-schema.ts'
import { type SqlType, sqlTypeOf } from './sql-type.ts'

const delimiters = [',', '|', '\t', ';']

type Rows = readonly (readonly string[])[]

/** The schema of rows of text: those of a file of delimited values, or of single values. */
export function discoverCsv(text: string, { complete }: { complete: boolean }): DiscoveredSchema | undefined {
  const rowDelimiter = rowDelimiterOf(text)
  const split = splitColumns(text, { rowDelimiter, complete })
  if (split === undefined) return undefined
  const { rows, columnDelimiter, end } = split
  const header = hasHeader(rows)
  const types = columnTypes(header ? rows.slice(1) : rows)
  const names = columnNames((rows[0] ?? []).map((name) => ({ name: header ? name.trim() : '' })))
  return {
    schema: {
      RecordFormat: {
        RecordFormatType: 'CSV',
        MappingParameters: {
          CSVMappingParameters: { RecordRowDelimiter: rowDelimiter, RecordColumnDelimiter: columnDelimiter },
        },
      },
      RecordEncoding: 'UTF-8',
      RecordColumns: types.map((type, index) => ({ Name: names[index] ?? '', SqlType: type.name })),
    },
    // AWS keeps the header among the rows, where most of it does not fit the columns' types.
    parsed: rowsToShow(
      rows.map((row) =>
        row.map((field, index) => (field !== '' && types[index]?.takes(field) === true ? field : missing)),
      ),
    ),
    raw: text.slice(0, end),
  }
}

function rowDelimiterOf(text: string): string {
  if (/\r\n/.test(text) && !/[^\r]\n/.test(text)) return '\r\n'
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n'
}

/**
 * The column delimiter is the one that gives every row the same number of fields, the most fields when several do. Text that has one of them
 * in most rows but not equally often is no table, and has no schema.
 */
function splitColumns(text: string, { rowDelimiter, complete }: { rowDelimiter: string; complete: boolean }) {
  const candidates = delimiters
    .map((column) => ({ column, ...wholeRows(splitCsv(text, { row: rowDelimiter, column }), { text, complete }) }))
    .filter(({ usable, rows }) => usable && rows.length > 0)
  const even = candidates
    .map((candidate) => ({ ...candidate, width: candidate.rows[0]?.length ?? 0 }))
    .filter(({ rows, width }) => width <= mostColumns && rows.every((row) => row.length === width))
  const [best] = even.filter(({ width }) => width > 1).sort((a, b) => b.width - a.width)
  if (best !== undefined) return { rows: best.rows, columnDelimiter: best.column, end: best.end }
  const uneven = candidates.some(({ rows }) => rows.filter((row) => row.length > 1).length * 2 > rows.length)
  const single = even.find(({ width }) => width === 1)
  return uneven || single === undefined ? undefined : { rows: single.rows, columnDelimiter: ',', end: single.end }
}

/** The rows that the sample has whole: its last one may be cut off. */
function wholeRows({ rows, lastRow, cut }: CsvRows, { text, complete }: { text: string; complete: boolean }) {
  if (complete) return { rows, end: text.length, usable: !cut }
  // `cut` rows were left out by the splitter already.
  return { rows: cut ? rows : rows.slice(0, -1), end: lastRow, usable: true }
}

const columnTypes = (rows: Rows): SqlType[] =>
  (rows[0] ?? []).map((_, index) => sqlTypeOf(rows.map((row) => row[index] ?? '').filter((field) => field !== '')))

/**
 * Whether the first row names the columns: its fields are all there, all different and all words, and it stands out: where a column holds
 * anything but text a word is no value of it; where all hold text, more fields differ in length from all others of their column, which are
 * equally long, than are like them.
 */
function hasHeader([first = [], ...others]: Rows): boolean {
  if (others.length === 0 || new Set(first).size < first.length) return false
  if (first.some((field) => field.trim() === '' || !isText(sqlTypeOf([field])))) return false
  if (columnTypes(others).some((type) => !isText(type))) return true
  const votes = first.map((field, index) => {
    const lengths = new Set(others.map((row) => row[index]?.length))
    return lengths.size > 1 ? 0 : lengths.has(field.length) ? -1 : 1
  })
  return votes.reduce<number>((sum, vote) => sum + vote, 0) > 0
}

const isText = ({ name }: SqlType): boolean => name.startsWith('VARCHAR')
