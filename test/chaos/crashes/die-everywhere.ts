import { factsOf } from '../rounds.ts'
import { restoreSome } from '../invariants/restores.ts'
import { settles } from '../invariants/settled.ts'
import { application, type Application } from '../load/applications.ts'
import type { Report, Row } from '../report.ts'
import type { Stage } from '../stage.ts'
import { live, livesFor, livesUpTo, pointsOf, type Plan } from './crash-points.ts'
import { operationsNamed, type CrashOperation } from './operations.ts'

/** Each operation with deaths at each of its points, or at a sample of them. */
export async function dieEverywhere(stage: Stage, report: Report): Promise<void> {
  const { fleet, loads, options, timeLeft } = stage
  const operations = operationsNamed(options.only)
  if (operations.length === 0 || !timeLeft()) return
  // Their points would be counted with the victim's.
  for (const load of loads) {
    if ((await settles(load)) === 'RUNNING') await load.stop({ force: true })
    await settles(load)
  }
  const victim = application(fleet, { name: 'victim', ratePerSecond: 50 })
  for (const operation of operations) {
    if (!timeLeft()) break
    const row: Row = { kind: `crash-${operation.name}`, rounds: 0, seconds: [], violations: [] }
    report.rows.push(row)
    try {
      await dieIn({ stage, operation, victim, row })
      row.violations.push(...(await aftermath(stage, victim, report)))
    } catch (error) {
      row.violations.push(error instanceof Error ? error.message : String(error))
    }
    options.say(`${row.kind}: ${row.rounds} lives, ${row.violations.length} violations`)
    for (const each of row.violations) options.say(`! ${each}`)
  }
}

const dieIn = async ({
  stage: { fleet, random, options, timeLeft, census },
  operation,
  victim,
  row,
}: {
  stage: Stage
  operation: CrashOperation
  victim: Application
  row: Row
}): Promise<void> => {
  const { short, rounds, say } = options
  const counted = short ? undefined : await pointsOf(fleet, victim, operation)
  const all = counted === undefined ? livesUpTo(operation.points) : livesFor(counted)
  const plans = short || rounds !== undefined ? random.shuffled(all).slice(0, rounds ?? 1) : all
  let died = 0
  for (const [round, plan] of plans.entries()) {
    if (!timeLeft()) return
    const begun = performance.now()
    const at = toldOf(plan)
    const deaths = await live({ fleet, application: victim, operation, plan, round }).catch((error: unknown) => {
      throw new Error(`at ${at}: ${error instanceof Error ? error.message : String(error)}`)
    })
    row.violations.push(...census.violations().map((each) => `at ${at}: ${each}`))
    say(`  ${row.kind} at ${at}: ${deaths} died, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    if (deaths === 0) continue
    died += deaths
    row.note = `${died} deaths${counted === undefined ? '' : `, ${counted.api.length} points of the api, ${counted.worker.length} of the worker`}`
    row.rounds += 1
    row.seconds.push((performance.now() - begun) / 1000)
  }
}

const toldOf = ({ api, worker }: Plan): string => `${api.join(', ') || '-'} | ${worker.join(', ') || '-'}`

/** What must be so of the victim when an operation's deaths are over; and one of its snapshots has to restore. */
const aftermath = async (stage: Stage, victim: Application, report: Report): Promise<string[]> => {
  const status = await settles(victim)
  if (status === 'gone') return factsOf(stage, [], 0)
  const facts = await factsOf(stage, [victim], status === 'RUNNING' ? 1 : 0)
  if (stage.options.short) return facts
  if (status === 'RUNNING') await victim.stop({ force: true })
  await settles(victim)
  const { tried, faults } = await restoreSome(stage, victim, 1)
  report.restores += tried
  return [...facts, ...faults]
}
