/** The newest result of the busiest airports, as lines of a small table. */
export function busiestAirports(rows, count = 5) {
  const newest = new Map()
  for (const row of rows) {
    const known = newest.get(row.origin)
    if (known === undefined || known.windowStart < row.windowStart) newest.set(row.origin, row)
  }
  return [...newest.values()].sort((a, b) => b.runningTotal - a.runningTotal).slice(0, count)
}

export function tableOf(rows) {
  const columns = [
    ['airport', (row) => row.origin],
    ['day', (row) => row.windowStart.slice(0, 10)],
    ['flights', (row) => String(row.flights)],
    ['mean delay', (row) => `${(row.delayMinutes / row.flights).toFixed(1)} min`],
    ['running total', (row) => String(row.runningTotal)],
  ]
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))]
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column].length)))
  return cells.map((line) => line.map((cell, column) => pad(cell, widths[column], column)).join('   '))
}

const pad = (text, width, column) => (column < 2 ? text.padEnd(width) : text.padStart(width))
