import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from './faults/fault.ts'
import { faults } from './faults/index.ts'
import { watchBystanders } from './invariants/bystanders.ts'
import { orphans } from './invariants/orphans.ts'
import { goesOn, settles } from './invariants/settled.ts'
import { damagedSnapshots } from './invariants/snapshots.ts'
import { versionGaps } from './invariants/versions.ts'
import type { Application } from './load/applications.ts'
import { stir } from './load/stir.ts'
import { NotPossibleHere } from './not-possible-here.ts'
import type { Report, Row } from './report.ts'
import type { ChaosOptions, Stage } from './stage.ts'

const wanted = ({ only, short }: ChaosOptions, { kind, slow = false }: Fault): boolean =>
  only === undefined ? !(short && slow) : only.some((each) => kind.startsWith(each))

/** Each fault as often as it is to be done, and every fact looked at after each. */
export async function inflictAll(stage: Stage, report: Report): Promise<void> {
  const { options, random, timeLeft } = stage
  const chosen = faults.filter((each) => wanted(options, each))
  for (const fault of options.short ? random.shuffled(chosen) : chosen) {
    if (!timeLeft()) return
    const row: Row = { kind: fault.kind, rounds: 0, seconds: [], violations: [] }
    report.rows.push(row)
    const most = options.rounds ?? (options.short ? 1 : fault.rounds)
    try {
      while (row.rounds < most && row.violations.length === 0 && timeLeft()) {
        row.violations.push(...(await oneRound(stage, fault, row)), ...(await factsOf(stage, stage.loads)))
      }
    } catch (error) {
      if (error instanceof NotPossibleHere) row.notPossible = error.message
      else row.violations.push(error instanceof Error ? error.message : String(error))
    }
    options.say(`${row.kind}: ${row.rounds} rounds, ${row.violations.length} violations`)
    for (const each of row.violations) options.say(`! ${each}`)
    if (row.violations.length > 0) await repair(stage)
  }
}

const oneRound = async (stage: Stage, fault: Fault, row: Row): Promise<string[]> => {
  const { fleet, loads, random, options } = stage
  const target = random.pick(loads)
  const asked = await stir(target, random)
  await pause(random.between(0, 2_500))
  const spared = fault.sparesOthers === true ? loads.filter((each) => each !== target) : []
  const harmed = await watchBystanders(spared)
  const begun = performance.now()
  await fault.inflict({ fleet, random, target, loads })
  await fleet.ready()
  await Promise.all(loads.map(runs))
  row.seconds.push((performance.now() - begun) / 1000)
  row.rounds += 1
  options.say(`  ${fault.kind} during ${asked} of ${target.name}: ${(row.seconds.at(-1) ?? 0).toFixed(1)} s`)
  return harmed()
}

/** It runs and writes, or rests for a reason and can be started again. */
export const runs = async (load: Application): Promise<void> => {
  if ((await settles(load)) === 'READY') {
    await load.start()
    await settles(load)
  }
  await goesOn(load)
}

/** Snapshots looked at after each round; all are at the end. */
const newest = 5

/** What must be so whenever nothing is going on, of these applications and of all hosts. */
export const factsOf = async (
  { fleet, lives, census }: Stage,
  applications: readonly Application[],
  running = applications.length,
): Promise<string[]> => {
  const own = applications.map(async ({ name }) => [
    ...(await versionGaps(fleet, name)),
    ...(await damagedSnapshots(fleet, name, newest)),
  ])
  return [
    ...(await Promise.all(own)).flat(),
    ...orphans(fleet, running),
    ...(await lives.faults()),
    ...census.violations(),
  ]
}

/** What one kind has left behind is not held against the next. */
const repair = async ({ loads, rewound, options, lives, census }: Stage): Promise<void> => {
  for (const load of loads) {
    try {
      await runs(load).catch(async () => {
        rewound.add(load)
        await load.stop({ force: true })
        await runs(load)
      })
    } catch (error) {
      options.say(`! ${load.name} is not brought back: ${String(error)}`)
    }
  }
  await lives.faults()
  census.violations()
}
