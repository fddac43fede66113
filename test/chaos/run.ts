import { setTimeout as pause } from 'node:timers/promises'
import { countPoints, dieAt, operationsNamed, pointsUpTo } from './crashes/crash-points.ts'
import type { CrashOperation } from './crashes/operations.ts'
import type { Fault } from './faults/fault.ts'
import { faults } from './faults/index.ts'
import { startFleet, type Fleet } from './fleet.ts'
import { watchClusters } from './invariants/one-cluster.ts'
import { watchLifetimes } from './invariants/meters.ts'
import { orphans } from './invariants/orphans.ts'
import { outputFaults } from './invariants/output.ts'
import { goesOn, settles } from './invariants/settled.ts'
import { damagedSnapshots } from './invariants/snapshots.ts'
import { versionGaps } from './invariants/versions.ts'
import { application, bringCode, type Application } from './load/applications.ts'
import { stir } from './load/stir.ts'
import { NotPossibleHere } from './not-possible-here.ts'
import { seededRandom, type Random } from './random.ts'
import type { Report, Row } from './report.ts'

export interface ChaosOptions {
  readonly seed: number
  /** One round of a sample, for as long as `seconds` last. */
  readonly short: boolean
  /** Kinds of faults, or `crash` or `crash-<operation>`; absent = all. */
  readonly only?: readonly string[] | undefined
  /** Instead of each fault's own number; of crash points: how many of each operation. */
  readonly rounds?: number | undefined
  /** No new fault is begun after so long. */
  readonly seconds: number
  readonly say: (line: string) => void
}

interface Stage {
  readonly fleet: Fleet
  readonly load: Application
  readonly random: Random
  readonly options: ChaosOptions
  readonly timeLeft: () => boolean
  readonly lives: ReturnType<typeof watchLifetimes>
}

/** Runs the suite and answers what it saw. Throws only when there was nothing to see: the fleet or its load does not come up. */
export async function runChaos(options: ChaosOptions): Promise<Report> {
  const { seed, seconds } = options
  const report: Report = { seed, rows: [], records: 0, restores: 0 }
  const fleet = await startFleet()
  const lives = watchLifetimes(fleet)
  try {
    await bringCode(fleet)
    const load = application(fleet, 'load')
    const begun = performance.now()
    const stage: Stage = { fleet, load, random: seededRandom(seed), options, lives, timeLeft: until(begun, seconds) }
    await load.create()
    await load.start()
    await settles(fleet, load)
    await goesOn(load)
    // The sample is of both.
    await inflictAll(options.short ? { ...stage, timeLeft: until(begun, seconds / 2) } : stage, report)
    await judgeOutput(stage, report)
    await dieEverywhere(stage, report)
  } finally {
    const { weirTestFailed } = globalThis as { weirTestFailed?: boolean }
    const failed = report.rows.some(({ violations }) => violations.length > 0)
    ;(globalThis as { weirTestFailed?: boolean }).weirTestFailed = failed || weirTestFailed
    await lives.stop()
    await fleet.destroy()
  }
  return report
}

const until = (begun: number, seconds: number) => () => performance.now() < begun + seconds * 1000

const wanted = ({ only }: ChaosOptions, kind: string): boolean =>
  only === undefined || only.some((each) => kind.startsWith(each))

const inflictAll = async (stage: Stage, report: Report): Promise<void> => {
  const { options, random, timeLeft } = stage
  const chosen = faults.filter(({ kind }) => wanted(options, kind))
  for (const fault of options.short ? random.shuffled(chosen) : chosen) {
    if (!timeLeft()) return
    const row: Row = { kind: fault.kind, rounds: 0, seconds: [], violations: [] }
    report.rows.push(row)
    const census = watchClusters(stage.fleet)
    try {
      const most = options.rounds ?? (options.short ? 1 : fault.rounds)
      while (row.rounds < most && timeLeft()) {
        await oneRound(stage, fault, row)
        row.violations.push(...(await factsOf(stage)), ...census.violations())
        if (row.violations.length > 0) break
      }
    } catch (error) {
      if (error instanceof NotPossibleHere) row.notPossible = error.message
      else row.violations.push(error instanceof Error ? error.message : String(error))
    } finally {
      await census.stop()
    }
    options.say(`${row.kind}: ${row.rounds} rounds, ${row.violations.length} violations`)
  }
}

