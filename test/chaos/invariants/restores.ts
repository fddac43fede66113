import type { Fleet } from '../fleet.ts'
import type { Application } from '../load/applications.ts'
import type { Random } from '../random.ts'
import { goesOn, settles } from './settled.ts'
import { readySnapshots } from './snapshots.ts'

/**
 * Starts a resting application from the newest of its READY snapshots and from others, `most` in all, one after the other: it has to run,
 * write, and have the state that goes with the numbers. (What it writes again of what came after a snapshot is no duplicate: an older state
 * was asked for. So its output says nothing about duplicates from here on.) Leaves it at rest.
 */
export async function restoreSome(
  { fleet, random }: { fleet: Fleet; random: Random },
  application: Application,
  most: number,
): Promise<{ tried: number; faults: string[] }> {
  const [newest, ...older] = await readySnapshots(fleet, application.name)
  const chosen = [...(newest === undefined ? [] : [newest]), ...random.shuffled(older)].slice(0, most)
  const faults: string[] = []
  for (const snapshot of chosen) {
    await application.start(snapshot)
    if ((await settles(application)) === 'RUNNING') await goesOn(application)
    else faults.push(`snapshot ${snapshot} of ${application.name} does not restore`)
    if (!(await application.isAtRest())) await application.stop({ force: true })
    await settles(application)
  }
  const { wrongState } = await application.proof()
  if (wrongState > 0) faults.push(`${wrongState} records of wrong state in ${application.name} after restores`)
  return { tried: chosen.length, faults }
}
