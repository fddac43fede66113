import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '../fleet.ts'
import { settles } from '../invariants/settled.ts'
import type { Application } from '../load/applications.ts'
import type { Member } from '../member.ts'
import type { CrashOperation } from './operations.ts'

/**
 * Deaths of one process and its successors, each at the first line of what is left: `17`, `17+after`, `engine.launch:1+after`; see
 * WEIR_CRASH_POINT.
 */
type Deaths = readonly string[]
/** What an api and a worker die of. */
export interface Plan {
  readonly api: Deaths
  readonly worker: Deaths
}

const members = ({ api, workers }: Fleet) => [api, ...workers]
const logOf = ({ weir }: Member): string => join(weir.dataDir, 'crash-points.log')
const orderOf = ({ weir }: Member): string => join(weir.dataDir, 'crash-point')

/** `0` kills nobody, and the count begins anew. */
const arm = (member: Member, deaths: Deaths): void => {
  if (deaths.length > 0) writeFileSync(orderOf(member), deaths.join('\n'))
}
const disarm = (fleet: Fleet): void => {
  for (const member of members(fleet)) rmSync(orderOf(member), { force: true })
}

/** Brings the application to the status that an operation starts from, undisturbed. */
const bringTo = async (application: Application, { from, prepare }: CrashOperation): Promise<void> => {
  for (let tries = 0; tries < 8; tries += 1) {
    const status = await settles(application)
    if (status === from) {
      await prepare?.(application)
      if ((await settles(application)) === from) return
    } else if (status === 'gone') await application.create()
    else if (from === 'gone') await application.remove()
    else if (status === 'READY') await application.start()
    else await application.stop({ force: true })
  }
  throw new Error(`${application.name} does not become ${from}`)
}

/** The points that an api and a worker reach in an operation that nothing disturbs, by name, in their order. */
export async function pointsOf(fleet: Fleet, application: Application, operation: CrashOperation): Promise<Plan> {
  await bringTo(application, operation)
  const before = members(fleet).map((member) => linesOf(member).length)
  for (const member of members(fleet)) arm(member, ['0'])
  await operation.ask(application, -1)
  await pause(300)
  await settles(application)
  disarm(fleet)
  const [api = [], ...workers] = members(fleet).map((member, n) =>
    linesOf(member)
      .slice(before[n])
      .map((line) => line.split(' '))
      .filter(([, name = '', when]) => when === 'before' || name.startsWith('spawn.'))
      .map(([, name = '']) => name),
  )
  const [worker = []] = workers.sort((a, b) => b.length - a.length)
  return { api, worker }
}

const linesOf = (member: Member): string[] =>
  existsSync(logOf(member)) ? readFileSync(logOf(member), 'utf8').trim().split('\n') : []

/**
 * One life for each point: the process dies before its n-th effect, and its successor right after that effect, the first of its name
 * that is left to do. So each effect is died before and after, in half as many lives.
 */
export const livesFor = ({ api, worker }: Plan): Plan[] => {
  const deaths = (names: Deaths, n: number): Deaths => {
    const name = names[n]
    if (name === undefined) return []
    return name.startsWith('spawn.') ? [`${n + 1}+after`] : [`${n + 1}`, name.replace(/:\d+$/, ':1+after')]
  }
  return Array.from({ length: Math.max(api.length, worker.length) }, (_, n) => ({
    api: deaths(api, n),
    worker: deaths(worker, n),
  }))
}

/** A sample where nothing was counted: each life dies once. */
export const livesUpTo = (most: number): Plan[] =>
  Array.from({ length: most }, (_, n) => [`${n + 1}`, `${n + 1}+after`])
    .flat()
    .map((point) => ({ api: [point], worker: [point] }))

/** One operation with the deaths of a plan. Answers how many processes died. Throws what is wrong afterwards. */
export async function live({
  fleet,
  application,
  operation,
  plan,
  round,
}: {
  fleet: Fleet
  application: Application
  operation: CrashOperation
  plan: Plan
  round: number
}): Promise<number> {
  await bringTo(application, operation)
  const died = (): number => members(fleet).reduce((sum, { deaths }) => sum + deaths, 0)
  const before = died()
  arm(fleet.api, plan.api)
  for (const worker of fleet.workers) arm(worker, plan.worker)
  try {
    await operation.ask(application, round)
    await pause(300)
    await settles(application)
  } finally {
    disarm(fleet)
  }
  await fleet.ready()
  await settles(application)
  return died() - before
}
