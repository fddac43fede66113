/** Rows as aligned columns; one object as names and values. What is not plain is left to --json. */
export const table = (value: unknown): string => {
  if (!Array.isArray(value))
    return lines(Object.entries(value as object).map(([name, member]) => [name, plain(member)]))
  const rows = value as Record<string, unknown>[]
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.some((row) => row[name] !== undefined && typeof row[name] !== 'object'),
  )
  if (rows.length === 0) return '(none)'
  return lines([names, ...rows.map((row) => names.map((name) => plain(row[name])))])
}

const plain = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const lines = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
