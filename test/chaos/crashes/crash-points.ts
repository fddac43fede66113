import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '../fleet.ts'
import { settles } from '../invariants/settled.ts'
import type { Application } from '../load/applications.ts'
import { crashOperations, type CrashOperation } from './operations.ts'

/** `17` or `17+after`: see WEIR_CRASH_POINT. */
export type Point = `${number}` | `${number}+after`

export const pointsUpTo = (most: number): Point[] =>
  Array.from({ length: most }, (_, n) => [`${n + 1}`, `${n + 1}+after`] as const).flat()

const members = ({ api, workers }: Fleet) => [api, ...workers]

/** Each of the fleet's processes kills itself at this point of its own, once; at `0` nobody does, and the count begins anew. */
const arm = (fleet: Fleet, point: Point | '0'): void => {
  for (const { weir } of members(fleet)) writeFileSync(join(weir.dataDir, 'crash-point'), point)
}
const disarm = (fleet: Fleet): void => {
  for (const { weir } of members(fleet)) rmSync(join(weir.dataDir, 'crash-point'), { force: true })
}

/** Brings the application to the status that an operation starts from, undisturbed. */
const bringTo = async (fleet: Fleet, application: Application, wanted: CrashOperation['from']): Promise<void> => {
  for (let tries = 0; tries < 8; tries += 1) {
    const status = await settles(fleet, application)
    if (status === wanted) return
    if (status === 'gone') await application.create()
    else if (wanted === 'gone') await application.remove()
    else if (status === 'READY') await application.start()
    else await application.stop({ force: true })
  }
  throw new Error(`${application.name} does not become ${wanted}`)
}

/** How many points the processes reach in an operation that nothing disturbs: the most that one of them does. */
export async function countPoints(
  fleet: Fleet,
  application: Application,
  { from, ask }: CrashOperation,
): Promise<number> {
  await bringTo(fleet, application, from)
  arm(fleet, '0')
  await ask(application, 0)
  await pause(300)
  await settles(fleet, application)
  disarm(fleet)
  return Math.max(...members(fleet).map(({ weir }) => lastCount(join(weir.dataDir, 'crash-points.log'))))
}

const lastCount = (file: string): number =>
  existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '0') : 0

/**
 * One operation with a death at one point. Answers how many processes died: none = the operation has no such point. Throws what is wrong
 * afterwards.
 */
export async function dieAt({
  fleet,
  application,
  operation,
  point,
  round,
}: {
  fleet: Fleet
  application: Application
  operation: CrashOperation
  point: Point
  round: number
}): Promise<number> {
  await bringTo(fleet, application, operation.from)
  const before = members(fleet).reduce((sum, { deaths }) => sum + deaths, 0)
  arm(fleet, point)
  try {
    await operation.ask(application, round)
    await pause(300)
    await settles(fleet, application)
  } finally {
    disarm(fleet)
  }
  await fleet.ready()
  await settles(fleet, application)
  return members(fleet).reduce((sum, { deaths }) => sum + deaths, 0) - before
}

export const operationsNamed = (only: string | undefined): readonly CrashOperation[] =>
  crashOperations.filter(({ name }) => only === undefined || `crash-${name}`.startsWith(only))
