import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A clock that a service believes in: it runs, and can be put forward. */
export interface ServiceClock {
  /** Environment variables for the service. */
  readonly settings: Record<string, string>
  putForward(seconds: number): void
  /** Once the service has ended. */
  remove(): void
}

/** Makes a clock for one service. Only its own process sees it: not Postgres, not Flink, not the test. */
export function serviceClock(): ServiceClock {
  const folder = mkdtempSync(join(tmpdir(), 'weir-clock-'))
  const offset = join(folder, 'offset-ms')
  const shim = join(folder, 'clock.mjs')
  writeFileSync(offset, '0')
  writeFileSync(
    shim,
    `import { readFileSync } from 'node:fs'
const Real = globalThis.Date
const now = () => Real.now() + Number(readFileSync(${JSON.stringify(offset)}, 'utf8') || 0)
globalThis.Date = class Date extends Real {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given))
  }
  static now() {
    return now()
  }
}
`,
  )
  return {
    settings: { NODE_OPTIONS: `--import=${shim}` },
    putForward: (seconds) => {
      writeFileSync(offset, String(seconds * 1000))
    },
    remove: () => {
      rmSync(folder, { recursive: true })
    },
  }
}
