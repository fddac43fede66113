// The flight records of the npm package vega-datasets, as the producer of the quickstart sends them, and the results that the
// sample application must get out of them, computed here from the data alone: what its output is checked against.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const DAY = 24 * 60 * 60 * 1000

/** Flights in the order of their departure, with an id each; the data set's local times are taken as UTC. */
export async function readFlights() {
  const file = new URL('../data/flights-20k.json', import.meta.resolve('vega-datasets'))
  const records = JSON.parse(await readFile(fileURLToPath(file), 'utf8'))
  return records
    .map(({ date, delay, distance, origin, destination }) => ({
      time: `${date.replaceAll('/', '-').replace(' ', 'T')}:00Z`,
      delay,
      distance,
      origin,
      destination,
    }))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map((flight, id) => ({ id, ...flight }))
}

/**
 * Cuts the flights into parts of so many days each: `{name, flights, body}`, the body being newline-delimited JSON.
 * Names sort in the order of time; the sample application reads files in the order of their names.
 */
export function toParts(flights, daysPerPart) {
  const parts = new Map()
  for (const flight of flights) {
    const part = Math.floor(Date.parse(flight.time) / (DAY * daysPerPart))
    parts.set(part, [...(parts.get(part) ?? []), flight])
  }
  return [...parts.keys()]
    .sort((a, b) => a - b)
    .map((part, index) => ({
      name: `part-${String(index + 1).padStart(4, '0')}.jsonl`,
      flights: parts.get(part),
      body: parts
        .get(part)
        .map((flight) => `${JSON.stringify(flight)}\n`)
        .join(''),
    }))
}

/**
 * The result lines for a stream that has sent these flights so far, keyed `origin windowStart`: one for each airport and day whose
 * window is over, which it is once a flight at or after its end has been seen.
 */
export function expectedResults(flights) {
  const windows = new Map()
  let newest = -Infinity
  for (const flight of flights) {
    const time = Date.parse(flight.time)
    newest = Math.max(newest, time)
    const start = Math.floor(time / DAY) * DAY
    const key = `${flight.origin} ${isoSeconds(start)}`
    const window = windows.get(key) ?? { origin: flight.origin, start, flights: 0, delayMinutes: 0 }
    window.flights += 1
    window.delayMinutes += flight.delay
    windows.set(key, window)
  }
  const totals = new Map()
  const results = new Map()
  for (const [key, window] of [...windows].sort(([, a], [, b]) => a.start - b.start)) {
    if (window.start + DAY > newest) continue
    const runningTotal = (totals.get(window.origin) ?? 0) + window.flights
    totals.set(window.origin, runningTotal)
    results.set(key, {
      origin: window.origin,
      windowStart: isoSeconds(window.start),
      windowEnd: isoSeconds(window.start + DAY),
      flights: window.flights,
      delayMinutes: window.delayMinutes,
      runningTotal,
    })
  }
  return results
}

/** Compares result rows with the expected ones: what is missing, what is there twice, what is wrong or was never due. */
export function compareResults(rows, expected) {
  const seen = new Set()
  const doubled = []
  const wrong = []
  for (const row of rows) {
    const key = `${row.origin} ${row.windowStart}`
    if (seen.has(key)) doubled.push(row)
    seen.add(key)
    const truth = expected.get(key)
    if (truth === undefined || Object.keys(truth).some((member) => truth[member] !== row[member])) wrong.push(row)
  }
  const missing = [...expected.keys()].filter((key) => !seen.has(key))
  return { missing, doubled, wrong, exact: missing.length + doubled.length + wrong.length === 0 }
}

function isoSeconds(time) {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}
