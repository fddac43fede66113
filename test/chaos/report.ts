import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../acceptance/harness/tools.ts'

/** What came of one kind of fault, or of the crash points of one operation. */
export interface Row {
  readonly kind: string
  rounds: number
  /** From the fault until records were written again. */
  readonly seconds: number[]
  readonly violations: string[]
  /** Why it was not done. */
  notPossible?: string
  /** What the verdict does not say. */
  note?: string
}

export interface Report {
  readonly seed: number
  readonly rows: Row[]
  /** Found once each in the output, with the state that they demand. */
  records: number
  /** Snapshots that were started from. */
  restores: number
}

const wide = (text: string | number, width: number): string => String(text).padEnd(width)
const far = (text: string | number, width: number): string => String(text).padStart(width)

/** Least, median and greatest. */
const spread = (seconds: readonly number[]): readonly [string, string, string] => {
  const sorted = [...seconds].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1) ?? '-'
  return [at(0), at(0.5), at(1)]
}

/** The report as a table for people. */
export function print({ seed, rows, records, restores }: Report): string {
  const lines = rows.map(({ kind, rounds, seconds, violations, notPossible, note }) => {
    const verdict = notPossible ?? (violations.length === 0 ? 'ok' : `${violations.length} VIOLATED`)
    const figures = spread(seconds).map((each) => far(each, 9))
    return `${wide(kind, 20)}${far(rounds, 7)}${figures.join('')}  ${verdict}${note === undefined ? '' : ` (${note})`}`
  })
  return [
    `${wide('fault', 20)}${far('rounds', 7)}${['min s', 'median s', 'max s'].map((each) => far(each, 9)).join('')}`,
    ...lines,
    ...rows.flatMap(({ kind, violations }) => violations.map((each) => `! ${kind}: ${each}`)),
    `seed ${seed}: ${rows.reduce((sum, { rounds }) => sum + rounds, 0)} rounds, ${records} records exactly once, ` +
      `${restores} snapshots restored, ${violationsOf(rows).length} violations`,
  ].join('\n')
}

export const violationsOf = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ kind, violations }) => violations.map((each) => `${kind}: ${each}`))

/** Keeps the report as JSON in `.cache/chaos`; answers the file. */
export function keep(report: Report): string {
  const folder = join(root, '.cache/chaos')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `report-${report.seed}-${new Date().toISOString().replace(/[:.]/g, '-')}.json`)
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  return file
}
