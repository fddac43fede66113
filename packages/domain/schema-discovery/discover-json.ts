import type { RecordColumn } from '@weir/service-model'
import { columnNames } from './column-names.ts'
import { type DiscoveredSchema, missing, mostColumns, rowsToShow } from './discovered-schema.ts'
import { type JsonCell, jsonRows, listToFlatten } from './json-rows.ts'
import { readJsonValues } from './json-values.ts'
import { sqlTypeOf } from './sql-type.ts'

type JsonObject = Readonly<Record<string, unknown>>

interface Records {
  readonly records: readonly JsonObject[]
  readonly rowPath: string
  readonly end: number
}

/** The schema of JSON records: objects one after another, one array of them, or one object that is nothing but such an array. */
export function discoverJson(text: string, { complete }: { complete: boolean }): DiscoveredSchema | undefined {
  const found = readRecords(text, complete)
  if (found === undefined || found.records.length === 0) return undefined
  const { records, rowPath, end } = found
  const flattened = records.map((record) => listToFlatten(record)).find((place) => place !== undefined)
  const rows = records.flatMap((record) => jsonRows(record, flattened))
  const columns = columnsOf(rows)
  if (columns.length === 0 || columns.length > mostColumns) return undefined
  return {
    schema: {
      RecordFormat: {
        RecordFormatType: 'JSON',
        MappingParameters: { JSONMappingParameters: { RecordRowPath: rowPath } },
      },
      RecordEncoding: 'UTF-8',
      RecordColumns: columns.map(({ column }) => column),
    },
    parsed: rowsToShow(textsOf(rows, columns)),
    raw: text.slice(0, end),
  }
}

function* textsOf(rows: readonly (readonly JsonCell[])[], columns: ReturnType<typeof columnsOf>): Generator<string[]> {
  for (const row of rows) {
    const texts = new Map(row.map(({ mapping, text }) => [mapping, text]))
    yield columns.map(({ column }) => texts.get(column.Mapping ?? '') ?? missing)
  }
}

function readRecords(text: string, complete: boolean): Records | undefined {
  const start = text.search(/\S/)
  if (text[start] === '[') return listed(text, { start: start + 1, rowPath: '$[0:]', complete })
  if (text[start] !== '{') return undefined
  const stream = readJsonValues(text, start, 'stream')
  if (stream === undefined) return undefined
  // A sample that ends within its only object may be the beginning of a long list in it.
  const envelope = /^\{\s*"([^"\\\s.[\]']+)"\s*:\s*\[/.exec(text.slice(start))
  if (envelope !== null && stream.values.length === (stream.cut ? 0 : 1)) {
    const inside = { start: start + envelope[0].length, rowPath: `$.${envelope[1] ?? ''}[0:]`, complete }
    const records = listed(text, { ...inside, closing: '}' })
    if (records !== undefined && records.records.length > 0) return records
  }
  if (stream.cut && complete) return undefined
  return { records: stream.values as readonly JsonObject[], rowPath: '$', end: stream.end }
}

/** Records that are the elements of a list, behind which nothing but `closing` may stand. */
function listed(
  text: string,
  { start, rowPath, complete, closing = '' }: { start: number; rowPath: string; complete: boolean; closing?: string },
): Records | undefined {
  const list = readJsonValues(text, start, 'array')
  if (list === undefined) return undefined
  const whole = !list.cut && text.slice(list.end).trim() === closing
  // What is cut off ends within the list, or within what closes it.
  const goesOn = !complete && (list.cut || text.slice(list.end).trim() === '')
  if (!whole && !goesOn) return undefined
  return { records: list.values as readonly JsonObject[], rowPath, end: whole ? text.length : list.end }
}

/** Every leaf of any row is a column, in the order in which they first appear. */
function columnsOf(rows: readonly (readonly JsonCell[])[]): readonly { readonly column: RecordColumn }[] {
  const found = new Map<string, { readonly path: readonly string[]; readonly texts: string[] }>()
  for (const { mapping, path, text } of rows.flat()) {
    const leaf = found.get(mapping) ?? { path, texts: [] }
    found.set(mapping, leaf)
    if (text !== undefined) leaf.texts.push(text)
  }
  const leaves = [...found]
  const names = columnNames(leaves.map(([, { path }]) => ({ name: path.at(-1) ?? '', alternative: path.join('_') })))
  return leaves.map(([Mapping, { texts }], index) => ({
    column: { Name: names[index] ?? '', Mapping, SqlType: sqlTypeOf(texts).name },
  }))
}
