export interface CsvDelimiters {
  readonly row: string
  readonly column: string
}

/** Rows of fields, and whether the text ended inside a quoted field. */
export interface CsvRows {
  readonly rows: readonly (readonly string[])[]
  /** Where the last row begins. */
  readonly lastRow: number
  readonly cut: boolean
}

/**
 * Splits text as RFC 4180 has it: a field that begins with a quote ends with one, two quotes inside are one, and delimiters inside are
 * text. Empty lines are no rows.
 */
export function splitCsv(text: string, delimiters: CsvDelimiters): CsvRows {
  const rows: string[][] = []
  let fields: string[] = []
  let lastRow = 0
  let at = 0
  const endRow = (next: number): void => {
    if (fields.length > 1 || fields[0] !== '') rows.push(fields)
    fields = []
    if (next < text.length) lastRow = next
  }
  while (at < text.length) {
    const field = fieldAt(text, at, delimiters)
    if (field === undefined) return { rows, lastRow, cut: true }
    fields.push(field.value)
    at = field.end
    if (text.startsWith(delimiters.column, at)) {
      at += delimiters.column.length
      if (at === text.length) fields.push('')
    } else {
      at += delimiters.row.length
      endRow(at)
    }
  }
  if (fields.length > 0) endRow(text.length)
  return { rows, lastRow, cut: false }
}

interface Field {
  readonly value: string
  /** Behind the field, at its delimiter or at the end of the text. */
  readonly end: number
}

/** Undefined when a quoted field has no end. */
function fieldAt(text: string, start: number, delimiters: CsvDelimiters): Field | undefined {
  if (text[start] !== '"') return plainField(text, start, delimiters)
  const quoted = quotedField(text, start)
  if (quoted === undefined || endsField(text, quoted.end, delimiters)) return quoted
  // Text behind the closing quote: it did not quote, it was part of the text.
  return plainField(text, start, delimiters)
}

const endsField = (text: string, at: number, { row, column }: CsvDelimiters): boolean =>
  at === text.length || text.startsWith(column, at) || text.startsWith(row, at)

function plainField(text: string, start: number, delimiters: CsvDelimiters): Field {
  let end = start
  while (!endsField(text, end, delimiters)) end += 1
  return { value: text.slice(start, end), end }
}

function quotedField(text: string, start: number): Field | undefined {
  let value = ''
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return undefined
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}
