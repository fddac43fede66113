import { dieEverywhere } from './crashes/die-everywhere.ts'
import { operationsNamed } from './crashes/operations.ts'
import { startFleet } from './fleet.ts'
import { watchLifetimes } from './invariants/meters.ts'
import { watchClusters } from './invariants/one-cluster.ts'
import { watchProcesses } from './invariants/watch-processes.ts'
import { judgeOutput } from './judge.ts'
import { application, bringCode } from './load/applications.ts'
import { seededRandom } from './random.ts'
import type { Report } from './report.ts'
import { inflictAll, runs } from './rounds.ts'
import { openSite, type Site } from './site.ts'
import type { ChaosOptions, Stage } from './stage.ts'

/** Runs the suite and answers what it saw. Throws only when there was nothing to see: the fleet or its load does not come up. */
export async function runChaos(options: ChaosOptions, site: Site = openSite()): Promise<Report> {
  const report: Report = { seed: options.seed, rows: [], records: 0, restores: 0 }
  try {
    await perform(options, site, report)
  } catch (error) {
    tellFailure()
    throw error
  } finally {
    if (report.rows.some(({ violations }) => violations.length > 0)) tellFailure()
    await site.clear()
  }
  return report
}

const perform = async (options: ChaosOptions, site: Site, report: Report): Promise<void> => {
  const { seed, seconds, short } = options
  const fleet = await startFleet(site, { ownNetworks: !short })
  const watch = watchProcesses(fleet)
  await site.onClear(() => watch.stop())
  await bringCode(fleet)
  // Two, to see whether what hurts one hurts the other: light ones, for machines are small.
  const loads = [application(fleet, { name: 'load' }), application(fleet, { name: 'beside', ratePerSecond: 20 })]
  const begun = performance.now()
  const stage: Stage = {
    fleet,
    loads,
    rewound: new Set(),
    random: seededRandom(seed),
    options,
    lives: watchLifetimes(fleet, watch),
    census: watchClusters(watch),
    timeLeft: until(begun, seconds),
  }
  for (const load of loads) await load.create()
  if (options.only?.every((each) => operationsNamed([each]).length > 0) !== true) {
    await Promise.all(loads.map(runs))
    // The sample is of both.
    await inflictAll(short ? { ...stage, timeLeft: until(begun, seconds / 2) } : stage, report)
    await judgeOutput(stage, report)
  }
  await dieEverywhere(stage, report)
}

const until = (begun: number, seconds: number) => () => performance.now() < begun + seconds * 1000

/** For those that keep the logs of what failed. */
const tellFailure = (): void => {
  ;(globalThis as { weirTestFailed?: boolean }).weirTestFailed = true
}