const oneRound = async ({ fleet, load, random, options }: Stage, fault: Fault, row: Row): Promise<void> => {
  const asked = await stir(load, random)
  await pause(random.between(0, 2_500))
  const begun = performance.now()
  await fault.inflict(fleet, random)
  await fleet.ready()
  if ((await settles(fleet, load)) === 'READY') {
    await load.start()
    await settles(fleet, load)
  }
  await goesOn(load)
  row.seconds.push((performance.now() - begun) / 1000)
  row.rounds += 1
  options.say(`  ${fault.kind} during ${asked}: ${(row.seconds.at(-1) ?? 0).toFixed(1)} s`)
}

/** What must be so whenever nothing is going on. */
const factsOf = async ({ fleet, load, lives }: Stage, running = 1): Promise<string[]> => [
  ...(await versionGaps(fleet, load.name)),
  ...(await damagedSnapshots(fleet, load.name)),
  ...orphans(fleet, running),
  ...(await lives.faults()),
]

/** Stops the load in order, reads all that it wrote, and starts it once more from the newest snapshot. */
const judgeOutput = async ({ fleet, load, options }: Stage, report: Report): Promise<void> => {
  if (report.rows.length === 0) return
  const row: Row = { kind: 'output', rounds: 1, seconds: [], violations: [] }
  report.rows.push(row)
  const begun = performance.now()
  try {
    for (let tries = 0; tries < 3 && (await settles(fleet, load)) === 'RUNNING'; tries += 1) await load.stop()
    const { faults: wrong, records } = await outputFaults(load)
    report.records = records
    row.violations.push(...wrong, ...orphans(fleet, 0))
    if (options.short) return
    await load.start()
    if ((await settles(fleet, load)) !== 'RUNNING') row.violations.push('the newest snapshot does not restore')
    await goesOn(load)
    report.restores += 1
    row.seconds.push((performance.now() - begun) / 1000)
  } catch (error) {
    row.violations.push(String(error))
  }
}

/** Each operation with a death at each of its points, or at a sample of them. */
const dieEverywhere = async (stage: Stage, report: Report): Promise<void> => {
  const { fleet, options, timeLeft } = stage
  const { only, say } = options
  if (only !== undefined && !only.some((each) => each.startsWith('crash'))) return
  const load = application(fleet, 'load')
  if ((await settles(fleet, load)) === 'RUNNING') await load.stop({ force: true })
  await settles(fleet, load)
  const census = watchClusters(fleet)
  for (const operation of operationsNamed(only?.find((each) => each.startsWith('crash')))) {
    if (!timeLeft()) break
    const row: Row = { kind: `crash-${operation.name}`, rounds: 0, seconds: [], violations: [] }
    report.rows.push(row)
    try {
      await dieIn(stage, operation, row)
      row.violations.push(...census.violations())
    } catch (error) {
      row.violations.push(error instanceof Error ? error.message : String(error))
    }
    say(`${row.kind}: ${row.rounds} points, ${row.violations.length} violations`)
  }
  await census.stop()
}

const dieIn = async (
  { fleet, random, options: { short, rounds, say }, timeLeft }: Stage,
  operation: CrashOperation,
  row: Row,
): Promise<void> => {
  const victim = application(fleet, 'victim')
  const sampled = short || rounds !== undefined
  const all = pointsUpTo(sampled ? operation.points : await countPoints(fleet, victim, operation))
  const points = sampled ? random.shuffled(all).slice(0, rounds ?? 1) : all
  for (const [round, point] of points.entries()) {
    if (!timeLeft()) return
    const begun = performance.now()
    const deaths = await dieAt({ fleet, application: victim, operation, point, round }).catch((error: unknown) => {
      throw new Error(`at ${point}: ${error instanceof Error ? error.message : String(error)}`)
    })
    say(`  ${row.kind} at ${point}: ${deaths} died`)
    if (deaths === 0) continue
    row.rounds += 1
    row.seconds.push((performance.now() - begun) / 1000)
  }
  if ((await settles(fleet, victim)) === 'gone') return
  row.violations.push(...(await versionGaps(fleet, victim.name)), ...(await damagedSnapshots(fleet, victim.name)))
}
