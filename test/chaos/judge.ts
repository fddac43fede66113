import { orphans } from './invariants/orphans.ts'
import { outputFaults } from './invariants/output.ts'
import { restoreSome } from './invariants/restores.ts'
import { settles } from './invariants/settled.ts'
import { damagedSnapshots } from './invariants/snapshots.ts'
import type { Application } from './load/applications.ts'
import type { Report, Row } from './report.ts'
import { factsOf } from './rounds.ts'
import type { Stage } from './stage.ts'

/** Snapshots of each application that are started from at the end. */
const restoresOfEach = 5

/** Stops the loads in order, reads all that they wrote, and starts them from the newest of their snapshots and from others. */
export async function judgeOutput(stage: Stage, report: Report): Promise<void> {
  const { fleet, loads, rewound, options } = stage
  if (report.rows.length === 0) return
  const row: Row = { kind: 'output', rounds: 1, seconds: [], violations: [] }
  report.rows.push(row)
  const begun = performance.now()
  try {
    await Promise.all(loads.map(stopInOrder))
    for (const load of loads) {
      const { faults: wrong, records } = await outputFaults(load, { rewound: rewound.has(load) })
      report.records += records
      row.violations.push(...wrong)
    }
    row.violations.push(...orphans(fleet, 0))
    if (options.short) return
    for (const { name } of loads) row.violations.push(...(await damagedSnapshots(fleet, name)))
    for (const { tried, faults } of await Promise.all(loads.map((load) => restoreSome(stage, load, restoresOfEach)))) {
      report.restores += tried
      row.violations.push(...faults)
    }
    row.violations.push(...(await factsOf(stage, loads, 0)))
    row.note = `${report.records} records, ${report.restores} snapshots restored`
    row.seconds.push((performance.now() - begun) / 1000)
  } catch (error) {
    row.violations.push(error instanceof Error ? error.message : String(error))
  }
  for (const each of row.violations) options.say(`! output: ${each}`)
}

const stopInOrder = async (load: Application): Promise<void> => {
  for (let tries = 0; tries < 3 && (await settles(load)) === 'RUNNING'; tries += 1) await load.stop()
}
